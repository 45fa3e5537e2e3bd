"""School days: weekends, public holidays and closures do not count."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolgids.organisation.calendar import Calendar
from schoolgids.organisation.services import school_year_of

CHRISTMAS = (date(2026, 12, 19), date(2027, 1, 3))
calendar = Calendar.of([CHRISTMAS])
days = st.dates(date(2024, 1, 1), date(2029, 12, 31))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 20), True),  # a Friday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 12, 21), False),  # in the holiday
        (date(2027, 1, 1), False),  # New Year's Day
        (date(2027, 1, 4), True),  # the first Monday after
        (date(2027, 4, 27), False),  # King's Day
        (date(2027, 5, 6), False),  # Ascension Day
    ],
)
def test_school_day_is_what_the_calendar_leaves(day: date, *, expected: bool) -> None:
    assert calendar.is_school_day(day) is expected


def test_school_days_skip_a_holiday() -> None:
    assert calendar.add_school_days(date(2026, 12, 18), 1) == date(2027, 1, 4)
    assert calendar.add_school_days(date(2026, 12, 19), 0) == date(2027, 1, 4)
    assert calendar.school_days_between(date(2026, 12, 17), date(2027, 1, 5)) == 4


def test_calendar_without_an_end_is_a_mistake() -> None:
    closed = Calendar.of([(date(2026, 1, 1), date(2027, 1, 1))])
    with pytest.raises(ValueError, match="no school day"):
        closed.school_day_from(date(2026, 1, 1))


@given(days, st.integers(1, 30))
def test_adding_school_days_passes_exactly_as_many(day: date, count: int) -> None:
    end = calendar.add_school_days(day, count)
    assert calendar.is_school_day(end)
    assert calendar.school_days_between(day + timedelta(days=1), end) == count


@given(days)
def test_zero_school_days_is_today_or_the_next_one(day: date) -> None:
    end = calendar.add_school_days(day, 0)
    assert end >= day
    assert calendar.school_days_between(day, end) == 1


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2026, 7, 31), "2025-2026"),
        (date(2026, 8, 1), "2026-2027"),
        (date(2027, 1, 1), "2026-2027"),
    ],
)
def test_school_year_turns_on_the_first_of_august(day: date, year: str) -> None:
    assert school_year_of(day) == year
