"""Hearing those concerned, and the contact with the guardians."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate, now

from incidents.sanctions import terms
from incidents.sanctions.models import (
    Contact,
    Hearing,
    SanctionCase,
)
from incidents.sanctions.services.duties import fulfil_by_contact
from incidents.sanctions.services.filing import tell_level
from incidents.sanctions.workflow import (
    SANCTION,
)
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.organisation.services import calendar_of
from schoolgids.people.models import Person


@transaction.atomic
def plan_hearing(
    *, actor: Actor, case: SanctionCase, planned_at: datetime, with_whom: str, place: str = ""
) -> Hearing:
    """Plans the hearing, or moves the one that was planned."""
    require(actor, Action.SANCTION_HEAR, case)
    hearing = _hearing_to_fill(case)
    hearing.planned_at, hearing.with_whom, hearing.place = planned_at, with_whom, place
    hearing.recorded_by_id = actor.person_id
    hearing.save()
    record("sanction.plan_hearing", actor=actor, about=case, people=[case.person_id])
    return hearing


@transaction.atomic
def hear(
    *,
    actor: Actor,
    case: SanctionCase,
    with_whom: str,
    held_at: datetime | None = None,
    minutes: str = "",
    absence: str = "",
) -> SanctionCase:
    """Records that those concerned were heard, or did not come and why; with that a proposal is
    heard, and goes to the level that decides.
    """
    require(actor, Action.SANCTION_HEAR, case)
    hearing = _hearing_to_fill(case)
    hearing.with_whom, hearing.held_at = with_whom, held_at
    hearing.minutes, hearing.absence = minutes, absence
    hearing.recorded_by_id, hearing.recorded_at = actor.person_id, now()
    hearing.save()
    if case.status != SanctionCase.Stage.PROPOSED:
        record("sanction.hear_again", actor=actor, about=case, people=[case.person_id])
        return case
    due_on = terms.within(calendar_of(case.school), localdate(), case.measure.decide_within)
    heard: SanctionCase = SANCTION.perform(
        "hear", actor=actor, row=case, level=case.decider, due_on=due_on
    )
    tell_level(heard, heard.level, occasion="heard", but=actor)
    return heard


def _hearing_to_fill(case: SanctionCase) -> Hearing:
    """The hearing that is planned and not over yet, or a new one."""
    purpose = Hearing.Purpose.DECISION
    if case.status not in SanctionCase.UNDECIDED:
        purpose = Hearing.Purpose.OBJECTION
    planned = case.hearings.filter(purpose=purpose, held_at=None, absence="").first()
    return planned or Hearing(
        board_id=case.board_id, school_id=case.school_id, case=case, purpose=purpose
    )


@transaction.atomic
def record_contact(
    *,
    actor: Actor,
    case: SanctionCase,
    guardian: Person,
    contacted_at: datetime,
    how: str,
    reached: bool,
    note: str = "",
) -> Contact:
    """Records that a guardian was spoken to, or that it was tried."""
    require(actor, Action.SANCTION_HEAR, case)
    contact = Contact.objects.create(
        board_id=case.board_id,
        school_id=case.school_id,
        case=case,
        guardian=guardian,
        contacted_at=contacted_at,
        how=how,
        reached=reached,
        note=note,
        recorded_by_id=actor.person_id,
    )
    if reached:
        fulfil_by_contact(actor, contact)
    record("sanction.contact", actor=actor, about=case, people=[case.person_id], reached=reached)
    return contact
