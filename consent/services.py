"""One function per deed: answering online, recording paper; what is asked is in `questions`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from consent import paper
from consent.checks import needs_check
from consent.consequences import follow
from consent.models import Answer
from consent.paper import PaperForm
from consent.questions import (
    Words,
    add_purpose,
    change_words,
    define_purpose,
    list_without_consent,
    reword_purpose,
    stop_asking,
)
from consent.rule import Choice
from consent.sheets import Asked, ClassSheet, asked, class_sheet, guardians_of
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.files.inspection import Accepted
from schoolgids.files.models import StoredFile
from schoolgids.files.services import store
from schoolgids.notices.models import Notice
from schoolgids.notices.services import tell
from schoolgids.organisation.models import School
from schoolgids.people.models import Enrolment, Person
from schoolgids.workflow import Refused

__all__ = [
    "ClassSheet",
    "PaperForm",
    "Words",
    "add_answers",
    "add_purpose",
    "answer",
    "change_words",
    "class_sheet",
    "define_purpose",
    "list_without_consent",
    "record_paper",
    "reword_purpose",
    "stop_asking",
    "withdraw",
]

Said = tuple[UUID, UUID, UUID, str]  # about whom, purpose, by whom, answer
ONLINE_ROUTES = frozenset({Answer.Route.PORTAL, Answer.Route.LETTER_CODE})
PAPER_ROUTES = frozenset({Answer.Route.PAPER, Answer.Route.ENROLMENT_FORM, Answer.Route.TELEPHONE})


@transaction.atomic
def answer(
    *,
    actor: Actor,
    person: Person,
    choices: Mapping[UUID, Choice],
    submission: UUID,
    language: str = "nl",
    route: str = Answer.Route.PORTAL,
) -> list[Answer]:
    """Somebody answers online, for the own child or (from 16) for himself.

    choices: purpose id to answer. submission: the same value twice adds nothing. route: signed
    in, or with the code of a letter.
    Raises Forbidden when it is not the actor's to answer, Refused when nothing or something
    that is not asked was answered.
    """
    if route not in ONLINE_ROUTES:
        raise ValueError(f"{route} is not online")
    require(actor, Action.CONSENT_ANSWER, person)
    giver, moment, today = _somebody(actor), now(), localdate()
    school_id = _school_of(person, today)
    items = _asked_here(school_id, choices, today)
    own = person.pk == giver
    rows = [
        Answer(
            board_id=person.board_id,
            school_id=school_id,
            person=person,
            purpose=item.purpose,
            wording=item.wording,
            language=language,
            choice=choices[item.purpose.pk].value,
            given_by_id=giver,
            capacity=Answer.Capacity.PUPIL if own else Answer.Capacity.GUARDIAN,
            route=route,
            given_on=today,
            given_at=moment,
            recorded_at=moment,
            entered_by_id=giver,
            submission=submission,
        )
        for item in items
    ]
    said = {_said(row) for row in rows}
    return _already(submission, said) or _confirm(add_answers(actor, rows))


def withdraw(
    *, actor: Actor, person: Person, purpose_id: UUID, submission: UUID, language: str = "nl"
) -> list[Answer]:
    """Takes back a yes: as easy as giving it (AVG art. 7(3))."""
    return answer(
        actor=actor,
        person=person,
        choices={purpose_id: Choice.WITHDRAWN},
        submission=submission,
        language=language,
    )


@transaction.atomic
def record_paper(
    *,
    actor: Actor,
    school: School,
    signed_on: date,
    forms: Sequence[PaperForm],
    submission: UUID,
    route: str = Answer.Route.PAPER,
    scan: Accepted | None = None,
    language: str = "nl",
) -> list[Answer]:
    """Somebody of the school enters what signed forms say; one scan for all, or one per form.

    All of it or nothing. Raises Forbidden, or Refused with every fault in words.
    """
    require(actor, Action.CONSENT_RECORD, school)
    clerk, today = _somebody(actor), localdate()
    said = {
        (form.person.pk, purpose, signer, choice.value)
        for form in forms
        for signer in form.signers
        for purpose, choice in form.choices.items()
    }
    if earlier := _already(submission, said):
        return earlier
    if faults := _paper_faults(
        clerk, school, signed_on, forms, route=route, scan=scan, today=today
    ):
        raise Refused(*faults)
    # The words of the day of the signature: who signed an older text is asked again.
    purposes = {purpose for _person, purpose, _signer, _choice in said}
    items = {item.purpose.pk: item for item in _asked_here(school.pk, purposes, signed_on)}
    shared = _keep(actor, school, scan)
    moment, checks = now(), needs_check(school, today)
    rows: list[Answer] = []
    for form in forms:
        evidence = _keep(actor, school, form.evidence) or shared
        for signer in form.signers:
            rows += [
                _paper_answer(
                    form,
                    items[purpose],
                    choice,
                    signer=signer,
                    signed_on=signed_on,
                    moment=moment,
                    school=school,
                    route=route,
                    evidence=evidence,
                    entered_by=clerk,
                    submission=submission,
                    language=language,
                    needs_check=checks and choice is Choice.YES,
                )
                for purpose, choice in form.choices.items()
            ]
    return add_answers(actor, rows)


# --- Steps of these deeds --------------------------------------------------------------------


def _somebody(actor: Actor) -> UUID:
    """Who does it. Raises Refused for the clock: consent is a person's."""
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    return actor.person_id


def _school_of(person: Person, today: date) -> int:
    """The school that asks: where the pupil is enrolled today. Raises Refused without one."""
    held = Enrolment.objects.holding_on(today).filter(person=person).order_by("-from_on")
    school_id: int | None = held.values_list("school_id", flat=True).first()
    if school_id is None:
        raise Refused(_("Op dit moment vraagt geen school hierom."))
    return school_id


def _asked_here(school_id: int, purposes: Collection[UUID], today: date) -> list[Asked]:
    """The purposes that were answered, as they are asked. Raises Refused when one is not."""
    if not purposes:
        raise Refused(_("Kies eerst ja of nee."))
    items = [item for item in asked([school_id], today) if item.purpose.pk in purposes]
    if len(items) < len(set(purposes)):
        raise Refused(
            _("Een van deze vragen wordt op die dag niet gesteld. Bekijk de pagina opnieuw.")
        )
    return items


def _paper_faults(
    clerk: UUID,
    school: School,
    signed_on: date,
    forms: Sequence[PaperForm],
    *,
    route: str,
    scan: Accepted | None,
    today: date,
) -> list[str]:
    if route not in PAPER_ROUTES:
        return [_("Antwoorden die online zijn gegeven, kun je niet zelf invoeren.")]
    people = {form.person.pk for form in forms}
    here = set(
        Person.objects.pupils_of(school_id=school.pk, day=today)
        .filter(pk__in=people)
        .values_list("pk", flat=True)
    )
    if people != here or len(people) != len(forms):
        return [_("Kies leerlingen die nu op deze school zitten, elk één keer.")]
    guardianships = guardians_of(people)
    faults = [paper.date_fault(signed_on, today=today)]
    for form in forms:
        of_pupil = guardianships.get(form.person.pk, [])
        faults += [
            paper.birth_fault(form, signed_on),
            paper.signer_fault(form, of_pupil, signed_on, entered_by=clerk),
            paper.choices_fault(form),
        ]
    faults.append(paper.evidence_fault(forms, route=route, shared=scan))
    return [fault for fault in faults if fault]


def _paper_answer(
    form: PaperForm,
    item: Asked,
    choice: Choice,
    *,
    signer: UUID,
    signed_on: date,
    moment: datetime,
    school: School,
    route: str,
    evidence: StoredFile | None,
    entered_by: UUID,
    submission: UUID,
    language: str,
    needs_check: bool,
) -> Answer:
    own = signer == form.person.pk
    return Answer(
        board_id=school.board_id,
        school_id=school.pk,
        person=form.person,
        purpose=item.purpose,
        wording=item.wording,
        language=language,
        choice=choice.value,
        given_by_id=signer,
        capacity=Answer.Capacity.PUPIL if own else Answer.Capacity.GUARDIAN,
        route=route,
        given_on=signed_on,
        recorded_at=moment,
        entered_by_id=entered_by,
        evidence=evidence,
        submission=submission,
        needs_check=needs_check,
    )


def _keep(actor: Actor, school: School, scan: Accepted | None) -> StoredFile | None:
    if scan is None:
        return None
    return store(
        actor,
        content=scan.content,
        name="toestemming",
        media_type=scan.media_type,
        school_id=school.pk,
    )


def _already(submission: UUID, said: Collection[Said]) -> list[Answer]:
    """What an earlier press of this button left behind; presses wait for each other.

    Raises Refused when the button was pressed again with other answers.
    """
    one_at_a_time(f"consent/{submission}")
    earlier = list(Answer.objects.submitted_as(submission))
    if earlier and {_said(row) for row in earlier} != set(said):
        raise Refused(_("Deze keuzes zijn al opgeslagen. Bekijk ze en wijzig ze hieronder."))
    return earlier


def add_answers(actor: Actor, rows: Sequence[Answer]) -> list[Answer]:
    """Adds answers that were judged, with one line of audit per person and all that follows."""
    Answer.objects.bulk_create(rows)
    by_person: dict[UUID, list[Answer]] = {}
    for row in rows:
        by_person.setdefault(row.person_id, []).append(row)
    for person_id, added in by_person.items():
        record(
            "consent.answer",
            actor=actor,
            about=added[0].person,
            people=[person_id],
            school_id=added[0].school_id,
            route=str(added[0].route),
            answers=[
                {
                    "purpose": str(row.purpose_id),
                    "wording": row.wording.version,
                    "choice": str(row.choice),
                    "given_by": str(row.given_by_id),
                    "given_on": row.given_on.isoformat(),
                }
                for row in added
            ],
        )
    follow(actor, rows)
    return list(rows)


def _confirm(rows: list[Answer]) -> list[Answer]:
    """Tells the giver by mail that there is something to look at: what was chosen, in the portal."""
    given = rows[0]
    tell(
        key=f"consent-answer/{given.submission}",
        board_id=given.board_id,
        people=[given.given_by],
        path=reverse("consent:my_children", kwargs={"board": given.board.slug}),
        tone=Notice.Tone.COLLEAGUE if given.is_own else Notice.Tone.GUARDIAN,
    )
    return rows


def _said(row: Answer) -> Said:
    return row.person_id, row.purpose_id, row.given_by_id, str(row.choice)
