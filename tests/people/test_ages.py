"""Birthdays, on leap days too."""

from datetime import date

import pytest

from schoolgids.people.ages import years_later


@pytest.mark.parametrize(
    ("born", "years", "day"),
    [
        (date(2010, 12, 2), 16, date(2026, 12, 2)),
        (date(2024, 2, 29), 1, date(2025, 3, 1)),
        (date(2012, 2, 29), 16, date(2028, 2, 29)),
    ],
)
def test_birthday_of_a_leap_day_is_the_first_of_march_where_there_is_none(
    born: date, years: int, day: date
) -> None:
    assert years_later(born, years) == day
