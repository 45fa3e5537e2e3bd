"""School days: which days count when a term is given in school days. Pure.

A suspension lasts "at most a week" counted in school days (WVO 2020 art. 8.14, WPO art. 40c).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import holidays

SATURDAY = 5
LONGEST_CLOSURE = 120  # days; a calendar without a school day in so long a time is a mistake


@dataclass(frozen=True)
class Calendar:
    """The days on which a school is closed besides weekends and public holidays."""

    closures: tuple[tuple[date, date], ...] = ()  # first and last day, both closed
    _public: holidays.HolidayBase = field(
        default_factory=lambda: holidays.country_holidays("NL"), compare=False, repr=False
    )

    @classmethod
    def of(cls, closures: Iterable[tuple[date, date]]) -> "Calendar":
        return cls(tuple(closures))

    def is_school_day(self, day: date) -> bool:
        return (
            day.weekday() < SATURDAY
            and day not in self._public
            and not any(first <= day <= last for first, last in self.closures)
        )

    def school_day_from(self, day: date) -> date:
        """The first school day on or after `day`.

        Raises ValueError when there is none within LONGEST_CLOSURE days.
        """
        for ahead in range(LONGEST_CLOSURE):
            candidate = day + timedelta(days=ahead)
            if self.is_school_day(candidate):
                return candidate
        raise ValueError(f"no school day within {LONGEST_CLOSURE} days of {day}")

    def add_school_days(self, day: date, count: int) -> date:
        """The school day that is `count` school days after `day` (count >= 0).

        Zero gives the first school day on or after `day`.
        """
        current = self.school_day_from(day) if count == 0 else day
        for _step in range(count):
            current = self.school_day_from(current + timedelta(days=1))
        return current

    def school_days_between(self, first: date, last: date) -> int:
        """How many school days there are from `first` up to and including `last`."""
        return sum(
            self.is_school_day(first + timedelta(days=ahead))
            for ahead in range((last - first).days + 1)
        )
