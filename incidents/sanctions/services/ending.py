"""Making a decision known, objecting to it, and the ends of a case."""

from datetime import date

from django.db import transaction
from django.utils.timezone import now

from incidents.sanctions import terms
from incidents.sanctions.code import objection_law
from incidents.sanctions.models import (
    Level,
    Objection,
    SanctionCase,
)
from incidents.sanctions.services.filing import enter_in_file, tell_level, tell_person
from incidents.sanctions.workflow import (
    SANCTION,
    can_be_objected_to,
)
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.people.models import Person
from schoolgids.workflow import Refused


@transaction.atomic
def communicate(*, actor: Actor, case: SanctionCase, on: date, how: str) -> SanctionCase:
    """Records that the decision was made known; from then the term to object runs."""
    until = None
    if case.is_exclusion and case.outcome == SanctionCase.Outcome.IMPOSED:
        until = terms.objection_until(objection_law(case), on)
    known: SanctionCase = SANCTION.perform(
        "communicate",
        actor=actor,
        row=case,
        communicated_on=on,
        communicated_how=how,
        objection_until=until,
        due_on=None,
    )
    enter_in_file(actor, known, kind="decision", happened_at=known.status_since)
    return known


@transaction.atomic
def record_objection(
    *, actor: Actor, case: SanctionCase, by: Person, received_on: date, grounds: str
) -> SanctionCase:
    """Records an objection; the board has to rule on it in time."""
    require(actor, Action.SANCTION_OBJECT, case)
    if case.status != SanctionCase.Stage.COMMUNICATED or case.communicated_on is None:
        raise Refused(*SANCTION.refusals("object", actor=actor, row=case))
    if reason := can_be_objected_to(case):
        raise Refused(reason)
    law = objection_law(case)
    Objection.objects.create(
        board_id=case.board_id,
        school_id=case.school_id,
        case=case,
        by=by,
        received_on=received_on,
        is_late=not terms.is_in_time(law, case.communicated_on, received_on),
        grounds=grounds,
        ruling_due_on=terms.ruling_by(law, case.communicated_on, received_on),
        recorded_by_id=actor.person_id,
    )
    objected: SanctionCase = SANCTION.perform("object", actor=actor, row=case)
    tell_level(objected, Level.BOARD, occasion="objected", but=actor)
    return objected


@transaction.atomic
def rule_on_objection(
    *, actor: Actor, case: SanctionCase, ruling: str, reason: str
) -> SanctionCase:
    """Rules on the objection. Raises Refused with each reason."""
    Objection.objects.select_for_update().filter(case=case, ruling="").update(
        ruling=ruling,
        ruling_reason=reason,
        ruled_by_id=actor.person_id,
        ruled_at=now(),
    )
    ruled: SanctionCase = SANCTION.perform("rule", actor=actor, row=case)
    enter_in_file(actor, ruled, kind="ruling", happened_at=ruled.status_since)
    tell_person(ruled, ruled.proposed_by, occasion="ruled")
    return ruled


def close(*, actor: Actor, case: SanctionCase) -> SanctionCase:
    """Closes a case in which nothing is left to do."""
    closed: SanctionCase = SANCTION.perform("close", actor=actor, row=case)
    return closed


def withdraw(*, actor: Actor, case: SanctionCase, reason: str) -> SanctionCase:
    """Takes a proposal back before it is decided on."""
    withdrawn: SanctionCase = SANCTION.perform("withdraw", actor=actor, row=case, end_reason=reason)
    return withdrawn


def lapse(*, actor: Actor, case: SanctionCase, reason: str) -> SanctionCase:
    """Ends a case that has no object any more: the pupil left, the facts proved to be wrong."""
    lapsed: SanctionCase = SANCTION.perform("lapse", actor=actor, row=case, end_reason=reason)
    return lapsed
