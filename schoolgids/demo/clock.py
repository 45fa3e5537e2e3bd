"""Lets the demo's past happen in the past.

Everything in the portal asks `django.utils.timezone` what time it is. While a demo is loaded,
that clock is put on the moment of each deed, so that the deeds go through the apps' own services
and leave the traces they would have left. One process, one thread, one command.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, tzinfo
from typing import Self

from django.utils import timezone


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Inside, `timezone.now()` answers `moment`."""

    class Hands(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromtimestamp(moment.timestamp(), tz)

    clock = vars(timezone)
    real = clock["datetime"]
    clock["datetime"] = Hands
    try:
        yield
    finally:
        clock["datetime"] = real


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day, on the clock of the school."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
