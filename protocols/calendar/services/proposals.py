"""What the rules in force say about evaluating, as plans to confirm: none is made by itself."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from protocols.calendar.models import Evaluation
from protocols.calendar.terms import Recurrence, when_said, with_whom_said
from protocols.dated import Dated
from protocols.models import Code, CodeVersion, RuleSetting
from protocols.rules import Review
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visible


@dataclass(frozen=True)
class Proposal:
    """An evaluation that a text asks for and that nobody planned."""

    key: UUID  # of the rule it follows from
    code: Code
    first: Dated
    recurrence: Recurrence
    with_role: str
    words: str  # of the provision


def proposals(actor: Actor, *, school_id: int | None, today: date) -> list[Proposal]:
    """One for each rule in force at a place whose code has no running plan. Two queries."""
    holding = visible(actor, CodeVersion.objects.in_force_on(today)).filter(school=school_id)
    settings = (
        RuleSetting.objects.filter(version__in=holding, key="review")
        .exclude(Q(value=Review.NONE.value))
        .select_related("version__code", "provision")
        .order_by("version__code__title", "pk")
    )
    running = Evaluation.objects.running()
    planned = set(visible(actor, running).values_list("code_id", flat=True))
    return [_proposal(row, today) for row in settings if row.version.code_id not in planned]


def _proposal(row: RuleSetting, today: date) -> Proposal:
    text = row.provision.text if row.provision else ""
    recurrence = Recurrence(row.value)
    since = row.version.effective_on or today
    return Proposal(
        key=row.pk,
        code=row.version.code,
        first=when_said(text, since=since, recurrence=recurrence, today=today),
        recurrence=recurrence,
        with_role=with_whom_said(text),
        words=text,
    )
