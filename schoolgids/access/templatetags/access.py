"""`{% can "incident.take_up" row as allowed %}`: the policy's own answer, with its reason."""

from typing import Any

from django import template

from schoolgids.access.actions import Action
from schoolgids.access.policy import Decision, decide

register = template.Library()


@register.simple_tag(takes_context=True)
def can(context: template.Context, action: str, row: Any = None) -> Decision:
    """The decision for the one who looks at the page; `.reason` says why not."""
    return decide(context["request"].actor, Action(action), row)
