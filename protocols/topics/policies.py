"""Who may see texts of topics that are not in the guide (any more): staff who may see codes."""

from typing import Any

from django.db.models import QuerySet

from protocols.topics.models import TopicDraft, TopicEdition
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visibility


def _if_staff(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows if Action.CODE_VIEW in actor.actions or actor.is_clock else rows.none()


@visibility(TopicDraft)
def drafts(actor: Actor, rows: QuerySet[TopicDraft]) -> QuerySet[TopicDraft]:
    return _if_staff(actor, rows)


@visibility(TopicEdition)
def editions(actor: Actor, rows: QuerySet[TopicEdition]) -> QuerySet[TopicEdition]:
    return _if_staff(actor, rows)
