"""Dates as documents give them: a day, or only a month ("maart 2019")."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"


MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
IN_WORDS = re.compile(r"^(?:(\d{1,2})\s+)?([a-z]{3,9})\.?\s+(\d{4})$", re.IGNORECASE)
IN_FIGURES = re.compile(r"^(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})$")
ISO = re.compile(r"^(\d{4})-(\d{2})(?:-(\d{2}))?$")


@dataclass(frozen=True)
class Dated:
    """A day, or the month that begins on it."""

    on: date
    precision: Precision = Precision.DAY

    @property
    def last(self) -> date:
        """The last day it can mean."""
        if self.precision is Precision.DAY:
            return self.on
        return (self.on.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    def may_be_after(self, other: "Dated") -> bool:
        """Whether this can have happened on or after the other: a month is given the doubt."""
        return self.last >= other.on

    def __str__(self) -> str:
        month = f"{MONTHS[self.on.month - 1]} {self.on.year}"
        return month if self.precision is Precision.MONTH else f"{self.on.day} {month}"


def parse_dated(text: str) -> Dated | None:
    """ "25 maart 2014", "25-03-2014", "maart 2014", "03-2014"; None when it is no date."""
    text = text.strip()
    if found := IN_WORDS.match(text):
        month = next((n for n, m in enumerate(MONTHS, 1) if _names(found[2], m)), 0)
        return _dated(found[3], month, found[1])
    if found := IN_FIGURES.match(text):
        return _dated(found[3], int(found[2]), found[1])
    if found := ISO.match(text):
        return _dated(found[1], int(found[2]), found[3])
    return None


def _names(word: str, month: str) -> bool:
    return month.startswith(word.casefold()) or (word.casefold(), month) == ("mrt", "maart")


def _dated(year: str, month: int, day: str | None) -> Dated | None:
    try:
        return Dated(
            date(int(year), month, int(day or 1)), Precision.DAY if day else Precision.MONTH
        )
    except ValueError:
        return None
