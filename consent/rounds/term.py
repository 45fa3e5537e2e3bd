"""Days that the asking turns on: the half year a school plans by, and who is 16 by a day. Pure."""

from datetime import date, timedelta

from consent.rule import AGE_OF_CONSENT

WINTER, SUMMER = 2, 8  # a half year begins on 1 February and on 1 August
A_DAY = timedelta(days=1)


def half_year_of(day: date) -> tuple[date, date]:
    """The first and the last day of the half of the school year in which a day falls."""
    if day.month >= SUMMER:
        return date(day.year, SUMMER, 1), date(day.year + 1, WINTER, 1) - A_DAY
    if day.month >= WINTER:
        return date(day.year, WINTER, 1), date(day.year, SUMMER, 1) - A_DAY
    return date(day.year - 1, SUMMER, 1), date(day.year, WINTER, 1) - A_DAY


def born_when_sixteen(day: date) -> date:
    """Who was born on this day or earlier is 16 on `day`, as `rule.sixteenth_birthday` counts."""
    try:
        return day.replace(year=day.year - AGE_OF_CONSENT)
    except ValueError:  # 29 February, and 16 years ago there was none
        return date(day.year - AGE_OF_CONSENT, 2, 28)
