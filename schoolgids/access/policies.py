"""Rules for the portal's own actions, and who may know of which people."""

from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import WALLS, YES, Decision, rule, visibility
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
def events_one_may_know(actor: Actor, events: QuerySet[Event]) -> QuerySet[Event]:
    """Of the own school, or of all for an officer of the board. What others did about oneself,
    one's child, or a case in which one has a part stays behind the wall (I6).
    """
    if Action.AUDIT_VIEW not in actor.actions:
        return events.none()
    if not actor.acts_for_board(Action.AUDIT_VIEW):
        # The row policy lets those of no school through: of the board, or of all its schools.
        of_the_board = Q(school_id=None, kind=Event.Kind.CHANGE, person_ids=[])
        events = events.filter(Q(school_id__in=actor.schools) | of_the_board)
    return events.filter(Q(actor_id=actor.person_id) | ~_behind_the_wall(actor))


def _behind_the_wall(actor: Actor) -> Q:
    wards = Guardianship.objects.holding_on(localdate()).filter(guardian_id=actor.person_id)
    touched = Q(person_ids__overlap=[actor.person_id, *wards.values_list("pupil_id", flat=True)])
    for model, rows_of in WALLS.items():
        rows = rows_of(actor, model._default_manager.all())
        ids = rows.order_by().annotate(as_text=Cast("pk", CharField())).values("as_text")
        touched |= Q(about_type=model._meta.label_lower, about_id__in=ids)
    return touched
