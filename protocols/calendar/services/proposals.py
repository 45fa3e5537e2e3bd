"""What the rules in force say about evaluating, as plans to confirm: none is made by itself.

When and with whom is what somebody confirmed as a rule; else what the words seem to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from protocols.calendar.models import Evaluation
from protocols.calendar.terms import Recurrence, first_time, when_said, with_whom_said
from protocols.dated import Dated
from protocols.models import Code, CodeVersion, RuleSetting
from protocols.rules import Review, value_of
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visible

MONTH, WITH = "review_month", "review_with"


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
        RuleSetting.objects.filter(version__in=holding, key__in=("review", MONTH, WITH))
        .select_related("version__code", "provision")
        .order_by("version__code__title", "pk")
    )
    said = {(row.version_id, row.key): value_of(row.key, row.value) for row in settings}
    running = Evaluation.objects.running()
    planned = set(visible(actor, running).values_list("code_id", flat=True))
    return [
        _proposal(row, said, today)
        for row in settings
        if row.key == "review"
        and row.value != Review.NONE.value
        and row.version.code_id not in planned
    ]


def _proposal(row: RuleSetting, said: Mapping[tuple[UUID, str], Any], today: date) -> Proposal:
    text = row.provision.text if row.provision else ""
    recurrence = Recurrence(row.value)
    since = row.version.effective_on or today
    month: Dated | None = said.get((row.version_id, MONTH))
    first = (
        first_time(month, recurrence=recurrence, today=today)
        if month
        else when_said(text, since=since, recurrence=recurrence, today=today)
    )
    return Proposal(
        key=row.pk,
        code=row.version.code,
        first=first,
        recurrence=recurrence,
        with_role=said.get((row.version_id, WITH)) or with_whom_said(text),
        words=text,
    )
