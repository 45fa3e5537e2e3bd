"""Who may set up and run the asking."""

from typing import Any

from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import YES, Decision, rule


@rule(Action.CONSENT_SETTINGS_CHANGE)
def part_of_the_role(_actor: Actor, _row: Any) -> Decision:
    return YES
