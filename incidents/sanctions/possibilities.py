"""What somebody can do in a case now, and what not yet and why. Reads the table of steps."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.sanctions import ladder
from incidents.sanctions.code import hears_first
from incidents.sanctions.models import SanctionCase, the
from incidents.sanctions.services import escalation_faults
from incidents.sanctions.services.letters import letter_faults
from incidents.sanctions.workflow import ANSWERED_BY_FORM, SANCTION
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import decide
from schoolgids.letters.models import Letter
from schoolgids.workflow import Text

S = SanctionCase.Stage
ICONS = {
    "hear": "messages-square", "plan": "calendar", "contact": "phone", "decide": "gavel",
    "letter": "file-text", "communicate": "mail", "object": "scale", "rule": "scale",
    "escalate": "trending-up", "board": "landmark", "close": "circle-check", "withdraw": "undo-2",
    "lapse": "circle-slash",
}  # fmt: skip
ORDER = list(ICONS)  # of the buttons; the first that is possible is the primary one
ENDINGS = ("withdraw", "lapse")


@dataclass(frozen=True)
class Possibility:
    """A button, or the lock in its place with the reasons."""

    name: str
    label: Text
    href: str
    reasons: tuple[Text, ...] = ()

    @property
    def icon(self) -> str:
        return ICONS[self.name]


def step_faults(name: str, *, actor: Actor, case: SanctionCase) -> tuple[Text, ...]:
    """Why the page of a step stays shut: what its own form answers is not asked yet."""
    step = SANCTION.steps[name]
    if case.status not in step.source:
        return (_ahead(name, case),)
    if not (decision := decide(actor, step.action, case)):
        return (decision.reason,)
    asked = (guard(case) for guard in step.guards if guard not in ANSWERED_BY_FORM)
    return tuple(reason for reason in asked if reason)


def possibilities(actor: Actor, case: SanctionCase, letters: list[Letter]) -> list[Possibility]:
    """Every deed that may matter in this case from now on, in the order of the buttons."""
    found = [*_steps(actor, case), *_records(actor, case, letters)]
    return sorted(found, key=lambda each: ORDER.index(each.name))


def _steps(actor: Actor, case: SanctionCase) -> Iterator[Possibility]:
    for name, step in SANCTION.steps.items():
        reachable = step.action in actor.actions
        if step.by_clock or not (reachable or name == "decide"):
            continue
        if not _concerns(name, case):
            continue
        faults = step_faults(name, actor=actor, case=case)
        if faults and name in ENDINGS:
            continue
        yield Possibility(name, step.label, _href(case, name), faults)


def _concerns(name: str, case: SanctionCase) -> bool:
    """Whether a step lies ahead or is possible here; what is past or beside it is left out."""
    step = SANCTION.steps[name]
    if case.status in step.source:
        return (
            (name != "hear" or hears_first(case))
            and (name != "object" or case.objection_until is not None)
            and (name != "communicate" or case.outcome == SanctionCase.Outcome.IMPOSED)
        )
    if name not in ("decide", "communicate", "close") or not case.is_open:
        return False
    stages = list(S.values)
    return max(stages.index(source) for source in step.source) > stages.index(case.status)


def _ahead(name: str, case: SanctionCase) -> str:
    """Why a step that comes later can't be taken yet."""
    if not case.is_open:
        return _("Deze zaak is afgesloten.")
    if case.status in SanctionCase.UNDECIDED:
        return _("Er is nog geen besluit.")
    if case.status == S.OBJECTED:
        return _("Er is nog niet op het bezwaar beslist.")
    return _("Dit kan niet in de fase “%(stage)s”.") % {"stage": case.stage_label}


def _records(actor: Actor, case: SanctionCase, letters: list[Letter]) -> Iterator[Possibility]:
    """The deeds that write something down without moving the case to another stage."""
    handles = Action.SANCTION_HEAR in actor.actions and decide(actor, Action.SANCTION_HEAR, case)
    if case.is_open and handles:
        if case.status == S.PROPOSED and hears_first(case):
            yield Possibility("plan", _("Hoorgesprek plannen"), _href(case, "plan"))
        if case.status == S.OBJECTED:
            label = _("Gesprek over het bezwaar vastleggen")
            yield Possibility("hear", label, _href(case, "hear"))
        if case.target == "pupil":
            label = _("Contact met de ouders vastleggen")
            yield Possibility("contact", label, _href(case, "contact"))
    if Action.SANCTION_ESCALATE in actor.actions and case.status in SanctionCase.UNDECIDED:
        yield from _upwards(actor, case)
    yield from _letter(actor, case, letters)


def _upwards(actor: Actor, case: SanctionCase) -> Iterator[Possibility]:
    decision = decide(actor, Action.SANCTION_ESCALATE, case)
    above = ladder.above(case.level)
    if above:
        label = _("Doorzetten naar %(level)s") % {"level": the(above[0])}
        faults = tuple(escalation_faults(case, above[0])) if decision else (decision.reason,)
        yield Possibility("escalate", label, _href(case, "escalate"), faults)
    if case.asks_leadership and not hasattr(case, "board_informing") and decision:
        label = _("Afwegen: bestuur inlichten")
        if case.asks_who_decides:
            label = _("Afwegen: wie beslist")
        yield Possibility("board", label, _href(case, "board"))


def _letter(actor: Actor, case: SanctionCase, letters: list[Letter]) -> Iterator[Possibility]:
    wanted = case.measure.letter and case.outcome != SanctionCase.Outcome.NONE
    if not wanted or letters or not case.is_open or case.status in (S.OBJECTED, S.RULED):
        return
    if Action.SANCTION_COMMUNICATE not in actor.actions:
        return
    yield Possibility("letter", _("Brief maken"), _href(case, "letter"), tuple(letter_faults(case)))


def _href(case: SanctionCase, name: str) -> str:
    return reverse(f"sanctions:{name}", args=[case.school.slug, case.pk])
