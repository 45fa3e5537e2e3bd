"""How a round went: for how many pupils somebody answered for the first time, day by day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min
from django.utils.timezone import localdate

from consent.models import Answer
from consent.rounds.models import Round
from schoolgids.audit.services import changes_of

MOST = 31  # columns in the picture; a longer round is drawn in steps of some days
HEIGHT = 120  # dots of a full column


@dataclass(frozen=True)
class Step:
    """A day, or some days: from, up to and including, who answered first in it, and the sum."""

    first: date
    last: date
    new: int
    total: int
    reminded: bool


@dataclass(frozen=True)
class Column:
    """A step as it is drawn: percentages of the width, dots of the height."""

    step: Step
    x: float
    width: float
    height: int

    @property
    def y(self) -> int:
        return HEIGHT - self.height

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


def steps_of(
    answered: Iterable[date], reminders: Iterable[date], *, first: date, last: date
) -> list[Step]:
    """The days from first to last in at most MOST steps. Pure."""
    days = max((last - first).days + 1, 1)
    length = -(-days // MOST)
    counted, reminded = Counter(answered), set(reminders)
    found: list[Step] = []
    total = 0
    for start in range(0, days, length):
        span = [first + timedelta(days=start + at) for at in range(min(length, days - start))]
        new = sum(counted[day] for day in span)
        total += new
        found.append(Step(span[0], span[-1], new, total, not reminded.isdisjoint(span)))
    return found


def columns_of(steps: list[Step], *, whole: int) -> list[Column]:
    """The steps as columns of a picture in which a full one is everybody. Pure."""
    each = 100 / len(steps) if steps else 0
    return [
        Column(
            step,
            round(at * each, 2),
            round(each * 0.8, 2),
            min(step.total * HEIGHT // whole, HEIGHT) if whole else 0,
        )
        for at, step in enumerate(steps)
    ]


def trend(row: Round, *, on: date) -> list[Step]:
    """From the start to a day, or to the end of the round. Two queries."""
    first = localdate(row.started_at)
    last = max(min(localdate(row.closed_at) if row.closed_at else on, on), first)
    since = Answer.objects.filter(
        school=row.school_id,
        recorded_at__gte=row.started_at,
        person__in=row.requests.values("pupil_id"),
    )
    moments = since.order_by().values("person").annotate(first=Min("recorded_at"))
    by_hand = changes_of(row).filter(name="consent.round_remind").values_list("at", flat=True)
    by_clock = (
        first + timedelta(days=row.remind_every * time) for time in range(1, row.reminders + 1)
    )
    return steps_of(
        (localdate(one["first"]) for one in moments),
        [*(localdate(at) for at in by_hand), *by_clock],
        first=first,
        last=last,
    )
