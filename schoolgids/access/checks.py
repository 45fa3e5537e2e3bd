"""System check: every action has one rule, and a role that reaches it (style §3.2)."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error

from schoolgids.access.actions import Action
from schoolgids.access.policy import RULES
from schoolgids.access.roles import ROLES


def check_rules(app_configs: Sequence[Any] | None, **_kwargs: Any) -> list[CheckMessage]:
    reached = frozenset[Action]().union(*(role.actions for role in ROLES.values()))
    found: list[CheckMessage] = []
    for action in Action:
        rules = RULES.get(action, [])
        if not rules:
            found.append(Error(f"No rule for the action {action}.", id="access.E001"))
        if len(rules) > 1:
            names = ", ".join(rule.__module__ for rule in rules)
            found.append(Error(f"More than one rule for {action}: {names}.", id="access.E002"))
        if action not in reached:
            found.append(Error(f"No role reaches the action {action}.", id="access.E003"))
    return found
