"""The days whose anniversary falls in a span, beside counting all of them."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from consent.renewals.days import anniversaries
from schoolgids.people.ages import years_later

DAYS = st.dates(date(2010, 1, 1), date(2040, 12, 31))


def counted(after: date, until: date, most: int) -> set[tuple[date, date]]:
    """Every day of the years before, with each of its anniversaries."""
    day = date(after.year - most - 1, 1, 1)
    found = set()
    while day <= until:
        for years in range(1, most + 1):
            passed = years_later(day, years)
            if after < passed <= until:
                found.add((day, passed))
        day += timedelta(days=1)
    return found


@given(DAYS, st.integers(0, 40), st.integers(1, 4))
def test_they_are_all_there_and_each_once(after: date, days: int, most: int) -> None:
    until = after + timedelta(days=days)
    found = anniversaries(after, until, most=most)
    assert len(found) == len(set(found))
    assert set(found) == counted(after, until, most)


@given(DAYS, st.integers(0, 40), st.integers(0, 40), st.integers(1, 4))
def test_two_spans_in_a_row_are_one(after: date, first: int, second: int, most: int) -> None:
    between = after + timedelta(days=first)
    until = between + timedelta(days=second)
    parts = anniversaries(after, between, most=most) + anniversaries(between, until, most=most)
    assert sorted(parts) == anniversaries(after, until, most=most)


def test_29_february_is_a_year_old_on_1_march() -> None:
    found = anniversaries(date(2025, 2, 27), date(2025, 3, 1), most=1)
    assert found == [
        (date(2024, 2, 28), date(2025, 2, 28)),
        (date(2024, 2, 29), date(2025, 3, 1)),
        (date(2024, 3, 1), date(2025, 3, 1)),
    ]
