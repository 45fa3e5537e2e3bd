"""The one question: may this actor do this to this row, now? And its list form.

`decide` answers with a reason, `require` raises with it, `visible` keeps of a queryset what
the actor may know of. Apps register rules with `@rule(Action.X)` in their `policies` module,
who sees which rows with `@visibility(Model)`, and which rows touch somebody with `@wall(Model)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Decision:
    """Yes, or no with the reason in words. Falsy when no."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Decision(allowed=True)


def no(reason: str | Promise) -> Decision:
    return Decision(allowed=False, reason=reason)


class Forbidden(PermissionDenied):
    """Not now or not you, with the reason. Shown as 403; absent and not-yours are 404."""

    def __init__(self, action: Action, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.action = action
        self.reason = reason


Rule = Callable[[Actor, Any], Decision]
Visibility = Callable[[Actor, QuerySet[Any]], QuerySet[Any]]
RULES: dict[Action, list[Rule]] = {}
VISIBILITIES: dict[type[Model], Visibility] = {}
WALLS: dict[type[Model], Visibility] = {}

NOT_YOUR_ROLE = _("Dit hoort niet bij je rol.")


def rule(*actions: Action) -> Callable[[Rule], Rule]:
    """Registers the rule that judges these actions; exactly one each (checked at start)."""

    def register(function: Rule) -> Rule:
        for action in actions:
            RULES.setdefault(action, []).append(function)
        return function

    return register


def visibility(model: type[Model]) -> Callable[[Visibility], Visibility]:
    """Registers which rows of a model an actor may know of."""

    def register(function: Visibility) -> Visibility:
        if model in VISIBILITIES:
            raise ValueError(f"{model.__name__} has two visibilities")
        VISIBILITIES[model] = function
        return function

    return register


def wall(model: type[Model]) -> Callable[[Visibility], Visibility]:
    """Registers which rows of a model touch an actor or a child of the actor (I6), so that
    what is told of them elsewhere, as in the audit trail, stays behind the wall too.
    """

    def register(function: Visibility) -> Visibility:
        WALLS[model] = function
        return function

    return register


def decide(actor: Actor | None, action: Action, row: Any = None) -> Decision:
    """Whether `actor` may do `action` (to `row`), with the reason when not.

    The role comes first, then the row's board and school, then the app's rule.
    """
    if actor is None or (action not in actor.actions and not actor.is_clock):
        return no(NOT_YOUR_ROLE)
    if row is not None and getattr(row, "board_id", actor.board_id) != actor.board_id:
        return no(NOT_YOUR_ROLE)
    school_id = getattr(row, "school_id", None)
    if school_id is not None and school_id not in actor.schools:
        return no(NOT_YOUR_ROLE)
    (judge,) = RULES[action]
    return judge(actor, row)


def require(actor: Actor | None, action: Action, row: Any = None) -> None:
    """Raises Forbidden with the reason unless `decide` says yes."""
    decision = decide(actor, action, row)
    if not decision:
        raise Forbidden(action, decision.reason)


def visible(actor: Actor | None, queryset: QuerySet[M]) -> QuerySet[M]:
    """What of `queryset` the actor may know of. Nothing for nobody.

    Raises KeyError for a model nobody has said it of.
    """
    judge = VISIBILITIES[queryset.model]
    if actor is None:
        return queryset.none()
    return judge(actor, queryset)
