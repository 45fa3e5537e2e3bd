"""What stands in the review calendar of a place: plain values out of a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from protocols.calendar.models import AgendaItem, Discussion, Evaluation, Moment, Outcome
from protocols.calendar.services.reminders import takes_part
from protocols.calendar.terms import State, state_of
from protocols.dated import Dated
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visible
from schoolgids.organisation.models import Group
from schoolgids.organisation.services import school_year_of

EVALUATION, DISCUSSION, ITEM = "evaluatie", "gesprek", "agendapunt"
LAST = date.max


@dataclass(frozen=True)
class Entry:
    """One line of the calendar."""

    kind: str
    plan: Evaluation | Moment | AgendaItem
    code: str
    state: State
    begins: date
    last: date
    due: Dated | None = None  # of an evaluation
    number: int = 0
    outcome: Outcome | None = None
    done: int = 0  # groups that talked
    total: int = 0

    @property
    def school_id(self) -> int | None:
        return self.plan.school_id

    @property
    def order(self) -> tuple[int, date, str]:
        """Late ones first, then by day; what is done last."""
        ranks = {State.LATE: 0, State.DONE: 2}
        return ranks.get(self.state, 1), self.last, str(self.plan.pk)


@dataclass(frozen=True)
class Reading:
    """The rows of a calendar, as somebody may see them."""

    today: date
    evaluations: list[Evaluation]
    moments: list[Moment]
    items: list[AgendaItem]
    groups: list[Group]
    held: dict[tuple[UUID, UUID], Discussion] = field(default_factory=dict)

    def entries(self) -> list[Entry]:
        """Everything, in order."""
        found = [*self._evaluations(), *map(self._moment, self.moments), *map(_item, self.items)]
        return sorted(found, key=lambda entry: entry.order)

    def groups_at(self, moment: Moment) -> list[Group]:
        return [group for group in self.groups if takes_part(moment, group)]

    def _evaluations(self) -> Iterator[Entry]:
        for row in self.evaluations:
            found, last = row.open_occurrence, row.settled
            if found is not None:
                state = state_of(found.due.last, self.today)
                yield _evaluation(row, found.number, found.due, state)
            if last is not None:
                due = row.due_of(last.occurrence)
                yield _evaluation(row, last.occurrence, due, State.DONE, last)

    def _moment(self, row: Moment) -> Entry:
        groups = self.groups_at(row)
        done = sum((row.pk, group.pk) in self.held for group in groups)
        all_done = bool(groups) and done == len(groups)
        state = state_of(row.until_on, self.today, done=all_done, begins=row.from_on)
        return Entry(
            DISCUSSION,
            row,
            row.plan.code.title,
            state if groups else State.PLANNED,
            row.from_on,
            row.until_on,
            done=done,
            total=len(groups),
        )


def read(actor: Actor, *, today: date) -> Reading:
    """The calendar of the schools of the page. Six queries."""
    years_from = school_year_of(today)
    rows = visible(actor, Moment.objects.running()).filter(school_year__gte=years_from)
    moments = rows.select_related("plan__code")
    groups = Group.objects.filter(kind=Group.Kind.HOME, school_year__gte=years_from)
    items = visible(actor, AgendaItem.objects.running()).select_related("code")
    return Reading(
        today=today,
        evaluations=list(with_outcomes(visible(actor, Evaluation.objects.running()))),
        moments=list(moments),
        items=list(items),
        groups=list(groups.order_by("school", "year_group", "name")),
        held=held_of(actor, moments),
    )


def with_outcomes(rows: QuerySet[Evaluation]) -> QuerySet[Evaluation]:
    """Evaluations with what `settled` reads."""
    outcomes = Outcome.objects.select_related("replaced_by", "recorded_by", "version")
    return rows.select_related("code", "with_person").prefetch_related(
        Prefetch("outcomes", outcomes)
    )


def held_of(actor: Actor, moments: Iterable[Moment]) -> dict[tuple[UUID, UUID], Discussion]:
    """The ticks that count, by moment and group. One query."""
    rows = Discussion.objects.current().filter(moment__in=moments, held_on__isnull=False)
    found = visible(actor, rows).select_related("ticked_by")
    return {(row.moment_id, row.group_id): row for row in found}


@dataclass(frozen=True)
class Tally:
    """How a school stands."""

    late: int
    soon: int
    planned: int
    done: int


def tallies(entries: Iterable[Entry]) -> dict[int | None, Tally]:
    """The numbers per school, those of the board under None; standing items don't count."""
    counts: dict[int | None, dict[State, int]] = defaultdict(lambda: dict.fromkeys(State, 0))
    for entry in entries:
        if entry.kind != ITEM:
            counts[entry.school_id][entry.state] += 1
    return {
        school: Tally(by[State.LATE], by[State.SOON], by[State.PLANNED], by[State.DONE])
        for school, by in counts.items()
    }


def revised(row: Evaluation) -> datetime:
    """When something about an evaluation changed last."""
    found: datetime = max([row.planned_at, *(one.recorded_at for one in row.outcomes.all())])
    return found


def _evaluation(
    row: Evaluation, number: int, due: Dated, state: State, outcome: Outcome | None = None
) -> Entry:
    return Entry(
        EVALUATION,
        row,
        row.code.title,
        state,
        due.on,
        outcome.done_on if outcome else due.last,
        due=due,
        number=number,
        outcome=outcome,
    )


def _item(row: AgendaItem) -> Entry:
    """Standing items come last of what is planned: they have no day of their own."""
    return Entry(ITEM, row, row.code.title, State.PLANNED, row.from_on, LAST)
