"""A second pair of eyes: a colleague lays the paper form beside what was entered (C6).

Where a board wants it, a yes on paper counts from the day on which somebody else found it right.
A no counts at once: the strict side needs no second look.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from consent.models import Answer, AnswerCheck, ConsentSettings
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.files.models import StoredFile
from schoolgids.organisation.models import School
from schoolgids.people.models import Person
from schoolgids.workflow import Refused

MOST = 60  # forms on one page


def needs_check(school: School, on: date) -> bool:
    """Whether a yes on paper has to be looked at by a colleague. One query."""
    chosen = ConsentSettings.objects.holding_on(on).filter(board_id=school.board_id).first()
    return chosen is not None and chosen.second_check


@dataclass(frozen=True)
class Entered:
    """One form as it was entered: what it says of one pupil by one signer."""

    answers: tuple[Answer, ...]

    @property
    def key(self) -> str:
        return str(self.answers[0].pk)

    @property
    def pupil(self) -> Person:
        return self.answers[0].person

    @property
    def signer(self) -> Person:
        return self.answers[0].given_by

    @property
    def clerk(self) -> Person:
        return self.answers[0].entered_by

    @property
    def scan(self) -> StoredFile | None:
        return self.answers[0].evidence

    @property
    def given_on(self) -> date:
        return self.answers[0].given_on

    @property
    def recorded_at(self) -> datetime:
        return self.answers[0].recorded_at

    def fault(self, actor: Actor) -> str:
        """Why this person can't check it; "" when he can."""
        if actor.person_id == self.clerk.pk:
            return _("Je hebt dit zelf ingevoerd. Laat een collega het nakijken.")
        if actor.person_id == self.signer.pk:
            return _("Dit is je eigen formulier. Laat een collega het nakijken.")
        return ""


def to_check(*, school: School) -> list[Entered]:
    """The forms that wait for a colleague, the oldest first. One query."""
    waiting = Answer.objects.filter(school=school, needs_check=True, check_of=None)
    rows = waiting.select_related(
        "person", "given_by", "entered_by", "evidence", "purpose", "wording"
    ).order_by("recorded_at", "person_id", "given_by_id", "purpose__position")
    forms: dict[tuple[UUID, UUID, UUID], list[Answer]] = {}
    for row in rows:
        forms.setdefault((row.submission, row.person_id, row.given_by_id), []).append(row)
    return [Entered(tuple(answers)) for answers in forms.values()][:MOST]


@transaction.atomic
def check(*, actor: Actor, school: School, form: Entered, agreed: bool) -> None:
    """Says that what was entered is what the form says, or is not: then it never counts.

    Raises Refused for who entered or signed it, and when somebody was first.
    """
    require(actor, Action.CONSENT_RECORD, school)
    if fault := form.fault(actor):
        raise Refused(fault)
    keys = [row.pk for row in form.answers]
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    locked = list(Answer.objects.select_for_update(of=("self",)).filter(pk__in=keys))
    if len(locked) < len(keys) or AnswerCheck.objects.filter(answer__in=keys).exists():
        raise Refused(_("Dit formulier is al nagekeken."))
    AnswerCheck.objects.bulk_create(
        AnswerCheck(
            board_id=school.board_id,
            school=school,
            answer=row,
            agreed=agreed,
            checked_at=now(),
            checked_by_id=actor.person_id,
        )
        for row in form.answers
    )
    record(
        "consent.check",
        actor=actor,
        about=form.pupil,
        people=[form.pupil.pk],
        school_id=school.pk,
        agreed=agreed,
        answers=[str(pk) for pk in keys],
    )
