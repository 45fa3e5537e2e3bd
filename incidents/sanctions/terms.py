"""The terms that the law sets to a measure, per sector and governance. Pure.

WVO 2020 art. 8.14 and 8.15 for vo; WPO art. 40, 40c and 63 for po; Awb ch. 6 where the board is
public; Algemene termijnenwet for the last day of an objection term.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from schoolgids.organisation.calendar import Calendar
from schoolgids.people.ages import ADULT

PRIMARY = "po"
SECONDARY = "vo"
PUBLIC = "public"
PRIVATE = "private"

LIBERATION_DAY = (5, 5)  # for terms every year, a day off once in five
WEEKDAYS = Calendar()  # weekends and public holidays only: a school's own closures don't count


@dataclass(frozen=True)
class Law:
    """What holds for the pupils of one kind of school."""

    suspension_basis: str
    expulsion_basis: str
    objection_basis: str
    inspector_basis: str
    longest_suspension: int = 5  # "ten hoogste een week", counted in school days
    notify_above: int = 1  # school days: a longer suspension is reported to the Inspectie
    objection: timedelta = timedelta(weeks=6)
    ruling: timedelta = timedelta(weeks=4)
    ruling_after_term: bool = False  # the four weeks start when the objection term has ended
    letter_to_pupil: bool = False  # besides the letter to the guardians


LAW = {
    (PRIMARY, PUBLIC): Law(
        "artikel 40c WPO",
        "artikel 40, elfde lid, WPO",
        "artikel 6:7 Awb",
        "artikel 4a WPO",
        ruling_after_term=True,
    ),
    (PRIMARY, PRIVATE): Law(
        "artikel 40c WPO",
        "artikel 40, elfde lid, WPO",
        "artikel 63, derde lid, WPO",
        "artikel 4a WPO",
    ),
    (SECONDARY, PUBLIC): Law(
        "artikel 8.14 WVO 2020",
        "artikel 8.15 WVO 2020",
        "artikel 6:7 Awb",
        "artikel 3.39 WVO 2020",
        letter_to_pupil=True,
    ),
    (SECONDARY, PRIVATE): Law(
        "artikel 8.14 WVO 2020",
        "artikel 8.15 WVO 2020",
        "artikel 8.15, zevende lid, WVO 2020",
        "artikel 3.39 WVO 2020",
        letter_to_pupil=True,
    ),
}


def at_least(law: Law, objection: timedelta) -> Law:
    """The law with a term to object that is longer when a code gives more; never shorter."""
    return replace(law, objection=max(law.objection, objection))


def last_day(calendar: Calendar, first_on: date, days: int) -> date:
    """The last of `days` school days, the first of which is on or after `first_on` (days >= 1)."""
    return calendar.add_school_days(calendar.school_day_from(first_on), days - 1)


def must_notify_inspectorate(law: Law, days: int) -> bool:
    """Whether a suspension of so many school days is to be reported, with the reasons."""
    return days > law.notify_above


def at_once(calendar: Calendar, decided_on: date) -> date:
    """The last day that still is "onverwijld": the first school day after the decision."""
    return calendar.add_school_days(decided_on, 1)


def within(calendar: Calendar, since_on: date, school_days: int) -> date:
    """The last day of a term in school days that starts on the day after `since_on`."""
    return calendar.add_school_days(since_on, school_days)


def objection_until(law: Law, communicated_on: date) -> date:
    """The last day to object. The term starts on the day after the decision was made known; a
    last day in a weekend or on a public holiday moves to the next working day.
    """
    return _working_day_from(communicated_on + law.objection)


def is_in_time(law: Law, communicated_on: date, received_on: date) -> bool:
    """Whether an objection came within the term."""
    return received_on <= objection_until(law, communicated_on)


def ruling_by(law: Law, communicated_on: date, received_on: date) -> date:
    """The last day to rule on an objection."""
    start = received_on
    if law.ruling_after_term:
        start = max(received_on, objection_until(law, communicated_on))
    return _working_day_from(start + law.ruling)


def is_minor(age: int | None) -> bool:
    """Whether the guardians are heard and written to: under 18, or an age that is not known."""
    return age is None or age < ADULT


def _working_day_from(day: date) -> date:
    """The first day on or after `day` on which a legal term may end (Algemene termijnenwet)."""
    while (day.month, day.day) == LIBERATION_DAY or not WEEKDAYS.is_school_day(day):
        day += timedelta(days=1)
    return day
