"""One small demo for all of these tests: loaded once, looked at by each, rolled back at the end."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction

from schoolgids.access.scope import Scope, scoped
from schoolgids.demo.services import load
from schoolgids.organisation.models import Board
from tests.conftest import NOW

PUPILS, INCIDENTS = 120, 40


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Board]:
    with (
        time_machine.travel(NOW, tick=False),
        django_db_blocker.unblock(),  # type: ignore[attr-defined]
        transaction.atomic(),
    ):
        yield load(pupils=PUPILS, incidents=INCIDENTS)
        transaction.set_rollback(True)


@pytest.fixture
def board(demo: Board, db: None, frozen: time_machine.Traveller) -> Iterator[Board]:
    """The demo from inside the scope of its board."""
    with scoped(Scope.of_board(demo)):
        yield demo
