"""When a code is to be evaluated, and whether that is late. Pure: no database, no today.

"(Uiterlijk) geëvalueerd in februari 2020" is due at the end of that month; a yearly evaluation
comes back each year on the same day or in the same month.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count

from protocols.dated import Dated, Precision, parse_dated

NOTICE = timedelta(days=30)  # from so long before the last day it is "soon"
LAST_YEAR = 2199  # as far as a form takes a date


class Recurrence(StrEnum):
    ONCE = "once"
    YEARLY = "yearly"


class State(StrEnum):
    PLANNED = "planned"
    SOON = "soon"
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True)
class Occurrence:
    """One time that an evaluation comes round, counted from 0."""

    number: int
    due: Dated


@dataclass(frozen=True)
class Schedule:
    """The first time, and whether it comes back."""

    first: Dated
    recurrence: Recurrence

    def occurrence(self, number: int) -> Occurrence | None:
        """The one with a number; None when there is none."""
        if number < 0 or (number and self.recurrence is Recurrence.ONCE):
            return None
        year = self.first.on.year + number
        if year > LAST_YEAR:
            return None
        return Occurrence(number, Dated(in_year(self.first.on, year), self.first.precision))

    def occurrences(self, after: int = -1) -> Iterator[Occurrence]:
        """Those with a higher number than `after`, in order."""
        for number in count(after + 1):
            found = self.occurrence(number)
            if found is None:
                return
            yield found

    def next_open(self, settled: tuple[int, date] | None) -> Occurrence | None:
        """The one to be done next, after the last that was settled: its number and its day.

        An evaluation settles every earlier one that was left undone: who evaluates in 2026 what
        was to be done in 2020 need not do 2021 as well, and who does it in the month itself has
        done that month's. None when nothing comes any more.
        """
        if settled is None:
            return self.occurrence(0)
        number, done_on = settled
        later = self.occurrences(after=number)
        return next((one for one in later if one.due.on > done_on), None)


def in_year(day: date, year: int) -> date:
    """The same day in another year; 29 February is the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def state_of(last: date, today: date, *, done: bool = False, begins: date | None = None) -> State:
    """How what has to be done by a last day stands. What may not begin yet is planned or soon."""
    if done:
        return State.DONE
    if today > last:
        return State.LATE
    return State.SOON if today >= (begins or last) - NOTICE else State.PLANNED


# --- What a text says -------------------------------------------------------------------------

IN_MONTH = re.compile(r"\b(?:[a-z]{3,9}) \d{4}\b", re.IGNORECASE)
EVERY_MONTH = re.compile(
    r"\b(?:in|eind|begin) (januari|februari|maart|april|mei|juni|juli|augustus|september"
    r"|oktober|november|december)\b(?! \d)",
    re.IGNORECASE,
)
TOGETHER = re.compile(
    r"\b(?:in )?(?:afstemming|overleg|samenspraak|samen) met (?:de |het |een )?"
    r"([\w-]+(?: van (?:de |het )?[\w-]+)?)",
    re.IGNORECASE,
)


def when_said(text: str, *, since: date, recurrence: Recurrence, today: date) -> Dated:
    """The first time that a provision seems to mean: its own month, else a year after the text
    began to hold. Of what comes back yearly the first that is not past.
    """
    said = _said(text, since) or Dated(in_year(since, since.year + 1), Precision.DAY)
    return first_time(said, recurrence=recurrence, today=today)


def first_time(said: Dated, *, recurrence: Recurrence, today: date) -> Dated:
    """The first time to plan of what was said: of what comes back yearly one that is not past."""
    first = (
        said if said.precision is Precision.DAY else Dated(said.on.replace(day=1), said.precision)
    )
    if recurrence is Recurrence.ONCE:
        return first
    coming = Schedule(first, recurrence).occurrences()
    return next((one.due for one in coming if one.due.last >= today), first)


def with_whom_said(text: str) -> str:
    """With whom a provision says to evaluate: "anti-pestcoördinator"; "" when it does not."""
    found = TOGETHER.search(text)
    return found[1] if found else ""


def _said(text: str, since: date) -> Dated | None:
    for found in IN_MONTH.finditer(text):
        dated = parse_dated(found[0])
        if dated is not None:
            return Dated(dated.on, Precision.MONTH)
    month = EVERY_MONTH.search(text)
    if month is None:
        return None
    dated = parse_dated(f"{month[1]} {since.year}")
    if dated is not None and dated.last < since:
        dated = parse_dated(f"{month[1]} {since.year + 1}")
    return dated
