"""Rules for the portal's own actions, and who may know of which people."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import YES, Decision, rule, visibility
from schoolgids.audit.models import Event
from schoolgids.organisation.models import Group
from schoolgids.people.models import Guardianship, Person


@rule(Action.WORKLIST_VIEW, Action.AUDIT_VIEW, Action.AUDIT_VERIFY)
def part_of_the_role(_actor: Actor, _row: Any) -> Decision:
    return YES


@visibility(Person)
def people_of_the_school(actor: Actor, people: QuerySet[Person]) -> QuerySet[Person]:
    """Staff know the people of their school; a guardian the own children; all themselves."""
    if actor.is_staff_member or actor.is_clock:
        return people
    wards = Guardianship.objects.holding_on(localdate()).filter(guardian=actor.person_id)
    return people.filter(Q(pk__in=wards.values("pupil")) | Q(pk=actor.person_id))


@visibility(Group)
def groups_of_the_school(actor: Actor, groups: QuerySet[Group]) -> QuerySet[Group]:
    """Staff know the groups of their school."""
    return groups if actor.is_staff_member or actor.is_clock else groups.none()


@visibility(Event)
def events_of_the_board(actor: Actor, events: QuerySet[Event]) -> QuerySet[Event]:
    """The row policy keeps them to the schools of the page."""
    return events if Action.AUDIT_VIEW in actor.actions else events.none()
