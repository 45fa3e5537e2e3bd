"""Who may see the review calendar, plan in it, and tick a discussion.

All staff see when codes are evaluated. Who keeps the codes plans; what belongs to the board, its
officers alone. A group's discussion is ticked by its own staff and by who leads the school.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from protocols.calendar.models import (
    AgendaItem,
    Discussion,
    DiscussionPlan,
    Evaluation,
    Feed,
    Moment,
    Outcome,
)
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import YES, Decision, no, rule, visibility
from schoolgids.people.models import Appointment

OF_THE_BOARD = _("Dit is een plan van het bestuur. Alleen het bestuur kan het wijzigen.")
NOT_YOUR_GROUP = _("Alleen wie deze groep heeft of de school leidt, vinkt dit gesprek af.")
LEADS = frozenset({"team_leader"})  # besides who plans


@rule(Action.REVIEW_VIEW)
def part_of_the_role(_actor: Actor, _row: Any) -> Decision:
    return YES


@rule(Action.REVIEW_PLAN)
def owners_only(actor: Actor, row: Any) -> Decision:
    if row is None or row.school_id is not None or actor.acts_for_board(Action.REVIEW_PLAN):
        return YES
    return no(OF_THE_BOARD)


@rule(Action.DISCUSSION_TICK)
def own_group_or_leadership(actor: Actor, row: Any) -> Decision:
    if row is None or ticks_for_all(actor) or row.group_id in taught_by(actor.person_id):
        return YES
    return no(NOT_YOUR_GROUP)


def ticks_for_all(actor: Actor) -> bool:
    """Whether somebody may tick for every group of the page."""
    return Action.REVIEW_PLAN in actor.actions or bool(LEADS & actor.roles)


def taught_by(person_id: UUID | None) -> set[UUID]:
    """The groups that somebody has today, as their teacher or mentor. One query."""
    rows = Appointment.objects.holding_on(localdate()).filter(person=person_id)
    return set(rows.exclude(group=None).values_list("group_id", flat=True))


def _staff_see(model: type[Model]) -> Callable[[Actor, QuerySet[Any]], QuerySet[Any]]:
    """The row policy keeps them to the board and the schools of the page."""

    @visibility(model)
    def rows_of_staff(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows if Action.REVIEW_VIEW in actor.actions or actor.is_clock else rows.none()

    return rows_of_staff


for _model in (Evaluation, Outcome, DiscussionPlan, Moment, Discussion, AgendaItem):
    _staff_see(_model)


@visibility(Feed)
def own_feeds(actor: Actor, rows: QuerySet[Feed]) -> QuerySet[Feed]:
    return rows.filter(person=actor.person_id)
