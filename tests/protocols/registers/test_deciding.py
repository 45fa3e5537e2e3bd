"""Who decides, who is told, who may see it, and where it waits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from protocols.registers.models import Entry, Ground, Placement, PublishedAccount
from schoolgids.access.policy import Forbidden, visible
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.workflow import Refused
from schoolgids.worklist.sources import work_for
from tests.cast import TODAY, Cast
from tests.protocols.registers.making import (
    account,
    class_app,
    deed,
    exception,
    inside,
    place_all,
    told,
)


def test_granted_account_is_public_without_a_person(cast: Cast) -> None:
    entry = account(cast)
    assert PublishedAccount.objects.count() == 0
    granted = deed(cast, "head", entry, "grant")
    row = PublishedAccount.objects.get()
    assert (row.entry, row.school, row.name, row.platform_label, row.from_on) == (
        granted.pk, cast.oostpoort, "lyceumoostpoort", "Instagram", TODAY,
    )  # fmt: skip
    path = f"/school/oostpoort/registers/{entry.pk}/"
    assert told(cast) == [("Hidde", path), ("Roos", path)]


def test_refusal_has_a_reason_and_is_told(cast: Cast) -> None:
    entry = account(cast, person_id=cast.teacher.pk)
    with pytest.raises(Refused, match=r"Schrijf op waarom het niet mag\."):
        deed(cast, "head", entry, "refuse", reason="   ")
    refused = deed(cast, "head", entry, "refuse", reason="Er is er al een.")
    assert (refused.status, refused.reason, refused.decided_by) == (
        "refused", "Er is er al een.", cast.head,
    )  # fmt: skip
    assert told(cast) == [("Roos", f"/school/oostpoort/registers/{entry.pk}/")]
    assert PublishedAccount.objects.count() == 0


def test_nobody_is_told_of_the_own_decision(cast: Cast) -> None:
    entry = account(cast, "head", person_id=cast.head.pk)
    deed(cast, "head", entry, "grant")
    assert told(cast) == []


def test_own_request_is_withdrawn_and_that_of_another_is_not(cast: Cast) -> None:
    entry = account(cast)
    with pytest.raises(Refused, match=r"Alleen wie dit aanvroeg, kan dat doen\."):
        deed(cast, "mentor", entry, "withdraw")
    assert deed(cast, "teacher", entry, "withdraw").status == "withdrawn"
    with pytest.raises(Refused, match=r"Dit kan niet in de fase “ingetrokken”\."):
        deed(cast, "head", entry, "grant")


def test_account_is_ended_by_who_keeps_it(cast: Cast) -> None:
    entry = account(cast)
    deed(cast, "head", entry, "grant")
    with pytest.raises(Refused, match="wie het beheert of de schoolleiding"):
        deed(cast, "administrator", entry, "end")
    ended = deed(cast, "mentor", entry, "end")
    assert (ended.status, ended.until_on, ended.ended_by) == ("ended", TODAY, cast.mentor)
    assert PublishedAccount.objects.count() == 0
    with pytest.raises(Refused, match=r"Dit kan niet in de fase “beëindigd”\."):
        deed(cast, "head", entry, "end")


def test_entry_ends_by_its_date_alone(cast: Cast, frozen: Any) -> None:
    entry = exception(cast, until_on=TODAY + timedelta(days=2))
    deed(cast, "head", entry, "grant")
    days = (0, 2, 3)
    with inside(cast):
        standing = [
            Entry.objects.standing_on(TODAY + timedelta(days=n)).filter(pk=entry.pk).exists()
            for n in days
        ]
        words = [Entry.objects.get().standing(TODAY + timedelta(days=n)) for n in days]
    assert standing == [True, True, False]
    assert words == ["holds", "holds", "past"]
    frozen.shift(timedelta(days=3))
    with pytest.raises(Refused, match=r"De laatste dag is al voorbij\."):
        deed(cast, "head", entry, "end", today=TODAY + timedelta(days=3))


def test_request_that_came_too_late_is_not_granted(cast: Cast, frozen: Any) -> None:
    entry = exception(cast, until_on=TODAY)
    frozen.shift(timedelta(days=1))
    with pytest.raises(Refused, match=r"De laatste dag is al voorbij\."):
        deed(cast, "head", entry, "grant", today=TODAY + timedelta(days=1))


@pytest.mark.parametrize("name", ["teacher", "team_leader", "administrator", "care_coordinator"])
@pytest.mark.parametrize("step", ["grant", "refuse"])
def test_only_the_leadership_decides(cast: Cast, name: str, step: str) -> None:
    entry = account(cast)
    more = {"reason": "nee"} if step == "refuse" else {}
    with pytest.raises(Refused, match="Dit hoort niet bij je rol"):
        deed(cast, name, entry, step, **more)


@pytest.mark.parametrize("name", ["sem_mother", "sem", "board_member", "privacy_officer"])
def test_who_is_no_staff_of_the_school_asks_nothing(cast: Cast, name: str) -> None:
    with pytest.raises(Forbidden, match="Dit hoort niet bij je rol"):
        account(cast, name)


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_are_one(committed: Cast) -> None:
    entry = account(committed)

    def decide(step: str) -> str:
        try:
            more = {"reason": "nee"} if step == "refuse" else {}
            return str(deed(committed, "head", entry, step, **more).status)
        except Refused as refused:
            return str(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(decide, ["grant", "refuse", "grant", "refuse"]))
    won = [one for one in found if one in ("granted", "refused")]
    assert len(won) == 1
    lost = "toegestaan" if won == ["granted"] else "geweigerd"
    assert [one for one in found if one not in won] == [f"Dit kan niet in de fase “{lost}”."] * 3
    with inside(committed):
        assert Event.objects.filter(about_id=str(entry.pk)).count() == 2


# --- Who sees what ---


def test_request_is_between_who_asked_and_who_decides(cast: Cast) -> None:
    entry = account(cast)
    seen = {}
    for step in ("asked", "granted"):
        if step == "granted":
            deed(cast, "head", entry, "grant")
        for name in ("teacher", "mentor", "head", "administrator", "sem", "sem_mother"):
            actor = cast.actor(name, school=cast.oostpoort)
            with inside(cast):
                seen[step, name] = visible(actor, Entry.objects.all()).exists()
    assert [name for (step, name), found in seen.items() if step == "asked" and found] == [
        "teacher", "mentor", "head",
    ]  # fmt: skip
    assert [name for (step, name), found in seen.items() if step == "granted" and found] == [
        "teacher", "mentor", "head", "administrator",
    ]  # fmt: skip


def test_another_school_sees_nothing(cast: Cast) -> None:
    entry = class_app(cast)
    place_all(cast, entry)
    for school in (cast.zilvermeeuw, cast.eikenhof):
        with scoped(Scope.of_school(school)):
            counts = [model.objects.count() for model in (Entry, Ground, Placement)]
        assert counts == [0, 0, 0]


# --- Work ---


def test_leadership_finds_what_waits_for_a_decision(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    entry = class_app(cast)
    done = account(cast)
    deed(cast, "head", done, "grant")
    found = {}
    for name in ("head", "teacher", "administrator"):
        actor = cast.actor(name, school=cast.oostpoort)
        with inside(cast):
            found[name] = [one for one in work_for(actor, TODAY) if one.kind == "register"]
    assert (found["teacher"], found["administrator"]) == ([], [])
    (work,) = found["head"]
    assert (work.key, work.href, work.due_on, work.owner) == (
        f"register/{entry.pk}", f"/school/oostpoort/registers/{entry.pk}/", TODAY, "Hidde Wieringh",
    )  # fmt: skip
    assert str(work.title) == "Besluiten: 4H2, het besloten platform van de school"
    assert work.about == "Klassenapp, aangevraagd op 20-11-2026"
