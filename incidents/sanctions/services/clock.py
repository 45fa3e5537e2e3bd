"""The clock of sanction cases: takes what is due now, so a missed night repairs itself (S3)."""

from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from incidents.sanctions import ladder
from incidents.sanctions.models import Level, SanctionCase
from incidents.sanctions.services import escalate
from incidents.sanctions.services.filing import tell_level
from incidents.sanctions.workflow import SANCTION
from schoolgids.access.actor import Actor

BATCH = 500  # cases per run and kind of work; the rest is for the next run


def due_cases() -> list[UUID]:
    """Undecided cases of which a term has passed. Call in the scope of a board."""
    cases = SanctionCase.objects.overdue(localdate()).order_by("due_on")
    return list(cases.values_list("pk", flat=True)[:BATCH])


def expired_cases() -> list[UUID]:
    """Cases of which the term to object has passed. Call in the scope of a board."""
    cases = SanctionCase.objects.unopposed(localdate()).order_by("objection_until")
    return list(cases.values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def escalate_if_due(*, actor: Actor, pk: UUID) -> bool:
    """Passes one case up, unless somebody was faster; True when it went up now.

    The board has nobody above it: it is told, once per term.
    """
    case = (
        SanctionCase.objects.overdue(localdate())
        .select_for_update(of=("self",), skip_locked=True)
        .filter(pk=pk)
        .first()
    )
    if case is None:
        return False
    above = ladder.above(case.level)
    if not above:
        tell_level(case, Level.BOARD, occasion=f"overdue/{case.due_on}")
        return False
    reason = _("Het besluit is niet op tijd genomen.")
    if case.status == SanctionCase.Stage.PROPOSED and case.measure.needs_hearing:
        reason = _("Het hoorgesprek is niet op tijd vastgelegd.")
    escalate(actor=actor, case=case, to_level=above[0], reason=reason)
    return True


def close_if_expired(*, actor: Actor, pk: UUID) -> bool:
    """Closes one case in which nobody objected in time and nothing is left to do."""
    case = SanctionCase.objects.filter(pk=pk).first()
    step = SANCTION.step_due(case, localdate()) if case is not None else ""
    if not step or SANCTION.refusals(step, actor=actor, row=case):
        return False
    SANCTION.perform(step, actor=actor, row=case)
    return True
