"""The law on terms: examples from the calendar, and what holds for every school and day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.sanctions import ladder, terms
from schoolgids.organisation.calendar import Calendar

# Says nothing of the rules when the machine is busy.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
LAWS = st.sampled_from(sorted(terms.LAW))
AUTUMN = Calendar.of([(date(2026, 10, 17), date(2026, 10, 25))])
VO = terms.LAW[terms.SECONDARY, terms.PRIVATE]
PO_PUBLIC = terms.LAW[terms.PRIMARY, terms.PUBLIC]


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    first = draw(DAYS)
    return Calendar.of([(first, first + timedelta(days=draw(st.integers(0, 44))))])


# --- Suspension ------------------------------------------------------------------------------
def test_suspension_of_five_days_runs_over_the_weekend() -> None:
    assert terms.last_day(Calendar(), date(2026, 11, 26), 5) == date(2026, 12, 2)


def test_suspension_skips_a_holiday_of_the_school() -> None:
    assert terms.last_day(AUTUMN, date(2026, 10, 16), 2) == date(2026, 10, 26)


@patient
@given(calendars(), DAYS, st.integers(1, 5))
def test_suspension_ends_on_a_school_day_after_as_many_as_were_decided(
    calendar: Calendar, day: date, days: int
) -> None:
    first_on = calendar.school_day_from(day)
    last_on = terms.last_day(calendar, day, days)
    assert calendar.school_days_between(first_on, last_on) == days
    assert calendar.is_school_day(last_on)


@pytest.mark.parametrize("kind", sorted(terms.LAW))
def test_inspectorate_hears_of_more_than_one_day(kind: tuple[str, str]) -> None:
    law = terms.LAW[kind]
    assert [terms.must_notify_inspectorate(law, days) for days in (0, 1, 2, 5)] == [
        False, False, True, True,
    ]  # fmt: skip


@patient
@given(calendars(), DAYS)
def test_at_once_is_a_later_school_day_with_none_between(calendar: Calendar, day: date) -> None:
    until = terms.at_once(calendar, day)
    assert until > day
    assert calendar.school_days_between(day + timedelta(days=1), until) == 1


# --- Objection -------------------------------------------------------------------------------
def test_objection_term_is_six_weeks_from_the_day_after() -> None:
    assert terms.objection_until(VO, date(2026, 11, 24)) == date(2027, 1, 5)


def test_objection_term_does_not_end_on_a_holiday_or_in_a_weekend() -> None:
    second_christmas_day = date(2026, 11, 13) + timedelta(weeks=6)
    assert second_christmas_day == date(2026, 12, 25)
    assert terms.objection_until(VO, date(2026, 11, 13)) == date(2026, 12, 28)


def test_liberation_day_never_ends_a_term() -> None:
    assert terms.objection_until(VO, date(2026, 3, 24)) == date(2026, 5, 6)


@patient
@given(DAYS, LAWS)
def test_objection_term_is_never_shorter_than_six_weeks(day: date, kind: tuple[str, str]) -> None:
    law = terms.LAW[kind]
    until = terms.objection_until(law, day)
    assert timedelta(weeks=6) <= until - day <= timedelta(weeks=6, days=5)
    assert until.weekday() < 5
    assert terms.is_in_time(law, day, until)
    assert not terms.is_in_time(law, day, until + timedelta(days=1))


def test_ruling_comes_four_weeks_after_receipt() -> None:
    known, received = date(2026, 11, 24), date(2026, 12, 1)
    assert terms.ruling_by(VO, known, received) == date(2026, 12, 29)


def test_ruling_of_a_public_primary_school_waits_for_the_end_of_the_term() -> None:
    known, received = date(2026, 11, 24), date(2026, 12, 1)
    assert terms.ruling_by(PO_PUBLIC, known, received) == date(2027, 2, 2)


@patient
@given(DAYS, st.integers(0, 120), LAWS)
def test_ruling_never_falls_due_within_four_weeks_of_receipt(
    known: date, wait: int, kind: tuple[str, str]
) -> None:
    received = known + timedelta(days=wait)
    due = terms.ruling_by(terms.LAW[kind], known, received)
    assert due >= received + timedelta(weeks=4)


def test_law_is_known_for_every_kind_of_school() -> None:
    assert len(terms.LAW) == 4
    assert [kind for kind, law in terms.LAW.items() if law.ruling_after_term] == [("po", "public")]
    assert {law.letter_to_pupil for (sector, _), law in terms.LAW.items() if sector == "vo"} == {
        True
    }


@pytest.mark.parametrize(("age", "minor"), [(None, True), (17, True), (18, False)])
def test_guardians_stand_beside_who_is_under_18_or_of_unknown_age(
    age: int | None, minor: bool
) -> None:
    assert terms.is_minor(age) is minor


# --- The ladder ------------------------------------------------------------------------------
@patient
@given(st.sampled_from(ladder.LADDER), st.sampled_from(ladder.LADDER))
def test_levels_are_in_one_order(one: str, other: str) -> None:
    assert ladder.reaches(ladder.highest(one, other), one)
    assert (other in ladder.above(one)) is not ladder.reaches(one, other)


def test_nobody_stands_above_the_board() -> None:
    assert ladder.above(ladder.BOARD) == ()


def test_level_is_the_highest_of_the_roles() -> None:
    assert ladder.level_of(frozenset({"teacher", "team_leader", "head"})) == "head"
    assert ladder.level_of(frozenset({"teacher", "board_secretary"})) == ""
