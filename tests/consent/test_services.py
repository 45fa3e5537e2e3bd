"""Answering, recording paper and reading a class: each deed with its exact outcome and trail."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from consent.models import Answer, ConsentSettings
from consent.paper import PaperForm
from consent.rule import Choice, Code, State
from consent.services import (
    answer,
    class_sheet,
    record_paper,
    reword_purpose,
    withdraw,
)
from consent.sheets import Book, Subject, asked, progress_of_groups, settings_of
from consent.standard import PURPOSES
from schoolgids.access.policy import Forbidden
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.files.inspection import Accepted
from schoolgids.files.models import StoredFile
from schoolgids.files.services import read
from schoolgids.organisation.models import Group
from schoolgids.people.models import Guardianship, Person
from schoolgids.people.services import enrol, name_guardian, register
from schoolgids.workflow import Refused
from tests.cast import START, TODAY, YEAR, Cast
from tests.consent.conftest import only, purpose, token

pytestmark = pytest.mark.django_db
YES, NO, WITHDRAWN = Choice.YES, Choice.NO, Choice.WITHDRAWN


@pytest.fixture
def whole(asking: Cast):
    """Inside the board's scope, as the own pages of guardians and pupils are."""
    with scoped(Scope.of_board(asking.waterland)):
        yield asking


@pytest.fixture
def desk(asking: Cast):
    """Inside the scope of Oostpoort, as the pages of the staff are."""
    with scoped(Scope.of_school(asking.oostpoort)):
        yield asking


def state(cast: Cast, name: str, item: object, on: date | None = None) -> State:
    on = on or localdate()
    person = Person.objects.get(pk=cast.people[name].pk)
    subject = Subject(person, cast.oostpoort.pk)
    book = Book([subject], on=on, settings=settings_of(cast.waterland.pk))
    (found,) = [row for row in asked([cast.oostpoort.pk], on) if row.purpose == item]
    return book.verdict(subject, found).state


def says(cast: Cast, name: str, pupil: str, item: object, choice: Choice) -> list[Answer]:
    return answer(
        actor=cast.actor(name),
        person=Person.objects.get(pk=cast.people[pupil].pk),
        choices=only(item, choice),
        submission=token(),
    )


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
    Person.objects.filter(pk=whole.sem.pk).update(not_to_be_found=True)
    assert state(whole, "sem", website) is State.HOLD


# --- Paper -----------------------------------------------------------------------------------


def on_paper(cast: Cast, *forms: PaperForm, actor: str = "administrator", **facts: object):
    values: dict[str, object] = {
        "actor": cast.actor(actor, school=cast.oostpoort),
        "school": cast.oostpoort,
        "signed_on": date(2026, 11, 19),
        "submission": token(),
    }
    return record_paper(forms=forms, **(values | facts))


def form(cast: Cast, name: str, signer: str, choice: Choice = YES, **facts: object) -> PaperForm:
    website = purpose("Website", cast.oostpoort)
    return PaperForm(
        person=cast.people[name],
        signers=(cast.people[signer].pk,),
        choices=only(website, choice),
        **facts,
    )


def test_a_paper_form_is_recorded_with_its_scan(desk: Cast, pdf: Accepted) -> None:
    (row,) = on_paper(desk, form(desk, "sem", "sem_mother"), scan=pdf)

    assert (row.route, row.given_on, row.given_at, row.entered_by_id, row.given_by_id) == (
        "paper", date(2026, 11, 19), None, desk.administrator.pk, desk.sem_mother.pk,
    )  # fmt: skip
    assert row.evidence is not None
    assert read(row.evidence) == pdf.content
    assert state(desk, "sem", row.purpose) is State.YES


def test_one_scan_serves_many_forms_and_a_form_may_have_its_own(desk: Cast, pdf: Accepted) -> None:
    own = Accepted(b"own", "application/pdf")
    rows = on_paper(
        desk,
        form(desk, "sem", "sem_mother"),
        form(desk, "daan", "twins_mother"),
        form(desk, "yara", "yara", evidence=own),
        scan=pdf,
    )
    assert StoredFile.objects.count() == 2
    assert [read(row.evidence) for row in rows] == [pdf.content, pdf.content, b"own"]
    assert Event.objects.filter(name="consent.answer").count() == 3


def test_two_signatures_are_two_answers(desk: Cast, pdf: Accepted) -> None:
    signed = form(desk, "sem", "sem_mother")
    both = PaperForm(
        person=signed.person,
        signers=(desk.sem_mother.pk, desk.sem_father.pk),
        choices=signed.choices,
    )
    rows = on_paper(desk, both, scan=pdf)
    assert {row.given_by_id for row in rows} == {desk.sem_mother.pk, desk.sem_father.pk}
    assert Event.objects.filter(name="consent.answer").count() == 1


def test_the_same_paper_twice_adds_nothing(desk: Cast, pdf: Accepted) -> None:
    press = token()
    for _time in range(2):
        on_paper(desk, form(desk, "sem", "sem_mother"), scan=pdf, submission=press)
    assert (Answer.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_a_form_counts_for_the_wording_of_the_day_it_was_signed(desk: Cast, pdf: Accepted) -> None:
    website = purpose("Website", desk.oostpoort)
    reword_purpose(website, words=PURPOSES[0].words, effective_on=date(2026, 11, 20))
    (row,) = on_paper(desk, form(desk, "sem", "sem_mother"), scan=pdf)
    assert (row.wording.version, state(desk, "sem", website)) == (1, State.ASKS_AGAIN)


FAULTS = [
    ({"signed_on": date(2026, 11, 21)}, "sem", "sem_mother", YES, "in de toekomst"),
    ({"signed_on": date(2010, 12, 1)}, "sem", "sem_mother", NO, "vóór de geboorte"),
    ({}, "daan", "twins_father", NO, "Koen Polderman had op die dag geen gezag over Daan"),
    ({}, "daan", "sem_mother", NO, "Kies een ouder of voogd van Daan"),
    ({}, "yara", "yara_mother", YES, "Yara was op die dag 16"),
    ({}, "sem", "sem", YES, "nog geen 16"),
    ({}, "sem", "administrator", NO, "je eigen formulier"),
    ({"scan": None}, "sem", "sem_mother", YES, "Kies de scan"),
    ({"route": "telephone"}, "sem", "sem_mother", YES, "Een gesprek is geen bewijs"),
    ({"route": "portal"}, "sem", "sem_mother", NO, "online zijn gegeven"),
]


@pytest.mark.parametrize(("facts", "name", "signer", "choice", "words"), FAULTS)
def test_a_form_with_a_fault_is_refused_with_nothing_written(
    desk: Cast, pdf: Accepted, facts: dict, name: str, signer: str, choice: Choice, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        on_paper(desk, form(desk, name, signer, choice), **({"scan": pdf} | facts))
    assert (Answer.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_one_fault_stops_all_forms(desk: Cast, pdf: Accepted) -> None:
    with pytest.raises(Refused):
        on_paper(
            desk, form(desk, "sem", "sem_mother"), form(desk, "daan", "twins_father"), scan=pdf
        )
    assert Answer.objects.count() == 0


def test_an_empty_form_and_a_form_without_a_signature_are_refused(desk: Cast) -> None:
    with pytest.raises(Refused, match="minstens één antwoord"):
        on_paper(
            desk,
            form(desk, "sem", "sem_mother", NO),
            PaperForm(person=desk.daan, signers=(desk.twins_mother.pk,)),
        )
    with pytest.raises(Refused, match="Kies wie tekende bij Sem Aldershof"):
        on_paper(
            desk,
            form(desk, "daan", "twins_mother", NO),
            PaperForm(person=desk.sem, signers=(), choices={}),
        )


def test_a_pupil_of_another_school_is_refused(asking: Cast, pdf: Accepted) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        lieke = PaperForm(
            person=asking.lieke,
            signers=(asking.teacher.pk,),
            choices=only(purpose("Website", asking.oostpoort), NO),
        )
        with pytest.raises(Refused, match="nu op deze school zitten"):
            on_paper(asking, lieke)


def test_a_no_of_a_child_under_sixteen_counts_on_paper(desk: Cast, pdf: Accepted) -> None:
    website = purpose("Website", desk.oostpoort)
    on_paper(desk, form(desk, "sem", "sem_mother"), scan=pdf)
    on_paper(desk, form(desk, "sem", "sem", NO))
    assert state(desk, "sem", website) is State.NO


def test_a_telephone_call_can_say_no(desk: Cast) -> None:
    (row,) = on_paper(desk, form(desk, "sem", "sem_mother", NO), route="telephone")
    assert (row.route, row.evidence_id) == ("telephone", None)


@pytest.mark.parametrize("name", ["teacher", "mentor", "team_leader", "sem_mother"])
def test_who_may_not_record_is_refused(desk: Cast, name: str) -> None:
    with pytest.raises(Forbidden):
        on_paper(desk, form(desk, "sem", "sem_mother", NO), actor=name)


def test_the_head_of_another_school_is_refused(asking: Cast) -> None:
    with scoped(Scope.of_board(asking.waterland)), pytest.raises(Forbidden):
        on_paper(
            asking,
            form(asking, "sem", "sem_mother", NO),
            actor="administrator",
            school=asking.zilvermeeuw,
        )


# --- The class sheet -------------------------------------------------------------------------


def test_the_class_sheet_says_who_may_where(desk: Cast, pdf: Accepted) -> None:
    on_paper(
        desk, form(desk, "sem", "sem_mother"), form(desk, "daan", "twins_mother", NO), scan=pdf
    )

    sheet = class_sheet(school=desk.oostpoort, group=desk.class_4h2, on=TODAY)

    assert [column.purpose.name_nl for column in sheet.columns] == [
        "Website", "Schoolgids", "Sociale media",
        "Nieuwsbrief", "Klassenapp", "Sociale media in de les",
    ]  # fmt: skip
    assert [row.person.given_name for row in sheet.rows] == ["Sem", "Daan", "Tess", "Yara"]
    assert [row.verdicts[0].state for row in sheet.rows] == [
        State.YES, State.NO, State.OPEN, State.OPEN,
    ]  # fmt: skip
    assert [row.age for row in sheet.rows] == [15, 15, 15, 16]
    assert [row.days_to_sixteen for row in sheet.rows] == [12, None, None, None]
    assert [row.decides_alone for row in sheet.rows] == [False, False, False, True]
    assert [row.has_yet_to_choose for row in sheet.rows] == [False, False, False, True]
    assert sheet.totals == [1, 0, 0, 0, 0, 0]
    assert (sheet.complete, sheet.disputes) == (0, 0)
    assert sheet.rows[3].verdicts[0].because.code is Code.OWN_OPEN


def test_the_class_sheet_of_a_past_day_leaves_out_what_came_later(desk: Cast) -> None:
    on_paper(desk, form(desk, "sem", "sem_mother", NO), signed_on=date(2026, 10, 1))
    before, after = (
        class_sheet(school=desk.oostpoort, group=desk.class_4h2, on=on).rows[0].verdicts[0].state
        for on in (date(2026, 9, 30), date(2026, 10, 1))
    )
    assert (before, after) == (State.OPEN, State.NO)


def pupils(cast: Cast, group: Group, number: int) -> None:
    for count in range(number):
        pupil = register(
            cast.waterland,
            given_name=f"Leerling{count}",
            family_name="Van Test",
            birth_date=date(2012, 1, 1) if count % 2 else None,
        )
        enrol(pupil, group=group, from_on=START)
        guardian = register(cast.waterland, given_name=f"Ouder{count}", family_name="Van Test")
        name_guardian(guardian, pupil=pupil, relation="mother", from_on=START)


def test_the_class_sheet_asks_five_times_for_one_pupil_and_for_thirty(desk: Cast) -> None:
    counts = []
    for name, size in (("1A", 1), ("3A", 3), ("30A", 30)):
        group = Group.objects.create(
            board=desk.waterland, school=desk.oostpoort, name=name, school_year=YEAR
        )
        pupils(desk, group, size)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            sheet = class_sheet(school=desk.oostpoort, group=group, on=TODAY)
        counts.append((len(sheet.rows), len(queries)))
    assert counts == [(1, 5), (3, 5), (30, 5)]


def test_progress_counts_the_groups_with_pupils(desk: Cast, pdf: Accepted) -> None:
    every = {item.purpose.pk: NO for item in asked([desk.oostpoort.pk], TODAY)}
    on_paper(desk, PaperForm(person=desk.sem, signers=(desk.sem_mother.pk,), choices=every))

    (found,) = progress_of_groups(school=desk.oostpoort, on=TODAY)

    assert (found.group, found.pupils, found.complete, found.disputes, found.percent) == (
        desk.class_4h2, 4, 1, 0, 25,
    )  # fmt: skip
