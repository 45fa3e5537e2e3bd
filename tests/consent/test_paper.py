"""Recording paper: what is kept, and each fault that stops it."""

from datetime import date

import pytest

from consent.models import Answer
from consent.paper import PaperForm
from consent.rule import Choice, State
from consent.services import (
    reword_purpose,
)
from consent.standard import PURPOSES
from schoolgids.access.policy import Forbidden
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.files.inspection import Accepted
from schoolgids.files.models import StoredFile
from schoolgids.files.services import read
from schoolgids.workflow import Refused
from tests.cast import Cast
from tests.consent.scenes import form, on_paper, only, purpose, state, token

pytestmark = pytest.mark.django_db
YES, NO = Choice.YES, Choice.NO


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
