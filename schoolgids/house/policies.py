"""Who may change how a school looks: whose role it is, at the own school."""

from typing import Any

from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import NOT_YOUR_ROLE, YES, Decision, no, rule


@rule(Action.STYLE_CHANGE)
def the_own_school(actor: Actor, row: Any) -> Decision:
    """The row is the school itself."""
    if row is None or row.pk in actor.schools:
        return YES
    return no(NOT_YOUR_ROLE)
