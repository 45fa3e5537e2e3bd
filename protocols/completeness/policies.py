"""Who keeps the facts of topics: those who keep the guide, and of a topic whoever looks after it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from protocols.completeness.models import Decision, OwnRequirement, TopicCheck, TopicFacts
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import YES, no, rule, visibility
from schoolgids.access.policy import Decision as Answer

NOT_YOURS = _("Alleen wie dit onderwerp beheert, kan zeggen dat het nog klopt.")


def is_owner(actor: Actor, facts: TopicFacts) -> bool:
    """Whether the topic is kept by this person or by a role held at its school."""
    if facts.owner_id is not None:
        return facts.owner_id == actor.person_id
    return facts.owner_role in actor.roles_at(facts.school_id)


@rule(Action.TOPIC_CHECK)
def owner_or_keeper(actor: Actor, row: Any) -> Answer:
    if row is None or Action.TOPIC_EDIT in actor.actions or is_owner(actor, row):
        return YES
    return no(NOT_YOURS)


def kept_by(actor: Actor) -> Q:
    """The facts of the topics that somebody keeps, as a condition."""
    mine = Q(owner=actor.person_id) if actor.person_id else Q(pk=None)
    for role, school in actor.roles_by_school:
        here = Q(owner_role=role, owner=None)
        mine |= here if school is None else here & Q(school=school)
    return mine


@visibility(TopicFacts)
def facts(actor: Actor, rows: QuerySet[TopicFacts]) -> QuerySet[TopicFacts]:
    if Action.CODE_VIEW in actor.actions or actor.is_clock:
        return rows
    return rows.filter(kept_by(actor)) if Action.TOPIC_CHECK in actor.actions else rows.none()


def _if_staff(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows if Action.CODE_VIEW in actor.actions or actor.is_clock else rows.none()


@visibility(TopicCheck)
def checks(actor: Actor, rows: QuerySet[TopicCheck]) -> QuerySet[TopicCheck]:
    return _if_staff(actor, rows)


@visibility(OwnRequirement)
def own_requirements(actor: Actor, rows: QuerySet[OwnRequirement]) -> QuerySet[OwnRequirement]:
    return _if_staff(actor, rows)


@visibility(Decision)
def decisions(actor: Actor, rows: QuerySet[Decision]) -> QuerySet[Decision]:
    return _if_staff(actor, rows)
