"""Ages that move rights, and birthdays. Pure."""

from datetime import date

SIXTEEN = 16  # from this birthday on the pupil decides about the own data (AVG, UAVG art. 5)
ADULT = 18


def years_later(day: date, years: int) -> date:
    """The same day of a later year; 29 February falls on 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
