"""Loading the demo: twice is once, and any day will do."""

import io
from datetime import date

import pytest
import time_machine
from django.core.management import call_command

from schoolgids.access.scope import Scope, scoped
from schoolgids.demo.accounts import ACCOUNTS
from schoolgids.demo.calendar import Days
from schoolgids.demo.services import load
from schoolgids.organisation.models import Board, Group
from schoolgids.people.models import Enrolment


def test_command_prints_the_accounts_the_first_and_the_second_time(
    db: None, frozen: time_machine.Traveller
) -> None:
    first, second = io.StringIO(), io.StringIO()

    call_command("demo", pupils=40, incidents=0, stdout=first)
    call_command("demo", pupils=40, incidents=0, stdout=second)

    assert first.getvalue() == second.getvalue()
    assert all(account.email in first.getvalue() for account in ACCOUNTS)
    assert Board.objects.count() == 1


@pytest.mark.parametrize(
    ("today", "incidents"),
    [(date(2026, 8, 3), 0), (date(2027, 1, 1), 3), (date(2028, 2, 29), 0)],
)
def test_demo_loads_on_any_day(
    db: None, frozen: time_machine.Traveller, today: date, incidents: int
) -> None:
    frozen.move_to(today)

    board = load(pupils=40, incidents=incidents)

    with scoped(Scope.of_board(board)):
        assert Group.objects.filter(school_year=Days(today).school_year).exists()
        assert Enrolment.objects.holding_on(today).count() >= 40
