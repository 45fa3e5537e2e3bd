"""What the database refuses, whoever asks and however."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection, transaction

from protocols.registers.models import Entry
from tests.cast import START, TODAY, Cast
from tests.protocols.registers.making import (
    account,
    class_app,
    deed,
    inside,
    place_all,
)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"status": "granted"}, "entry_decision_has_decider_and_time"),
        ({"status": "granted", "decided_by": "head"}, "entry_decision_has_decider_and_time"),
        (
            {"status": "refused", "decided_by": "head", "decided_at": "now"},
            "entry_refusal_has_a_reason",
        ),
        (
            {"status": "ended", "decided_by": "head", "decided_at": "now"},
            "entry_ended_by_somebody",
        ),
    ],
)
def test_database_refuses_half_a_decision(
    cast: Cast, change: dict[str, Any], constraint: str
) -> None:
    entry = account(cast)
    values = {
        name: {"head": cast.head, "now": entry.requested_at}.get(value, value)
        for name, value in change.items()
    }
    with pytest.raises(IntegrityError, match=constraint), inside(cast), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**values)


@pytest.mark.parametrize(
    ("wish", "constraint"),
    [
        ({"kind": "exception", "until_on": None}, "entry_exception_and_lesson_have_an_end"),
        ({"kind": "account", "until_on": START}, "entry_ends_after_it_starts"),
        ({"kind": "class_app"}, "entry_says_who"),
        ({"kind": "favour"}, "entry_kind_known"),
    ],
)
def test_database_refuses_an_entry_that_says_too_little(
    cast: Cast, wish: dict[str, Any], constraint: str
) -> None:
    facts = {
        "status": "requested", "platform": "x", "purpose": "Nieuws", "person": cast.teacher,
        "requested_by": cast.teacher, "from_on": TODAY, "until_on": TODAY, "submission": uuid4(),
    }  # fmt: skip
    place = {"board": cast.waterland, "school": cast.oostpoort}
    with pytest.raises(IntegrityError, match=constraint), inside(cast), transaction.atomic():
        Entry.objects.create(**{**place, **facts, **wish})


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'anders'", "decided_at = now()", "purpose = 'anders'", "platform = 'x'",
        "until_on = '2027-01-01'", "from_on = '2026-01-01'",
    ],
)  # fmt: skip
def test_decision_and_request_stay_as_they_were(cast: Cast, change: str) -> None:
    entry = account(cast)
    deed(cast, "head", entry, "grant")
    execute_refused(cast, f"update registers_entry set {change}", "is not changed: registers_entry")


@pytest.mark.parametrize("step", ["refuse", "withdraw", "end"])
def test_what_is_over_stays_over(cast: Cast, step: str) -> None:
    entry = account(cast)
    if step == "end":
        deed(cast, "head", entry, "grant")
    more = {"reason": "nee"} if step == "refuse" else {}
    deed(cast, "teacher" if step == "withdraw" else "head", entry, step, **more)
    sql = "update registers_entry set status = 'requested'"
    execute_refused(cast, sql, "is not changed: registers_entry")


def test_entry_is_never_deleted(cast: Cast) -> None:
    account(cast)
    execute_refused(cast, "delete from registers_entry", "is not changed: registers_entry")


@pytest.mark.parametrize("table", ["registers_ground", "registers_placement"])
@pytest.mark.parametrize("sql", ["update {} set id = id", "delete from {}"])
def test_grounds_and_placements_are_only_ever_added(cast: Cast, table: str, sql: str) -> None:
    entry = class_app(cast)
    place_all(cast, entry)
    execute_refused(cast, sql.format(table), f"Cannot update or delete rows from {table} table")


def execute_refused(cast: Cast, sql: str, reason: str) -> None:
    with (
        pytest.raises((ProgrammingError, InternalError), match=reason),
        inside(cast),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
