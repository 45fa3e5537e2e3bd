"""The trail: append-only, sealed in a chain, and found out when somebody meddles with it (P6)."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from time_machine import Traveller

from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event, Seal
from schoolgids.audit.services import Finding, record, record_view, seal, verify
from tests.cast import Cast
from tests.conftest import NOW


@pytest.fixture
def sealed(cast: Cast) -> Cast:
    """Three events of Waterland, sealed in two links."""
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_board(cast.waterland)):
        record("test.one", actor=head, about=cast.sem, count=1)
        record("test.two", actor=head, about=cast.yara)
        assert seal(cast.waterland.pk) == 2
        record("test.three", actor=head, about=cast.daan)
        assert seal(cast.waterland.pk) == 1
    return cast


def findings(cast: Cast, *, content: bool = True) -> list[Finding]:
    with scoped(Scope.of_board(cast.waterland)):
        return list(verify(cast.waterland.pk, content=content))


def meddle(cast: Cast, sql: str, *values: object) -> None:
    """Changes the trail as somebody with the password of the database could."""
    with scoped(Scope.of_board(cast.waterland)), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table audit_event disable trigger user")
        cursor.execute(sql, values)
        cursor.execute("alter table audit_event enable trigger user")


def event(cast: Cast, name: str) -> Event:
    with scoped(Scope.of_board(cast.waterland)):
        return Event.objects.get(name=name)


def test_untouched_trail_verifies(sealed: Cast) -> None:
    assert findings(sealed) == []


@pytest.mark.parametrize("change", ["update audit_event set name = 'x'", "delete from audit_event"])
def test_event_can_be_neither_changed_nor_deleted(sealed: Cast, change: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="Cannot update or delete"),
        scoped(Scope.of_board(sealed.waterland)),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


@pytest.mark.parametrize("change", ["update audit_seal set number = 9", "delete from audit_seal"])
def test_seal_can_be_neither_changed_nor_deleted(sealed: Cast, change: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="Cannot update or delete"),
        scoped(Scope.of_board(sealed.waterland)),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


@pytest.mark.parametrize("table", ["audit_event", "audit_seal"])
def test_trail_can_not_be_emptied(sealed: Cast, table: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="Cannot truncate"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("set constraints all immediate")
        cursor.execute(f"alter table {table} enable trigger user")
        cursor.execute(f"truncate {table}")


def test_changed_event_is_found(sealed: Cast) -> None:
    changed = event(sealed, "test.two")
    meddle(sealed, "update audit_event set actor_name = 'Nobody' where id = %s", changed.pk)
    assert findings(sealed) == [Finding("changed", str(changed.pk))]


def test_changed_event_with_a_new_digest_is_found_by_hashes_alone(sealed: Cast) -> None:
    changed = event(sealed, "test.one")
    meddle(sealed, "update audit_event set digest = %s where id = %s", b"0" * 32, changed.pk)
    assert findings(sealed, content=False) == [Finding("changed", "seal 1")]


def test_removed_event_is_found(sealed: Cast) -> None:
    removed = event(sealed, "test.three")
    meddle(sealed, "delete from audit_event where id = %s", removed.pk)
    assert findings(sealed) == [Finding("removed", str(removed.pk))]


def test_inserted_event_is_found(sealed: Cast) -> None:
    inserted = uuid4()
    meddle(
        sealed,
        "insert into audit_event select %s, board_id, school_id, at - interval '2 hours', kind,"
        " name, actor_id, actor_name, actor_role, about_type, about_id, person_ids, facts, digest"
        " from audit_event where name = 'test.one'",
        inserted,
    )
    assert findings(sealed, content=False) == [Finding("inserted", str(inserted))]


def test_removed_seal_is_found(sealed: Cast) -> None:
    with scoped(Scope.of_board(sealed.waterland)), connection.cursor() as cursor:
        cursor.execute("alter table audit_seal disable trigger user")
        cursor.execute("delete from audit_seal where number = 1")
        cursor.execute("alter table audit_seal enable trigger user")
    assert Finding("broken", "2") in findings(sealed)


def test_event_committed_late_gets_into_the_next_seal(cast: Cast, frozen: Traveller) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_board(cast.waterland)):
        record("test.early", actor=head)
        seal(cast.waterland.pk)
        frozen.move_to(NOW - timedelta(minutes=30))  # a transaction that took its time
        record("test.late", actor=head)
        frozen.move_to(NOW + timedelta(minutes=1))
        assert seal(cast.waterland.pk) == 1
        assert seal(cast.waterland.pk) == 0
        assert list(verify(cast.waterland.pk)) == []
        assert [len(ids) for ids in Seal.objects.values_list("event_ids", flat=True)] == [1, 1]


def test_change_and_its_event_go_together(cast: Cast) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with pytest.raises(ValueError, match="away"), scoped(Scope.of_board(cast.waterland)):
        record("test.gone", actor=head)
        raise ValueError("away")
    with scoped(Scope.of_board(cast.waterland)):
        assert not Event.objects.exists()


def test_view_is_written_though_the_page_is_rolled_back(cast: Cast) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with (
        pytest.raises(ValueError, match="away"),
        scoped(Scope.of_school(cast.oostpoort), outermost=True),
    ):
        record_view(actor=head, action="pupil_file.view", about=cast.sem, people=[cast.sem.pk])
        raise ValueError("away")
    with scoped(Scope.of_school(cast.oostpoort)):
        (seen,) = Event.objects.all()
    assert (seen.kind, seen.name, seen.actor_name, seen.actor_role) == (
        "view",
        "pupil_file.view",
        "Maarten Oosterkamp",
        "schoolleider",
    )
    assert (seen.about_id, seen.person_ids) == (str(cast.sem.pk), [cast.sem.pk])


def test_other_board_sees_nothing_of_the_trail(sealed: Cast) -> None:
    with scoped(Scope.of_board(sealed.heuvelrug)):
        assert not Event.objects.exists()
        assert not Seal.objects.exists()


def test_command_names_what_was_changed_and_fails(sealed: Cast) -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "waterland: 3 events, 2 seals checked" in out.getvalue()
    changed = event(sealed, "test.two")
    meddle(sealed, "update audit_event set name = 'other' where id = %s", changed.pk)
    out = StringIO()
    with pytest.raises(CommandError, match="1 findings"):
        call_command("verify_audit", board="waterland", stdout=out)
    assert f"waterland: changed {changed.pk}" in out.getvalue()


def test_head_reads_the_trail_of_the_own_school(
    sealed: Cast, client_of: Callable[[str], Client]
) -> None:
    response = client_of("head").get("/school/oostpoort/verantwoording/")
    assert response.status_code == 200
    assert [row.name for row in response.context["events"]] == [
        "test.three",
        "test.two",
        "test.one",
    ]


def test_teacher_may_not_read_the_trail_and_that_is_recorded(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    response = client_of("teacher").get("/school/oostpoort/verantwoording/")
    assert response.status_code == 403
    with scoped(Scope.of_school(cast.oostpoort)):
        (refusal,) = Event.objects.all()
    assert (refusal.kind, refusal.name, refusal.facts) == (
        "refusal",
        "forbidden",
        {"action": "audit.view"},
    )
    assert refusal.actor_id == cast.teacher.pk


def test_trail_is_paged_by_key_and_an_odd_key_is_the_first_page(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        for number in range(52):
            record(f"test.{number}", actor=head, school_id=cast.oostpoort.pk)
    client, address = client_of("head"), "/school/oostpoort/verantwoording/?soort=change"
    first = client.get(address).context["page"]
    assert [row.name for row in first.rows] == [f"test.{number}" for number in range(51, 1, -1)]
    older = client.get("/school/oostpoort/verantwoording/" + first.older).context["page"]
    assert ([row.name for row in older.rows], older.older) == (["test.1", "test.0"], "")
    odd = client.get(f"{address}&voor=x")
    assert (odd.status_code, odd.context["page"].rows) == (200, first.rows)
