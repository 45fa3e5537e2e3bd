"""What every test may ask for: the cast, a client for each of them, frozen time."""

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client

from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import School
from tests.cast import TODAY, Cast, build

NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
APPEND_ONLY = "select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid \
where t.tgname like 'pgtrigger_no_truncate%%'"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Lets tests that commit empty the tables again; the test of the trigger turns it back on."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(APPEND_ONLY)
        for (table,) in cursor.fetchall():
            cursor.execute(f'alter table "{table}" disable trigger user')
            cursor.execute(
                "select tgname from pg_trigger where tgrelid = %s::regclass and not tgisinternal"
                " and tgname not like 'pgtrigger_no_truncate%%'",
                [f'"{table}"'],
            )
            for (trigger,) in cursor.fetchall():
                cursor.execute(f'alter table "{table}" enable trigger {trigger}')


@pytest.fixture
def frozen() -> Iterator[time_machine.Traveller]:
    """Friday 20 November 2026, 10.00 in Amsterdam; `move_to` goes elsewhere."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(db: None, frozen: time_machine.Traveller) -> Cast:
    return build()


@pytest.fixture
def committed(transactional_db: None, frozen: time_machine.Traveller) -> Cast:
    """The cast, committed: for tests of threads, rollbacks and what happens on commit."""
    return build()


@pytest.fixture
def inside(cast: Cast) -> Iterator[Cast]:
    """The cast, from inside the scope of Lyceum Oostpoort: for tests of services."""
    with scoped(Scope.of_school(cast.oostpoort)):
        yield cast


@pytest.fixture
def inside_board(cast: Cast) -> Iterator[Cast]:
    """The cast, from inside the scope of the whole board of Waterland."""
    with scoped(Scope.of_board(cast.waterland)):
        yield cast


@pytest.fixture
def client_of(cast: Cast) -> Callable[[str], Client]:
    """`client_of("teacher")` is a browser in which the teacher has signed in."""

    def sign_in(name: str) -> Client:
        client = Client()
        client.force_login(cast.users[name], "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def see() -> Callable[..., object]:
    """`with see(school):` looks into the database as that school's scope does."""

    def look(school: School) -> object:
        return scoped(Scope.of_school(school))

    return look
