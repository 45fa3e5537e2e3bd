"""A second pair of eyes: a yes on paper counts once a colleague found it right."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils.timezone import now

from consent.checks import to_check
from consent.models import Answer, AnswerCheck, ConsentSettings
from consent.rule import Choice, Code, State, verdict
from consent.sheets import Book, Subject, asked, settings_of
from schoolgids.access.scope import Scope, scoped
from schoolgids.files.inspection import Accepted
from schoolgids.organisation.models import School
from schoolgids.people.models import Person
from tests.cast import TODAY, Cast
from tests.consent.scenes import form, history_of, on_paper, purpose, state

PAGE = "/school/oostpoort/toestemming/nakijken/"
SignIn = Callable[[str], Client]


@pytest.fixture
def entered(asking: Cast, pdf: Accepted) -> Cast:
    """The board wants a second look, and the administrator entered a yes of sem's mother."""
    with scoped(Scope.of_school(asking.oostpoort)):
        ConsentSettings.objects.create(board=asking.waterland, second_check=True)
        on_paper(asking, form(asking, "sem", "sem_mother", evidence=pdf))
    return asking


def look(cast: Cast) -> Any:
    return scoped(Scope.of_school(cast.oostpoort))


def website(cast: Cast, on: date | None = None) -> State:
    with look(cast):
        return state(cast, "sem", purpose("Website", cast.oostpoort), on)


def key(cast: Cast) -> str:
    with look(cast):
        (waiting,) = to_check(school=cast.oostpoort)
    return waiting.key


def test_yes_on_paper_waits_and_says_so(entered: Cast, client_of: SignIn) -> None:
    assert website(entered) is State.OPEN
    html = client_of("administrator").get(history_of(entered.sem)).content.decode()
    assert "Een collega moet het nog nakijken." in html
    assert "nog niet nagekeken" in html


def test_colleague_finds_it_right_and_it_counts(entered: Cast, client_of: SignIn) -> None:
    page = client_of("head").get(PAGE).content.decode()
    assert "Sem Aldershof" in page
    assert "Ingevoerd door Agnes Brouwerij" in page
    assert client_of("head").post(PAGE, {"deed": f"right:{key(entered)}"}).status_code == 302
    assert website(entered) is State.YES
    assert website(entered, date(2026, 11, 19)) is State.OPEN  # signed then, looked at today
    assert "Er is niets na te kijken" in client_of("head").get(PAGE).content.decode()


def test_colleague_finds_it_wrong_and_it_never_counts(entered: Cast, client_of: SignIn) -> None:
    client_of("head").post(PAGE, {"deed": f"wrong:{key(entered)}"})
    assert website(entered) is State.OPEN
    html = client_of("head").get(history_of(entered.sem)).content.decode()
    assert "verkeerd ingevoerd, telt niet" in html


def test_who_entered_it_cannot_check_it(entered: Cast, client_of: SignIn) -> None:
    client = client_of("administrator")
    assert "Je hebt dit zelf ingevoerd." in client.get(PAGE).content.decode()
    page = client.post(PAGE, {"deed": f"right:{key(entered)}"}, follow=True)
    assert "Je hebt dit zelf ingevoerd." in page.content.decode()
    assert website(entered) is State.OPEN


def test_database_refuses_a_check_by_who_entered_it(entered: Cast) -> None:
    with look(entered), pytest.raises(DatabaseError), transaction.atomic():
        answer = Answer.objects.get()
        AnswerCheck.objects.create(
            board=entered.waterland, school=entered.oostpoort, answer=answer, agreed=True,
            checked_at=now(), checked_by=entered.administrator,
        )  # fmt: skip


def test_second_check_of_the_same_form_is_refused(entered: Cast, client_of: SignIn) -> None:
    deed = {"deed": f"right:{key(entered)}"}
    client_of("head").post(PAGE, deed)
    assert client_of("head").post(PAGE, deed).status_code == 404


def test_no_on_paper_counts_at_once(asking: Cast, pdf: Accepted) -> None:
    with look(asking):
        ConsentSettings.objects.create(board=asking.waterland, second_check=True)
        on_paper(asking, form(asking, "sem", "sem_mother", choice=Choice.NO, evidence=pdf))
        assert to_check(school=asking.oostpoort) == []
    assert website(asking) is State.NO


def test_without_the_choice_of_the_board_a_yes_counts_at_once(asking: Cast, pdf: Accepted) -> None:
    with look(asking):
        on_paper(asking, form(asking, "sem", "sem_mother", evidence=pdf))
    assert website(asking) is State.YES


def test_yes_that_waits_does_not_undo_a_no(entered: Cast, pdf: Accepted) -> None:
    with look(entered):
        on_paper(
            entered,
            form(entered, "sem", "sem_mother", choice=Choice.NO, evidence=pdf),
            signed_on=date(2026, 11, 1),
        )
    assert website(entered) is State.NO


@pytest.mark.parametrize("name", ["teacher", "sem_mother", "outsider", "omar"])
def test_page_is_for_who_enters_paper(entered: Cast, client_of: SignIn, name: str) -> None:
    assert client_of(name).get(PAGE).status_code in (403, 404)
    assert client_of(name).post(PAGE, {"deed": f"right:{key(entered)}"}).status_code in (403, 404)
    assert website(entered) is State.OPEN


@pytest.mark.parametrize("deed", ["", "right:", "right:x", "maybe:KEY"])
def test_nonsense_is_not_found(entered: Cast, client_of: SignIn, deed: str) -> None:
    deed = deed.replace("KEY", key(entered))
    assert client_of("head").post(PAGE, {"deed": deed}).status_code == 404


def test_reason_of_the_rule_is_that_it_waits(entered: Cast) -> None:
    with look(entered):
        school: School = entered.oostpoort
        subject = Subject(Person.objects.get(pk=entered.sem.pk), school.pk)
        book = Book([subject], on=TODAY, settings=settings_of(school.board_id, TODAY))
        (item,) = [one for one in asked([school.pk], TODAY) if one.purpose.name_nl == "Website"]
        found = verdict(
            book.answers(subject, item), book.holders(subject), subject.person.birth_date,
            item.plain, TODAY,
        )  # fmt: skip
    assert (found.state, found.because.code) == (State.OPEN, Code.AWAITS_CHECK)
