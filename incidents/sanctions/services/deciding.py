"""Deciding, and who decides: escalation by hand, and whether the board is told."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from incidents.sanctions import ladder, terms
from incidents.sanctions.code import receipt_lacking
from incidents.sanctions.models import (
    BoardInforming,
    Escalation,
    Level,
    SanctionCase,
    the,
)
from incidents.sanctions.services.duties import open_after_decision
from incidents.sanctions.services.filing import tell_level, tell_person
from incidents.sanctions.workflow import (
    SANCTION,
)
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.organisation.services import calendar_of
from schoolgids.workflow import Refused


@transaction.atomic
def consider_board(
    *, actor: Actor, case: SanctionCase, informed: bool, reason: str, decider: str = ""
) -> BoardInforming:
    """Decides, with the reason, whether the board is told of the case; and, where the code leaves
    that to the leadership, who decides. A case for the board goes up. Raises Refused.
    """
    require(actor, Action.SANCTION_ESCALATE, case)
    if case.asks_who_decides and decider not in (Level.HEAD, Level.BOARD):
        raise Refused(_("Kies wie over de maatregel beslist."))
    informing, _fresh = BoardInforming.objects.update_or_create(
        case=case,
        defaults={
            "board_id": case.board_id,
            "school_id": case.school_id,
            "informed": informed,
            "reason": reason,
            "decider": decider if case.asks_who_decides else "",
            "recorded_by_id": actor.person_id,
            "recorded_at": now(),
        },
    )
    record(
        "sanction.consider_board",
        actor=actor,
        about=case,
        people=[case.person_id],
        informed=informed,
        decider=informing.decider,
    )
    if informing.decider in ladder.above(case.decider):
        escalate(actor=actor, case=case, to_level=informing.decider, reason=reason)
    elif informed:
        tell_level(case, Level.BOARD, occasion="informed")
    return informing


@transaction.atomic
def decide(
    *,
    actor: Actor,
    case: SanctionCase,
    outcome: str,
    motivation: str,
    days: int | None = None,
    first_on: date | None = None,
    without_receipt: bool = False,
) -> SanctionCase:
    """Decides on the proposal. Of two who decide at the same time one wins; the other is told
    why not. Raises Refused with each reason.

    without_receipt: that who decides knows that nothing shows that the person was given the code.
    """
    calendar, today = calendar_of(case.school), localdate()
    last_on = terms.last_day(calendar, first_on, days) if first_on and days else None
    imposed = outcome == SanctionCase.Outcome.IMPOSED
    decided: SanctionCase = SANCTION.perform(
        "decide",
        actor=actor,
        row=case,
        outcome=outcome,
        motivation=motivation,
        days=days if imposed else None,
        first_on=first_on if imposed else None,
        last_on=last_on if imposed else None,
        decided_by_id=actor.person_id,
        decided_at=now(),
        due_on=terms.at_once(calendar, today),
    )
    if imposed:
        _answer_for_receipt(actor, decided, confirmed=without_receipt)
    open_after_decision(actor, decided, calendar, today)
    if decided.proposed_by_id != actor.person_id:
        tell_person(decided, decided.proposed_by, occasion="decided")
    return decided


def _answer_for_receipt(actor: Actor, case: SanctionCase, *, confirmed: bool) -> None:
    """Without proof that the rules were handed out there may be no breach of duty: who decides
    says to know that, and the trail keeps it. Raises Refused.
    """
    lacking = receipt_lacking(case)
    if lacking is None:
        return
    if not confirmed:
        raise Refused(_("%(what)s Bevestig dat je dit weet.") % {"what": lacking})
    record(
        "sanction.without_receipt",
        actor=actor,
        about=case,
        people=[case.person_id],
        titles=list(lacking.titles),
        day=case.incident.happened_on.isoformat(),
    )


@transaction.atomic
def escalate(*, actor: Actor, case: SanctionCase, to_level: str, reason: str) -> SanctionCase:
    """Passes a case up: who it goes to decides. By hand always with a reason. Raises Refused."""
    require(actor, Action.SANCTION_ESCALATE, case)
    case = SanctionCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if reasons := escalation_faults(case, to_level):
        raise Refused(*reasons)
    calendar = calendar_of(case.school)
    Escalation.objects.create(
        board_id=case.board_id,
        school_id=case.school_id,
        case=case,
        from_level=case.level,
        to_level=to_level,
        by_clock=actor.is_clock,
        reason=reason,
        recorded_by_id=actor.person_id,
    )
    before, case.level, case.escalated_at = case.level, to_level, now()
    case.due_on = terms.within(calendar, localdate(), case.measure.decide_within)
    case.save(update_fields=["level", "escalated_at", "due_on"])
    record(
        "sanction.escalate",
        actor=actor,
        about=case,
        people=[case.person_id],
        before=before,
        after=to_level,
    )
    tell_level(case, to_level, occasion="escalated")
    return case


def escalation_faults(case: SanctionCase, to_level: str = Level.BOARD) -> list[str]:
    """Why the case can't be passed up."""
    if case.status not in SanctionCase.UNDECIDED:
        return [_("Er is al een besluit.")]
    if to_level not in ladder.above(case.level):
        return [_("De zaak ligt al bij %(level)s.") % {"level": the(case.level)}]
    return []
