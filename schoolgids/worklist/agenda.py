"""Work in the order of its days: late, today, this week, later, waiting for others. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from schoolgids.worklist.sources import Work

WEEK = timedelta(days=7)
NEVER = date.max


@dataclass(frozen=True)
class Agenda:
    """What somebody has to do, each part by day."""

    late: tuple[Work, ...] = ()
    today: tuple[Work, ...] = ()
    week: tuple[Work, ...] = ()
    later: tuple[Work, ...] = ()
    waiting: tuple[Work, ...] = ()

    @property
    def own(self) -> tuple[Work, ...]:
        """Everything but what waits for others."""
        return (*self.late, *self.today, *self.week, *self.later)

    @property
    def legal(self) -> tuple[Work, ...]:
        return tuple(work for work in self.own if work.is_legal)

    @property
    def escalated(self) -> tuple[Work, ...]:
        return tuple(work for work in self.own if work.is_escalated)


def arrange(works: Iterable[Work], today: date) -> Agenda:
    """Sorts work into an agenda; each piece stands in exactly one part."""
    parts: dict[str, list[Work]] = {name: [] for name in Agenda.__dataclass_fields__}
    for work in works:
        parts[part_of(work, today)].append(work)
    return Agenda(
        **{
            name: tuple(sorted(part, key=lambda work: (work.due_on or NEVER, work.key)))
            for name, part in parts.items()
        }
    )


def part_of(work: Work, today: date) -> str:
    """The part of the agenda in which a piece of work stands."""
    if not work.mine:
        return "waiting"
    if work.due_on is None:
        return "later"
    if work.due_on < today:
        return "late"
    if work.due_on == today:
        return "today"
    return "week" if work.due_on <= today + WEEK else "later"
