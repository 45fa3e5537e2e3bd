"""How far the school is: how many have chosen and how many may, per channel and per group."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from consent.models import Purpose
from consent.publications.checking import book_of
from consent.rule import State
from consent.sheets import UNANSWERED, Subject, asked
from schoolgids.organisation.models import Group, School
from schoolgids.people.models import Enrolment


@dataclass
class Tally:
    """Of so many, so many have chosen, and so many of those may be in the picture."""

    total: int = 0
    chosen: int = 0
    agreed: int = 0

    def count(self, state: State) -> None:
        self.total += 1
        self.chosen += state not in UNANSWERED
        self.agreed += state is State.YES

    @property
    def percent(self) -> int:
        return self.chosen * 100 // self.total if self.total else 0


@dataclass(frozen=True)
class Figures:
    """Coverage of the pupils of a school on a day."""

    pupils: int
    whole: Tally
    channels: Sequence[tuple[Purpose, Tally]]
    groups: Sequence[tuple[Group, Tally]]


def figures(*, school: School, on: date, channel: UUID | None = None) -> Figures:
    """The figures of the school; those per group for one channel, or for all. Five queries."""
    enrolments = list(
        Enrolment.objects.holding_on(on).filter(school=school).select_related("person", "group")
    )
    questions = asked([school.pk], on)
    subjects = {row.person_id: Subject(row.person, school.pk) for row in enrolments}
    book = book_of(school, list(subjects.values()), on)
    whole = Tally()
    by_channel: dict[UUID, Tally] = defaultdict(Tally)
    by_group: dict[Group, Tally] = defaultdict(Tally)
    for question in questions:
        pk = question.purpose.pk
        states = {
            person: book.verdict(subject, question).state for person, subject in subjects.items()
        }
        for state in states.values():
            whole.count(state)
            by_channel[pk].count(state)
        if channel in (None, pk):
            for row in enrolments:
                by_group[row.group].count(states[row.person_id])
    return Figures(
        pupils=len(subjects),
        whole=whole,
        channels=[(item.purpose, by_channel[item.purpose.pk]) for item in questions],
        groups=sorted(by_group.items(), key=lambda pair: pair[0].name),
    )
