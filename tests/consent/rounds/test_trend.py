"""How a round went, as numbers and as columns."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from consent.rounds.models import Round
from consent.rounds.services import rounds
from consent.rounds.services.trend import HEIGHT, MOST, columns_of, steps_of, trend
from consent.rule import Choice
from schoolgids.access.scope import Scope, scoped
from tests.cast import TODAY, Cast
from tests.consent.scenes import purpose, says, words

FIRST = date(2026, 9, 1)
DAYS = st.integers(0, 400).map(lambda days: FIRST + timedelta(days=days))


@given(st.lists(DAYS), st.lists(DAYS), DAYS)
def test_steps_follow_each_other_and_lose_nobody(
    answered: list[date], reminders: list[date], last: date
) -> None:
    steps = steps_of(answered, reminders, first=FIRST, last=last)
    assert 1 <= len(steps) <= MOST
    assert (steps[0].first, steps[-1].last) == (FIRST, last)
    for before, after in itertools.pairwise(steps):
        assert after.first == before.last + timedelta(days=1)
        assert after.total == before.total + after.new
    assert steps[-1].total == sum(day <= last for day in answered)
    assert sum(step.reminded for step in steps) <= len(set(reminders))


@given(st.lists(DAYS, max_size=20), st.integers(0, 20))
def test_columns_stay_inside_the_picture(answered: list[date], whole: int) -> None:
    columns = columns_of(steps_of(answered, [], first=FIRST, last=FIRST), whole=whole)
    assert all(0 <= column.y <= HEIGHT and column.x + column.width <= 100 for column in columns)


@pytest.fixture
def running(asking: Cast) -> Round:
    with scoped(Scope.of_school(asking.oostpoort)):
        return rounds.start(
            actor=asking.actor("administrator", school=asking.oostpoort),
            school=asking.oostpoort,
            remind_every=2,
        )


def test_round_shows_its_days_with_the_reminders(
    asking: Cast,
    running: Round,
    client_of: Callable[[str], Client],
    frozen: time_machine.Traveller,
) -> None:
    frozen.shift(86_400)
    with scoped(Scope.of_board(asking.waterland)):
        says(asking, "twins_mother", "daan", purpose("Website", asking.oostpoort), Choice.NO)
        says(asking, "twins_mother", "tess", purpose("Website", asking.oostpoort), Choice.YES)
        says(asking, "twins_mother", "tess", purpose("Website", asking.oostpoort), Choice.NO)
    frozen.shift(86_400)
    with scoped(Scope.of_school(asking.oostpoort)):
        found = trend(running, on=TODAY + timedelta(days=2))
    assert [(step.new, step.total, step.reminded) for step in found] == [
        (0, 0, False), (2, 2, False), (0, 2, True),
    ]  # fmt: skip
    page = client_of("administrator").get(f"/school/oostpoort/toestemming/rondes/{running.pk}/")
    assert "zo 22 nov 0 2 ja" in words(page)
    assert page.content.decode().count('<rect class="bar"') == 3
