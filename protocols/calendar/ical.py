"""A calendar as RFC 5545 asks: days without hours, ends exclusive, the same UID each time. Pure.

Folding, escaping and line ends are the library's; what is a day, a month or a rule is ours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vText

PRODUCT = "-//Schoolgids//Evaluatieagenda//NL"
DAY = timedelta(days=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_WEEKS = 4  # a fifth Tuesday isn't in every month; the last one is
Rule = Mapping[str, object]


@dataclass(frozen=True)
class Shown:
    """One entry of somebody's calendar program: all-day, both days included."""

    uid: str
    summary: str
    first: date
    last: date
    revised: datetime
    description: str = ""
    address: str = ""
    rule: Rule | None = None


def calendar_file(name: str, entries: Iterable[Shown]) -> bytes:
    """The whole file. The same entries give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", vText(name))  # not a property that the library escapes
    for entry in entries:
        calendar.add_component(_event(entry))
    content: bytes = calendar.to_ical()
    return content


def weekly(every: int = 1) -> Rule:
    return {"freq": "WEEKLY"} if every == 1 else {"freq": "WEEKLY", "interval": every}


def monthly(day: date) -> Rule:
    """On the same weekday of each month: the second Tuesday, or the last."""
    week = (day.day - 1) // 7 + 1
    return {
        "freq": "MONTHLY",
        "byday": f"{week if week <= MOST_WEEKS else -1}{WEEKDAYS[day.weekday()]}",
    }


def yearly(day: date) -> Rule:
    """On the same day each year; of 29 February the last day of the month."""
    if (day.month, day.day) == (2, 29):
        return {"freq": "YEARLY", "bymonth": 2, "bymonthday": -1}
    return {"freq": "YEARLY"}


def _event(entry: Shown) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    # Not now: a file that is the same must read the same, or no reader could keep it.
    event.add("dtstamp", entry.revised.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + DAY)
    event.add("summary", entry.summary)
    event.add("transp", "TRANSPARENT")  # nobody is busy for it
    if entry.description:
        event.add("description", entry.description)
    if entry.address:
        event.add("url", entry.address)
    if entry.rule is not None:
        event.add("rrule", dict(entry.rule))
    return event
