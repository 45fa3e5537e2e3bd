"""Answering online: each deed with its exact outcome and trail."""

from datetime import date, timedelta

import pytest
import time_machine

from consent.models import Answer, ConsentSettings
from consent.rule import Choice, State
from consent.services import (
    answer,
    reword_purpose,
    withdraw,
)
from consent.standard import PURPOSES
from schoolgids.access.policy import Forbidden
from schoolgids.audit.models import Event
from schoolgids.people.models import Guardianship
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.consent.scenes import keep_unfound, only, purpose, says, state, token

pytestmark = pytest.mark.django_db
YES, NO = Choice.YES, Choice.NO


# --- Online ----------------------------------------------------------------------------------


def test_a_guardian_answers_and_it_counts_at_once(whole: Cast) -> None:
    website = purpose("Website", whole.oostpoort)
    (row,) = says(whole, "sem_mother", "sem", website, YES)

    assert (row.capacity, row.route, row.given_on, row.entered_by_id) == (
        "guardian", "portal", TODAY, whole.sem_mother.pk,
    )  # fmt: skip
    assert state(whole, "sem", website) is State.YES


def test_an_answer_leaves_one_line_without_a_word_about_the_person(whole: Cast) -> None:
    website = purpose("Website", whole.oostpoort)
    says(whole, "sem_mother", "sem", website, YES)

    event = Event.objects.get(name="consent.answer")
    assert (event.actor_id, event.person_ids, event.school_id) == (
        whole.sem_mother.pk, [whole.sem.pk], whole.oostpoort.pk,
    )  # fmt: skip
    assert event.facts == {
        "route": "portal",
        "answers": [
            {
                "purpose": str(website.pk),
                "wording": 1,
                "choice": "yes",
                "given_by": str(whole.sem_mother.pk),
                "given_on": "2026-11-20",
            }
        ],
    }


def test_two_guardians_who_differ_make_a_dispute_until_they_agree(whole: Cast) -> None:
    website = purpose("Website", whole.oostpoort)
    says(whole, "sem_mother", "sem", website, YES)
    says(whole, "sem_father", "sem", website, NO)
    assert state(whole, "sem", website) is State.DISPUTE
    with time_machine.travel(TODAY + timedelta(days=1)):
        says(whole, "sem_father", "sem", website, YES)
        assert state(whole, "sem", website) is State.YES


def test_a_withdrawal_counts_at_once(whole: Cast, frozen: time_machine.Traveller) -> None:
    website = purpose("Website", whole.oostpoort)
    says(whole, "sem_mother", "sem", website, YES)
    frozen.shift(timedelta(minutes=1))
    (row,) = withdraw(
        actor=whole.actor("sem_mother"),
        person=whole.sem,
        purpose_id=website.pk,
        submission=token(),
    )
    assert (row.choice, state(whole, "sem", website)) == ("withdrawn", State.WITHDRAWN)


def test_the_pupil_of_sixteen_answers_alone(whole: Cast) -> None:
    website = purpose("Website", whole.oostpoort)
    (row,) = says(whole, "yara", "yara", website, YES)
    assert (row.capacity, state(whole, "yara", website)) == ("pupil", State.YES)
    with pytest.raises(Forbidden, match="Yara is 16 en kiest zelf"):
        says(whole, "yara_mother", "yara", website, NO)


def test_a_pupil_under_sixteen_does_not_answer_here(whole: Cast) -> None:
    with pytest.raises(Forbidden, match="Tot je 16 wordt"):
        says(whole, "sem", "sem", purpose("Website", whole.oostpoort), YES)


def test_on_the_birthday_the_right_has_moved(whole: Cast) -> None:
    website = purpose("Website", whole.oostpoort)
    with time_machine.travel(date(2026, 12, 1)):
        says(whole, "sem_mother", "sem", website, YES)
    with time_machine.travel(date(2026, 12, 2)):
        with pytest.raises(Forbidden):
            says(whole, "sem_mother", "sem", website, NO)
        assert state(whole, "sem", website) is State.YES
        says(whole, "sem", "sem", website, NO)
        assert state(whole, "sem", website) is State.NO


@pytest.mark.parametrize("name", ["twins_father", "sem_mother", "yara", "teacher"])
def test_who_has_no_authority_is_refused(whole: Cast, name: str) -> None:
    with pytest.raises(Forbidden, match="niet staan als ouder met gezag"):
        says(whole, name, "daan", purpose("Website", whole.oostpoort), NO)
    assert Answer.objects.count() == 0


def test_a_former_guardian_is_refused_and_no_longer_counts(whole: Cast) -> None:
    website = purpose("Website", whole.oostpoort)
    says(whole, "sem_father", "sem", website, NO)
    Guardianship.objects.filter(guardian=whole.sem_father).update(until_on=TODAY)
    assert state(whole, "sem", website) is State.NO
    with time_machine.travel(TODAY + timedelta(days=1)):
        assert state(whole, "sem", website) is State.OPEN
        with pytest.raises(Forbidden):
            says(whole, "sem_father", "sem", website, NO)


def test_the_clock_answers_for_nobody(whole: Cast) -> None:
    clock = whole.actor("sem_mother").clock(whole.waterland.pk, frozenset({whole.oostpoort.pk}))
    with pytest.raises(Forbidden):
        answer(
            actor=clock,
            person=whole.sem,
            choices=only(purpose("Website", whole.oostpoort), YES),
            submission=token(),
        )


def test_a_purpose_of_another_school_is_refused(whole: Cast) -> None:
    with pytest.raises(Refused, match="niet gesteld"):
        says(whole, "sem_mother", "sem", purpose("Website", whole.zilvermeeuw), YES)


def test_nothing_chosen_is_refused(whole: Cast) -> None:
    with pytest.raises(Refused, match="Kies eerst"):
        answer(actor=whole.actor("sem_mother"), person=whole.sem, choices={}, submission=token())


def test_the_same_press_twice_adds_nothing(whole: Cast) -> None:
    website, press = purpose("Website", whole.oostpoort), token()
    actor = whole.actor("sem_mother")
    first = answer(actor=actor, person=whole.sem, choices=only(website, YES), submission=press)
    again = answer(actor=actor, person=whole.sem, choices=only(website, YES), submission=press)
    assert [row.pk for row in again] == [row.pk for row in first]
    assert (Answer.objects.count(), Event.objects.filter(name="consent.answer").count()) == (1, 1)


def test_the_same_press_with_another_answer_is_refused(whole: Cast) -> None:
    website, press = purpose("Website", whole.oostpoort), token()
    actor = whole.actor("sem_mother")
    answer(actor=actor, person=whole.sem, choices=only(website, YES), submission=press)
    with pytest.raises(Refused, match="al opgeslagen"):
        answer(actor=actor, person=whole.sem, choices=only(website, NO), submission=press)


def test_a_changed_wording_asks_again(whole: Cast) -> None:
    website = purpose("Website", whole.oostpoort)
    says(whole, "sem_mother", "sem", website, YES)
    reword_purpose(website, words=PURPOSES[0].words, effective_on=TODAY + timedelta(days=1))
    assert state(whole, "sem", website) is State.YES
    assert state(whole, "sem", website, TODAY + timedelta(days=1)) is State.ASKS_AGAIN


def test_the_board_may_want_a_yes_of_all(whole: Cast) -> None:
    website = purpose("Website", whole.oostpoort)
    says(whole, "sem_mother", "sem", website, YES)
    ConsentSettings.objects.create(board=whole.waterland, enough="all")
    assert state(whole, "sem", website) is State.OPEN


def test_who_may_not_be_found_is_never_in_the_picture(whole: Cast) -> None:
    website = purpose("Website", whole.oostpoort)
    says(whole, "sem_mother", "sem", website, YES)
    keep_unfound(whole.sem)
    assert state(whole, "sem", website) is State.HOLD
