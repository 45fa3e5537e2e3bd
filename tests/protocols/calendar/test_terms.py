"""When an evaluation is due: laws that hold for every schedule, and the texts of real codes."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.calendar.terms import (
    NOTICE,
    Recurrence,
    Schedule,
    State,
    state_of,
    when_said,
    with_whom_said,
)
from protocols.dated import Dated, Precision

TODAY = date(2026, 11, 20)
MONTH, DAY = Precision.MONTH, Precision.DAY
ONCE, YEARLY = Recurrence.ONCE, Recurrence.YEARLY
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
firsts = st.one_of(
    days.map(lambda day: Dated(day, DAY)),
    days.map(lambda day: Dated(day.replace(day=1), MONTH)),
)
schedules = st.builds(Schedule, firsts, st.sampled_from(Recurrence))


@given(schedules)
def test_occurrences_are_a_year_apart_and_keep_their_month(schedule: Schedule) -> None:
    found = list(islice(schedule.occurrences(), 5))
    assert len(found) == (5 if schedule.recurrence is YEARLY else 1)
    for number, one in enumerate(found):
        assert one.number == number
        assert (one.due.on.year, one.due.on.month) == (
            schedule.first.on.year + number,
            schedule.first.on.month,
        )
        assert one.due.precision is schedule.first.precision
        assert schedule.occurrence(number) == one


@given(schedules)
def test_first_to_be_done_is_the_first(schedule: Schedule) -> None:
    found = schedule.next_open(None)
    assert found is not None
    assert (found.number, found.due) == (0, schedule.first)


@given(schedules, st.integers(0, 20), days)
def test_next_is_later_than_what_was_settled_and_than_the_day(
    schedule: Schedule, number: int, done_on: date
) -> None:
    found = schedule.next_open((number, done_on))
    if schedule.recurrence is ONCE:
        assert found is None
        return
    assert found is not None
    assert found.number > number
    assert found.due.on > done_on
    before = schedule.occurrence(found.number - 1)
    assert before is not None
    assert before.number == number or before.due.on <= done_on  # none is passed over in vain


def test_late_one_that_is_done_in_its_month_settles_that_month() -> None:
    """Of February 2026, done on 10 February 2027: the next is that of 2028."""
    found = Schedule(Dated(date(2026, 2, 1), MONTH), YEARLY).next_open((0, date(2027, 2, 10)))
    assert found is not None
    assert (found.number, found.due) == (2, Dated(date(2028, 2, 1), MONTH))


@given(firsts, days)
def test_late_is_after_the_last_day_and_not_before(first: Dated, today: date) -> None:
    state = state_of(first.last, today)
    assert (state is State.LATE) == (today > first.last)
    assert state is not State.DONE
    assert (state is State.SOON) == (first.last - NOTICE <= today <= first.last)
    assert state_of(first.last, today, done=True) is State.DONE


@given(days)
def test_state_only_ever_goes_from_planned_by_soon_to_late(last: date) -> None:
    order = [State.PLANNED, State.SOON, State.LATE]
    seen = [order.index(state_of(last, last + timedelta(days=n))) for n in range(-40, 5)]
    assert seen == sorted(seen)
    assert set(seen) == {0, 1, 2}


def test_month_is_due_at_its_end_a1_s0_v5_r103() -> None:
    """A1 S0 V.5 r.103: "(uiterlijk) geëvalueerd in februari 2020", once."""
    schedule = Schedule(Dated(date(2020, 2, 1), MONTH), ONCE)
    (found,) = schedule.occurrences()
    assert found.due.last == date(2020, 2, 29)
    assert state_of(found.due.last, date(2020, 2, 29)) is State.SOON
    assert state_of(found.due.last, date(2020, 3, 1)) is State.LATE
    assert schedule.next_open((0, date(2020, 3, 9))) is None


def test_twenty_ninth_of_february_is_the_last_day_of_the_month() -> None:
    schedule = Schedule(Dated(date(2024, 2, 29), DAY), YEARLY)
    assert [one.due.on for one in islice(schedule.occurrences(), 5)] == [
        date(2024, 2, 29),
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]
    monthly = Schedule(Dated(date(2024, 2, 1), MONTH), YEARLY)
    assert [one.due.last.day for one in islice(monthly.occurrences(), 5)] == [29, 28, 28, 28, 29]


def test_discussion_that_may_begin_is_soon_long_before_it_ends() -> None:
    begins, last = date(2026, 11, 20), date(2027, 6, 1)
    assert state_of(last, date(2026, 10, 20), begins=begins) is State.PLANNED
    assert state_of(last, date(2026, 10, 21), begins=begins) is State.SOON
    assert state_of(last, date(2027, 6, 1), begins=begins) is State.SOON
    assert state_of(last, date(2027, 6, 2), begins=begins) is State.LATE


@pytest.mark.parametrize(
    ("text", "recurrence", "first"),
    [
        (
            "Deze code wordt (uiterlijk) geëvalueerd in februari 2020.",
            ONCE,
            Dated(date(2020, 2, 1), MONTH),
        ),
        ("Elk jaar in juni kijken we dit na.", YEARLY, Dated(date(2027, 6, 1), MONTH)),
        ("Na één jaar evalueren we deze code.", ONCE, Dated(date(2027, 8, 1), DAY)),
        ("Deze code wordt jaarlijks geëvalueerd.", YEARLY, Dated(date(2027, 8, 1), DAY)),
        ("Geëvalueerd in groep 2020.", ONCE, Dated(date(2027, 8, 1), DAY)),
    ],
)
def test_text_says_when(text: str, recurrence: Recurrence, first: Dated) -> None:
    since = date(2026, 8, 1)
    assert when_said(text, since=since, recurrence=recurrence, today=TODAY) == first


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("jaarlijks, in afstemming met de anti-pestcoördinator", "anti-pestcoördinator"),
        ("in overleg met het team", "team"),
        ("jaarlijks geëvalueerd", ""),
    ],
)
def test_text_says_with_whom(text: str, whom: str) -> None:
    assert with_whom_said(text) == whom
