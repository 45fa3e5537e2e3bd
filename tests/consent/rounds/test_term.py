"""Half years and birthdays: arithmetic on days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from consent.rounds.term import born_when_sixteen, half_year_of
from consent.rule import sixteenth_birthday

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2120, 12, 31))


@given(DAYS)
def test_a_half_year_holds_its_day_and_the_next_begins_the_day_after(day: date) -> None:
    first, last = half_year_of(day)
    assert first <= day <= last
    assert half_year_of(first) == half_year_of(last) == (first, last)
    assert half_year_of(last + timedelta(days=1))[0] == last + timedelta(days=1)


@given(DAYS, st.dates(min_value=date(1974, 1, 1), max_value=date(2104, 12, 31)))
def test_who_was_born_by_then_is_sixteen_and_nobody_else(day: date, born: date) -> None:
    assert (born <= born_when_sixteen(day)) == (sixteenth_birthday(born) <= day)
