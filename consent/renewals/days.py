"""Which days are a whole number of years before a day. Pure."""

from datetime import date, timedelta

from schoolgids.people.ages import years_later

A_DAY = timedelta(days=1)


def anniversaries(after: date, until: date, *, most: int) -> list[tuple[date, date]]:
    """(given on, passed on): each day with its first to `most`-th anniversary after `after` and
    up to and including `until`, as the rule counts years.

    29 February has its anniversary on 1 March of other years, beside that of 1 March itself.
    """
    found = []
    day = after + A_DAY
    while day <= until:
        for years in range(1, most + 1):
            candidates = {_same_day(day, years), date(day.year - years, 3, 1) - A_DAY}
            found += [(given, day) for given in candidates if years_later(given, years) == day]
        day += A_DAY
    return sorted(found)


def _same_day(day: date, years: int) -> date:
    """The day that many years ago; for 29 February, where there was none, the day before it."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
