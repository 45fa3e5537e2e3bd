"""The 16th birthday: found on the day, told once, and a missed night repairs itself."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consent.models import ConsentSettings
from consent.rounds.models import Sixteen
from consent.rounds.tasks import run_sixteen
from consent.rule import Choice, Code, State
from consent.sheets import Book, Subject, asked, settings_of
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.notices.models import Notice
from schoolgids.people.models import Person
from schoolgids.people.services import enrol, register
from tests.cast import START, Cast
from tests.consent.scenes import purpose, says, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
PAGE = "/school/oostpoort/toestemming/16/"
BIRTHDAY = date(2026, 12, 2)  # of Sem
PATH = "/mijn/waterland/toestemming/"


def at(day: date, hour: int = 6) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Europe/Amsterdam"))


def found(cast: Cast) -> list[tuple[str, date, str]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Sixteen.objects.select_related("person")
        return [(row.person.given_name, row.turned_on, row.at_sixteen) for row in rows]


def told(cast: Cast) -> set[tuple[str, str, str]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Notice.objects.select_related("recipient")
        return {(row.recipient.given_name, row.tone, row.path) for row in rows}


def test_nobody_is_told_before_the_day(asking: Cast, frozen: time_machine.Traveller) -> None:
    frozen.move_to(at(date(2026, 12, 1), 23))
    run_sixteen()
    assert (found(asking), told(asking)) == ([], set())


@pytest.mark.parametrize("late", [0, 1, 9, 60])
def test_pupil_and_guardians_are_told_once_on_the_day_or_after_missed_nights(
    asking: Cast, frozen: time_machine.Traveller, late: int
) -> None:
    frozen.move_to(at(date.fromordinal(BIRTHDAY.toordinal() + late), 0))
    run_sixteen()
    run_sixteen()
    assert found(asking) == [("Sem", BIRTHDAY, "keep")]
    assert told(asking) == {
        ("Sem", "colleague", PATH),
        ("Petra", "guardian", PATH),
        ("Johan", "guardian", PATH),
    }
    with scoped(Scope.of_board(asking.waterland)):
        (event,) = Event.objects.filter(name="consent.sixteen")
        assert event.facts == {"turned_on": "2026-12-02", "at_sixteen": "keep", "told": 3}


def test_who_turned_16_long_before_the_portal_is_not_told(asking: Cast) -> None:
    run_sixteen()  # Yara is 16 since 14 May
    assert (found(asking), told(asking)) == ([], set())


def test_a_guardian_without_authority_is_not_told(
    asking: Cast, frozen: time_machine.Traveller
) -> None:
    frozen.move_to(at(date(2027, 3, 9)))
    run_sixteen()
    names = {name for name, _tone, _path in told(asking)}
    assert names == {"Daan", "Tess", "Wil"}


def test_half_a_run_is_finished_by_the_next(
    asking: Cast, frozen: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen.move_to(at(date(2027, 3, 9)))
    monkeypatch.setattr("consent.rounds.tasks.MOST", 1)
    run_sixteen()
    with scoped(Scope.of_board(asking.waterland)):
        assert Sixteen.objects.filter(told_at=None).count() == 1
    run_sixteen()
    with scoped(Scope.of_board(asking.waterland)):
        assert Sixteen.objects.filter(told_at=None).count() == 0


@pytest.mark.parametrize(
    ("setting", "state", "code"),
    [
        ("keep", State.YES, Code.HOLDER_YES),
        ("ask", State.ASKS_AGAIN, Code.SIXTEEN_ASKED_AFRESH),
    ],
)
def test_the_right_moves_on_the_day_whether_or_not_the_job_ran(
    whole: Cast, frozen: time_machine.Traveller, setting: str, state: State, code: Code
) -> None:
    website = purpose("Website", whole.oostpoort)
    ConsentSettings.objects.create(board=whole.waterland, at_sixteen=setting)
    says(whole, "sem_mother", "sem", website, Choice.YES)
    subject = Subject(Person.objects.get(pk=whole.sem.pk), whole.oostpoort.pk)
    book = Book([subject], on=BIRTHDAY, settings=settings_of(whole.waterland.pk, BIRTHDAY))
    (item,) = [one for one in asked([whole.oostpoort.pk], BIRTHDAY) if one.purpose == website]
    verdict = book.verdict(subject, item)
    assert (verdict.state, verdict.because.code) == (state, code)


# --- The page --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["teacher", "mentor", "head", "administrator"])
def test_staff_see_who_turns_16_in_this_half_year(
    asking: Cast, client_of: ClientOf, frozen: time_machine.Traveller, name: str
) -> None:
    text = words(client_of(name).get(PAGE))
    assert "Van 1 augustus 2026 tot en met 31 januari 2027." in text
    assert "2 december 2026 Aldershof, Sem 4H2 Op de dag zelf" in text
    assert "Grootveen" not in text  # in March
    assert "Tamsaoui" not in text  # in May last
    frozen.move_to(at(BIRTHDAY))
    assert "Nog niet verstuurd" in words(client_of(name).get(PAGE))
    run_sixteen()
    assert "Verstuurd" in words(client_of(name).get(PAGE))


@pytest.mark.parametrize(
    ("name", "status"),
    [("fatima", 404), ("outsider", 404), ("sem_mother", 403), ("sem", 403), ("board_member", 403)],
)
def test_the_list_is_not_for_others(
    asking: Cast, client_of: ClientOf, name: str, status: int
) -> None:
    assert client_of(name).get(PAGE).status_code == status


def test_the_list_asks_the_same_number_of_queries_for_one_and_three(
    asking: Cast, client_of: ClientOf
) -> None:
    client, counts = client_of("teacher"), []
    for more in (0, 2):
        with scoped(Scope.of_board(asking.waterland)):
            for number in range(more):
                pupil = register(
                    asking.waterland,
                    given_name=f"Nieuw{number}",
                    family_name="Van Test",
                    birth_date=date(2010, 12, 24),
                )
                enrol(pupil, group=asking.class_4h2, from_on=START)
        client.get(PAGE)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
