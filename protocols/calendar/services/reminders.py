"""Telling, once each time, that an evaluation comes near or that a group has yet to talk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from protocols.binding.holding import excused_from
from protocols.calendar.models import Discussion, Evaluation, Moment
from protocols.calendar.terms import State, state_of
from schoolgids.access.actions import Action
from schoolgids.access.roles import ROLES
from schoolgids.notices.models import Notice
from schoolgids.notices.services import tell
from schoolgids.organisation.models import Group
from schoolgids.organisation.services import school_year_of
from schoolgids.people.models import Appointment, Person

MOST = 1_000  # notices per board and run; the next run goes on
ALARMS = (State.SOON, State.LATE)
PLANS = frozenset(code for code, role in ROLES.items() if Action.REVIEW_PLAN in role.actions)
OF_BOARD = frozenset(code for code in PLANS if ROLES[code].board_wide)


@dataclass(frozen=True)
class Due:
    """A notice that belongs to an occasion, for one person."""

    key: str
    person: UUID
    path: str


def remind(*, board_id: int, today: date) -> int:
    """Tells who leads and who evaluates along, and who has a group that has to talk. How many.

    Call in the scope of the whole board.
    """
    staff = list(
        Appointment.objects.holding_on(today)
        .filter(board=board_id, person__deceased_on=None)
        .exclude(person__email="")
        .values_list("person_id", "school_id", "role", "group_id")
    )
    due = [*_evaluations(board_id, today, staff), *_discussions(board_id, today, staff)]
    keys = {one.key for one in due}
    told = set(
        Notice.objects.filter(board=board_id, key__in=keys).values_list("key", "recipient_id")
    )
    fresh = list({(o.key, o.person): o for o in due if (o.key, o.person) not in told}.values())
    fresh = fresh[:MOST]
    people = Person.objects.in_bulk({one.person for one in fresh})
    for one in fresh:
        tell(key=one.key, board_id=board_id, people=[people[one.person]], path=one.path)
    return len(fresh)


Staff = tuple[UUID, int | None, str, UUID | None]  # who, at which school, as what, with which group


def _evaluations(board_id: int, today: date, staff: list[Staff]) -> Iterator[Due]:
    rows = Evaluation.objects.running().filter(board=board_id).select_related("school", "board")
    for row in rows.prefetch_related("outcomes__replaced_by"):
        found = row.open_occurrence
        if found is None or state_of(found.due.last, today) not in ALARMS:
            continue
        for person in _who(row, staff):
            yield Due(f"evaluation/{row.pk}/{found.number}", person, page_of(row))


def _who(row: Evaluation, staff: Iterable[Staff]) -> set[UUID]:
    """Who keeps the codes there, and who evaluates along as long as that is a colleague."""
    roles = OF_BOARD if row.school_id is None else PLANS - OF_BOARD
    return {
        person
        for person, school, role, _group in staff
        if (school == row.school_id and role in roles)
        or (person == row.with_person_id and school in (row.school_id, None))
    }


def page_of(row: Evaluation) -> str:
    """The page of an evaluation, of its school or of the board."""
    if row.school is None:
        place = {"board": row.board.slug, "pk": row.pk}
        return reverse("review_calendar:board_evaluation", kwargs=place)
    return reverse("review_calendar:evaluation", kwargs={"school": row.school.slug, "pk": row.pk})


def _discussions(board_id: int, today: date, staff: list[Staff]) -> Iterator[Due]:
    year = school_year_of(today)
    moments = list(
        Moment.objects.running()
        .begun_by(today)
        .filter(board=board_id, school_year=year)
        .select_related("plan")
    )
    if not moments:
        return
    with_staff = {group for _person, _school, _role, group in staff if group}
    groups = Group.objects.filter(pk__in=with_staff, school_year=year).select_related("school")
    held = set(
        Discussion.objects.current()
        .filter(Q(moment__in=moments), held_on__isnull=False)
        .values_list("moment_id", "group_id")
    )
    excused = excused_from({moment.plan.code_id for moment in moments}, today)
    for moment in moments:
        for group in groups:
            if not takes_part(moment, group) or (moment.pk, group.pk) in held:
                continue
            if (moment.plan.code_id, group.school_id) in excused:
                continue
            place = {"school": group.school.slug, "pk": moment.plan_id}
            path = reverse("review_calendar:discussions", kwargs=place)
            for person, _school, _role, own in staff:
                if own == group.pk:
                    yield Due(f"discussion/{moment.pk}/{group.pk}", person, path)


def takes_part(moment: Moment, group: Group) -> bool:
    """Whether a group talks at a moment: of the year, of the place and of the plan."""
    here = moment.school_id in (None, group.school_id)
    return here and moment.school_year == group.school_year and moment.plan.is_for(group)
