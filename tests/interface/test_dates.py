"""Days and moments in the words of the house."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from schoolgids.interface import dates

FRIDAY = date(2026, 11, 20)
HALF_PAST_TWO = datetime(2026, 11, 20, 13, 30, tzinfo=UTC)


def test_days_are_written_in_dutch() -> None:
    assert dates.short_day(FRIDAY) == "vr 20 nov"
    assert dates.long_day(FRIDAY) == "20 november 2026"
    assert dates.full_day(FRIDAY) == "vrijdag 20 november 2026"


def test_moment_is_shown_in_amsterdam() -> None:
    assert dates.hour(HALF_PAST_TWO) == "14.30 uur"
    assert dates.moment(HALF_PAST_TWO) == "vr 20 nov, 14.30 uur"


def test_moment_just_before_midnight_utc_is_the_next_day_here() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert dates.local_day(late) == date(2026, 11, 21)


def test_english_keeps_the_day_before_the_month() -> None:
    with override("en"):
        assert dates.short_day(FRIDAY) == "Fri 20 Nov"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "2 dagen te laat"),
        (-1, "1 dag te laat"),
        (0, "vandaag"),
        (1, "morgen"),
        (2, "over 2 dagen"),
        (13, "over 13 dagen"),
        (14, "over 2 weken"),
        (43, "over 6 weken"),
    ],
)
def test_distance_of_a_deadline_is_in_words(days: int, words: str) -> None:
    assert dates.distance(FRIDAY + timedelta(days=days), FRIDAY) == words


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=20), "zojuist"),
        (timedelta(minutes=1), "1 minuut geleden"),
        (timedelta(minutes=12), "12 minuten geleden"),
        (timedelta(hours=5), "5 uur geleden"),
        (timedelta(days=1), "1 dag geleden"),
        (timedelta(days=30), "30 dagen geleden"),
        (timedelta(seconds=-5), "zojuist"),
    ],
)
def test_time_past_is_in_words(passed: timedelta, words: str) -> None:
    assert dates.ago(HALF_PAST_TWO - passed, HALF_PAST_TWO) == words
