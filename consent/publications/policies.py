"""Who may register what was published, and who sees which publication."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consent.publications.models import Publication, TakeDown
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import NOT_YOUR_ROLE, YES, Decision, no, rule, visibility
from schoolgids.organisation.models import School
from schoolgids.people.models import Hold
from schoolgids.workflow import Refused


@rule(Action.PUBLICATION_REGISTER, Action.PUBLICATION_VIEW, Action.TAKE_DOWN_SETTLE)
def part_of_the_role(actor: Actor, row: Any) -> Decision:
    """Whoever takes pictures for the school checks and registers them."""
    if isinstance(row, School) and row.pk not in actor.schools:
        return no(NOT_YOUR_ROLE)
    return YES


@rule(Action.HOLD_CHANGE)
def hold_of_the_role(actor: Actor, row: Any) -> Decision:
    """Why somebody may not be found is for very few."""
    return part_of_the_role(actor, row)


@visibility(Hold)
def holds_for_who_keeps_them(actor: Actor, holds: QuerySet[Hold]) -> QuerySet[Hold]:
    return holds if Action.HOLD_CHANGE in actor.actions else holds.none()


@visibility(Publication)
def ones_own_or_all(actor: Actor, publications: QuerySet[Publication]) -> QuerySet[Publication]:
    """One's own publications; all of them for who keeps the proof of consent."""
    if Action.CONSENT_PROOF_VIEW in actor.actions:
        return publications
    if Action.PUBLICATION_VIEW in actor.actions:
        return publications.filter(registered_by=actor.person_id)
    return publications.none()


@visibility(TakeDown)
def of_ones_own_publications_or_all(
    actor: Actor, take_downs: QuerySet[TakeDown]
) -> QuerySet[TakeDown]:
    """What has to disappear is for who published it and for who keeps the proof of consent."""
    if Action.CONSENT_PROOF_VIEW in actor.actions:
        return take_downs
    if Action.TAKE_DOWN_SETTLE in actor.actions:
        return take_downs.filter(appearance__publication__registered_by=actor.person_id)
    return take_downs.none()


def asked_by_oneself(actor: Actor) -> QuerySet[TakeDown]:
    """What somebody asked for, on the own page."""
    rows: QuerySet[TakeDown] = TakeDown.objects.filter(asked_by=actor.person_id)
    return rows


def somebody(actor: Actor) -> UUID:
    """Who does it. Raises Refused for the clock: this is a person's to say."""
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    return actor.person_id
