"""Who may see which schools a code does not bind: whoever sees the codes."""

from django.db.models import QuerySet

from protocols.binding.models import NotBound
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visibility


@visibility(NotBound)
def not_bound(actor: Actor, rows: QuerySet[NotBound]) -> QuerySet[NotBound]:
    return rows if Action.CODE_VIEW in actor.actions or actor.is_clock else rows.none()
