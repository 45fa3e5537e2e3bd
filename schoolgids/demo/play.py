"""Plays what happened at the schools, in the order in which it happened, up to now."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F
from django.utils.timezone import localdate

from schoolgids.access.actor import Actor, load_actor
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.services import seal
from schoolgids.demo.clock import moment, standing_at
from schoolgids.notices.models import Notice
from schoolgids.organisation.models import Board, School
from schoolgids.organisation.services import school_year_of
from schoolgids.people.models import Person

SEALED_EVERY = timedelta(days=7)


@dataclass(order=True)
class Deed:
    at: datetime
    number: int
    do: Callable[[], object] = field(compare=False)
    school: School | None = field(compare=False)


class Play:
    """A list of deeds with their moments. A deed may plan the next; what lies ahead of the end
    does not happen, so that every case stops at the stage it has reached by now.
    """

    def __init__(self, board: Board, end: datetime) -> None:
        self.board = board
        self.end = end
        self._deeds: list[Deed] = []
        self._count = 0
        self._whole_board = Scope.of_board(board)
        self._actors: dict[tuple[object, object, str], Actor] = {}

    def plan(self, at: datetime, do: Callable[[], object], *, school: School | None = None) -> None:
        """Something to do at a moment, in the scope of a school or of the whole board."""
        if at < self.end:
            self._count += 1
            heapq.heappush(self._deeds, Deed(at, self._count, do, school))

    def run(self) -> None:
        """Does every deed at its moment, and seals the trail of each week."""
        seal_at: datetime | None = None
        while self._deeds:
            deed = heapq.heappop(self._deeds)
            if seal_at is not None and deed.at >= seal_at:
                self._seal(seal_at)
                seal_at = None
            if seal_at is None:
                seal_at = moment(deed.at.date() + SEALED_EVERY, 3)
            scope = Scope.of_school(deed.school) if deed.school else self._whole_board
            with standing_at(deed.at), scoped(scope, outermost=True):
                deed.do()
        self._seal(self.end)
        self._deliver()

    def actor(self, person: Person, school: School | None = None) -> Actor:
        """The actor that somebody is at the moment that is being played."""
        scope = Scope.of_school(school) if school else self._whole_board
        day = localdate()
        key = (person.pk, school.pk if school else None, school_year_of(day))
        if key not in self._actors:
            found = load_actor(
                person_id=person.pk, board_id=self.board.pk, schools=scope.schools, day=day
            )
            if found is None:
                raise LookupError(f"{person.pk} is nobody here on {day}")
            self._actors[key] = found
        return self._actors[key]

    def _seal(self, at: datetime) -> None:
        with standing_at(at), scoped(self._whole_board):
            while seal(self.board.pk):
                pass

    def _deliver(self) -> None:
        """The notices of the past went out when they were written, not all of them tonight."""
        Notice.objects.filter(board=self.board, sent_at=None).update(
            sent_at=F("queued_at") + timedelta(seconds=20), tries=1
        )
