"""A yes of a year old: told once on the day, and one press says that it still holds (domain B3)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from consent.models import Answer, ConsentSettings, Purpose
from consent.renewals.models import YearPassed
from consent.renewals.tasks import run_year
from consent.rounds.services.staff import answer_for_oneself, asked_of_staff
from consent.rule import Choice, State
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.notices.models import Notice
from schoolgids.people.models import Enrolment, Guardianship
from tests.cast import Cast
from tests.consent.scenes import purpose, says, state, token, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
A_YEAR_LATER = date(2027, 11, 20)
PATH = "/mijn/waterland/toestemming/"
STAFF_PATH = "/school/oostpoort/toestemming/ik/"


def at(day: date, hour: int = 6) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Amsterdam"))


def found(cast: Cast) -> list[tuple[str, str, str, date]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = YearPassed.objects.select_related("person", "addressee")
        return sorted(
            (row.person.given_name, row.addressee.given_name, row.capacity, row.passed_on)
            for row in rows
        )


def told(cast: Cast, passed_on: date = A_YEAR_LATER) -> set[tuple[str, str, str]]:
    with scoped(Scope.of_board(cast.waterland)):
        keys = [f"consent-year/{passed_on}", f"consent-expired/{passed_on}"]
        rows = Notice.objects.filter(key__in=keys).select_related("recipient")
        return {(row.recipient.given_name, row.tone, row.path) for row in rows}


@pytest.fixture
def agreed(asking: Cast) -> Cast:
    """Today: Petra says yes twice for Sem, the mother of the twins yes and no; run before."""
    with scoped(Scope.of_board(asking.waterland)):
        website = purpose("Website", asking.oostpoort)
        press = purpose("Nieuwsbrief", asking.oostpoort)
        says(asking, "sem_mother", "sem", website, Choice.YES)
        says(asking, "sem_mother", "sem", press, Choice.YES)
        says(asking, "twins_mother", "daan", website, Choice.YES)
        says(asking, "twins_mother", "tess", website, Choice.NO)
    run_year()
    return asking


def test_nobody_is_told_before_the_year_has_passed(
    agreed: Cast, frozen: time_machine.Traveller
) -> None:
    frozen.move_to(at(A_YEAR_LATER - timedelta(days=1), 23))
    run_year()
    assert found(agreed) == []


@pytest.mark.parametrize("late", [0, 1, 60])
def test_who_may_answer_is_told_once_on_the_day_or_after_missed_nights(
    agreed: Cast, frozen: time_machine.Traveller, late: int
) -> None:
    frozen.move_to(at(A_YEAR_LATER + timedelta(days=late)))
    run_year()
    run_year()
    # Sem and Daan are 16 by then: it is theirs to answer.
    assert found(agreed) == [
        ("Daan", "Daan", "pupil", A_YEAR_LATER),
        ("Sem", "Sem", "pupil", A_YEAR_LATER),
    ]
    assert told(agreed) == {("Daan", "colleague", PATH), ("Sem", "colleague", PATH)}
    with scoped(Scope.of_board(agreed.waterland)):
        events = Event.objects.filter(name="consent.year_passed")
        assert [event.facts for event in events] == [
            {"passed_on": "2027-11-20", "expired": False, "told": 1}
        ] * 2


def test_a_guardian_of_a_younger_pupil_is_told_for_as_long_as_it_is_hers(
    asking: Cast, frozen: time_machine.Traveller
) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        website = purpose("Website", asking.zilvermeeuw)
        says(asking, "teacher", "lieke", website, Choice.YES)
    run_year()
    frozen.move_to(at(A_YEAR_LATER))
    run_year()
    assert [row[:3] for row in found(asking)] == [("Lieke", "Roos", "guardian")]
    with scoped(Scope.of_board(asking.waterland)):
        Guardianship.objects.filter(pupil=asking.lieke).update(until_on=A_YEAR_LATER)
    frozen.move_to(at(date(2028, 11, 20)))
    run_year()
    assert len(found(asking)) == 1


def test_what_was_answered_since_is_not_asked_after(
    agreed: Cast, frozen: time_machine.Traveller
) -> None:
    frozen.move_to(at(date(2026, 12, 1)))  # Sem is not 16 yet
    with scoped(Scope.of_board(agreed.waterland)):
        for name in ("Website", "Nieuwsbrief"):
            item = purpose(name, agreed.oostpoort)
            says(agreed, "sem_mother", "sem", item, Choice.WITHDRAWN)
    frozen.move_to(at(A_YEAR_LATER))
    run_year()
    assert [row[0] for row in found(agreed)] == ["Daan"]


def test_who_left_the_school_is_not_asked(agreed: Cast, frozen: time_machine.Traveller) -> None:
    with scoped(Scope.of_board(agreed.waterland)):
        Enrolment.objects.filter(person=agreed.sem).update(until_on=date(2027, 7, 31))
    frozen.move_to(at(A_YEAR_LATER))
    run_year()
    assert [row[0] for row in found(agreed)] == ["Daan"]


def test_a_board_that_does_not_ask_tells_nobody(
    agreed: Cast, frozen: time_machine.Traveller
) -> None:
    with scoped(Scope.of_board(agreed.waterland)):
        ConsentSettings.objects.create(board=agreed.waterland, yearly_reminder=False)
    frozen.move_to(at(A_YEAR_LATER))
    run_year()
    assert found(agreed) == []


def test_where_a_yes_lapses_staff_are_told_too_and_only_the_first_year(
    agreed: Cast, frozen: time_machine.Traveller
) -> None:
    with scoped(Scope.of_board(agreed.waterland)):
        ConsentSettings.objects.create(board=agreed.waterland, yearly_expiry=True)
        (first, *_rest) = asked_of_staff(agreed.oostpoort, date(2026, 11, 20))
        answer_for_oneself(
            actor=agreed.actor("mentor", school=agreed.oostpoort),
            school=agreed.oostpoort,
            choices={first.purpose.pk: Choice.YES},
            submission=token(),
        )
    frozen.move_to(at(A_YEAR_LATER))
    run_year()
    assert told(agreed) == {
        ("Daan", "colleague", PATH),
        ("Sem", "colleague", PATH),
        ("Hidde", "colleague", STAFF_PATH),
    }
    with scoped(Scope.of_board(agreed.waterland)):
        assert state(agreed, "sem", purpose("Website", agreed.oostpoort)) is State.EXPIRED
    frozen.move_to(at(date(2028, 11, 20)))
    run_year()
    assert len(found(agreed)) == 3


def test_when_a_board_lets_a_yes_lapse_everybody_whose_yes_is_older_is_told(
    agreed: Cast, frozen: time_machine.Traveller
) -> None:
    frozen.move_to(at(A_YEAR_LATER))
    run_year()
    chosen_on = date(2028, 1, 10)
    frozen.move_to(at(chosen_on))
    run_year()
    assert told(agreed, chosen_on) == set()
    frozen.move_to(at(date(2028, 1, 11)))
    with scoped(Scope.of_board(agreed.waterland)):
        ConsentSettings.objects.create(
            board=agreed.waterland, yearly_expiry=True, effective_on=date(2028, 1, 11)
        )
    run_year()
    run_year()
    assert told(agreed, date(2028, 1, 11)) == {
        ("Daan", "colleague", PATH),
        ("Sem", "colleague", PATH),
    }


def test_half_a_run_is_finished_by_the_next(
    agreed: Cast, frozen: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen.move_to(at(A_YEAR_LATER))
    monkeypatch.setattr("consent.renewals.tasks.MOST", 1)
    run_year()
    assert len(told(agreed)) == 1
    run_year()
    assert len(told(agreed)) == 2


# --- The page --------------------------------------------------------------------------------


def own_yes(cast: Cast, name: str, item: Purpose) -> list[tuple[str, date]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Answer.objects.filter(person=cast.people[name], purpose=item).order_by("given_on")
        return list(rows.values_list("given_by__given_name", "given_on"))


def test_one_press_says_that_it_still_holds(
    asking: Cast, client_of: ClientOf, frozen: time_machine.Traveller
) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        website, guide = (purpose(n, asking.zilvermeeuw) for n in ("Website", "Schoolgids"))
        says(asking, "teacher", "lieke", website, Choice.YES)
        says(asking, "teacher", "lieke", guide, Choice.NO)
    page = f"{PATH}{asking.lieke.pk}/"
    client = client_of("teacher")
    assert "Klopt dit nog?" not in words(client.get(page))
    frozen.move_to(at(A_YEAR_LATER))
    client = client_of("teacher")
    shown = words(client.get(page))
    assert "Dit ja is ouder dan een jaar. Het blijft gelden tot u iets anders kiest." in shown
    sent = {"purpose": [str(website.pk), str(guide.pk)], "submission": str(token())}
    for _press in range(2):
        done = client.post(f"{page}klopt-nog/", sent, follow=True)
        assert "Deze keuzes gelden weer vanaf vandaag." in words(done)
    assert "Klopt dit nog?" not in words(client.get(page))
    assert own_yes(asking, "lieke", website) == [
        ("Roos", date(2026, 11, 20)),
        ("Roos", A_YEAR_LATER),
    ]
    assert own_yes(asking, "lieke", guide) == [("Roos", date(2026, 11, 20))]  # a no stays a no


def test_a_pupil_of_16_makes_the_kept_yes_the_own(
    agreed: Cast, client_of: ClientOf, frozen: time_machine.Traveller
) -> None:
    website = purpose_of(agreed)
    frozen.move_to(at(A_YEAR_LATER))
    page = f"{PATH}{agreed.sem.pk}/"
    client = client_of("sem")
    shown = words(client.get(page))
    assert "Dit ja is ouder dan een jaar. Het blijft gelden tot je iets anders kiest." in shown
    client.post(f"{page}klopt-nog/", {"purpose": str(website.pk)})
    assert own_yes(agreed, "sem", website) == [
        ("Petra", date(2026, 11, 20)),
        ("Sem", A_YEAR_LATER),
    ]


def test_page_asks_nothing_where_the_board_does_not(
    agreed: Cast, client_of: ClientOf, frozen: time_machine.Traveller
) -> None:
    with scoped(Scope.of_board(agreed.waterland)):
        ConsentSettings.objects.create(board=agreed.waterland, yearly_reminder=False)
    frozen.move_to(at(A_YEAR_LATER))
    assert "Klopt dit nog?" not in words(client_of("sem").get(f"{PATH}{agreed.sem.pk}/"))


@pytest.mark.parametrize(
    ("name", "status"),
    [("sem_mother", 403), ("sem_father", 403), ("twins_mother", 404), ("mentor", 404)],
)
def test_nobody_confirms_what_is_not_theirs(
    agreed: Cast, client_of: ClientOf, frozen: time_machine.Traveller, name: str, status: int
) -> None:
    website = purpose_of(agreed)
    frozen.move_to(at(A_YEAR_LATER))
    address = f"{PATH}{agreed.sem.pk}/klopt-nog/"
    done = client_of(name).post(address, {"purpose": str(website.pk)})
    assert done.status_code == status
    assert own_yes(agreed, "sem", website) == [("Petra", date(2026, 11, 20))]


def purpose_of(cast: Cast) -> Purpose:
    with scoped(Scope.of_board(cast.waterland)):
        return purpose("Website", cast.oostpoort)
