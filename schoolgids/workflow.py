"""A case is a table of steps, and `perform` is the only door (architecture §5).

Buttons, enforcement, the bar of stages, the diagram in docs/ and the clock read the same table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _

from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import decide
from schoolgids.audit.services import record

Text = str | Promise


class Refused(Exception):
    """A step or deed that can't be done now, with each reason in words for the one who tried."""

    def __init__(self, *reasons: Text) -> None:
        super().__init__(" ".join(str(reason) for reason in reasons))
        self.reasons = reasons


class Staged(models.Model):
    """A row with a stage. `status` is written by `Workflow.perform` alone."""

    status = models.CharField(max_length=20)
    status_since = models.DateTimeField(default=now)

    class Meta:
        abstract = True


@dataclass(frozen=True, kw_only=True)
class Step:
    """One way from stage to stage."""

    label: Text  # the words of the button: "Besluit nemen"
    source: tuple[str, ...]
    target: str
    action: Action  # who may: asked of the policy, never decided here
    guards: tuple[Callable[[Any], Text], ...] = ()  # what must be true: "" or a reason
    writes: tuple[str, ...] = ()  # the only fields this step may fill in
    by_clock: bool = False  # taken when a term passes, not offered as a button


@dataclass(frozen=True)
class Offer:
    """A step as a page shows it: possible, or locked with the reasons."""

    name: str
    label: Text
    reasons: tuple[Text, ...]

    @property
    def possible(self) -> bool:
        return not self.reasons


WORKFLOWS: dict[str, "Workflow"] = {}  # every table of steps, for docs and checks


@dataclass(frozen=True, kw_only=True)
class Workflow:
    """A named table of steps over the stages of one model."""

    name: str
    stages: type[models.TextChoices]
    initial: str
    steps: Mapping[str, Step]
    final: tuple[str, ...] = ()
    # stage: (the last day of its term for a row, or None; the step the clock takes after it)
    deadlines: Mapping[str, tuple[Callable[[Any], date | None], str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        WORKFLOWS[self.name] = self

    def refusals(self, name: str, *, actor: Actor, row: Any) -> tuple[Text, ...]:
        """Why this step can't be taken by this actor now; empty when it can."""
        step = self.steps[name]
        if row.status not in step.source:
            return (
                _("Dit kan niet in de fase “%(stage)s”.")
                % {"stage": self.stages(row.status).label},
            )
        if not (decision := decide(actor, step.action, row)):
            return (decision.reason,)
        return tuple(reason for guard in step.guards if (reason := guard(row)))

    def offers(self, *, actor: Actor, row: Any) -> list[Offer]:
        """The steps that lead on from here, possible or locked, in the order of the table."""
        return [
            Offer(name, step.label, self.refusals(name, actor=actor, row=row))
            for name, step in self.steps.items()
            if row.status in step.source and not step.by_clock
        ]

    def step_due(self, row: Any, today: date) -> str:
        """The step that the clock takes, the term of this stage having passed; "" for none."""
        if row.status not in self.deadlines:
            return ""
        last_day, name = self.deadlines[row.status]
        until = last_day(row)
        return name if until is not None and until < today else ""

    @transaction.atomic
    def perform(self, name: str, *, actor: Actor, row: Any, **answers: Any) -> Any:
        """Takes a step: locks the row, asks stage, policy and guards, writes, records.

        Returns the row as it now is. Raises Refused with the reasons, and TypeError when the
        answers are not exactly the fields that the step writes.
        """
        step = self.steps[name]
        if answers.keys() != set(step.writes):
            raise TypeError(f"{name} takes exactly {step.writes}")
        row = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
        for attribute, answer in answers.items():
            setattr(row, attribute, answer)
        if reasons := self.refusals(name, actor=actor, row=row):
            raise Refused(*reasons)
        before, row.status, row.status_since = row.status, step.target, now()
        row.save(update_fields=["status", "status_since", *step.writes])
        record(f"{self.name}.{name}", actor=actor, about=row, before=before, after=row.status)
        return row
