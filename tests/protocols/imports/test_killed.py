"""A real worker that is killed, twice: nothing is half there, and the next one makes one draft."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from protocols.imports.models import ImportJob
from protocols.imports.tasks import run_imports
from protocols.models import Code, CodeVersion, Provision
from schoolgids.access.scope import Scope, scoped
from schoolgids.celery import app
from tests.cast import Cast
from tests.protocols.imports.reading import file_of, long_text, send

ROOT = Path(__file__).resolve().parents[3]
WORKER = ["-m", "celery", "-A", "schoolgids.celery", "worker", "--concurrency", "1",
          "--without-gossip", "--without-mingle", "--loglevel", "ERROR"]  # fmt: skip
PATIENCE = 90.0
WRITING = """select count(*) from pg_stat_activity where datname = current_database()
and query ilike 'insert into "protocols_provision"%' and pid <> pg_backend_pid()"""
OTHERS = """select count(*) from pg_stat_activity where datname = current_database()
and xact_start is not null and pid <> pg_backend_pid()"""
ITEMS = 10_000
PROVISIONS = ITEMS + ITEMS // 50 + 1  # with their headings


def wait_until(done: Callable[[], object]) -> None:
    """Looks often, by the clock of the machine: that of the test stands still."""
    for _look in range(int(PATIENCE / 0.005)):
        if done():
            return
        time.sleep(0.005)
    pytest.fail("this takes too long")


def database() -> str:
    """The address of the database of this test."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))


@contextmanager
def worker() -> Iterator["subprocess.Popen[bytes]"]:
    """A worker as `make run` starts it, on the day of the test; killed at the end."""
    began = subprocess.run(["date", "+%s"], capture_output=True, check=True).stdout.decode()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "JOURNEYS_BEGAN": began.strip(),
        "DATABASE_URL": database(),
        "DATA_DIR": str(settings.DATA_DIR),
        "CACHE_URL": settings.CACHES["default"]["LOCATION"],
    }
    process = subprocess.Popen(
        [sys.executable, *WORKER], cwd=ROOT, env=environment, start_new_session=True
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """As when the machine loses power: the worker, its child and what reads the file."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def queued() -> Iterator[None]:
    """Tasks go to the broker, which has nothing left of before."""
    app.conf.task_always_eager = False
    app.control.purge()
    yield
    app.control.purge()
    app.conf.task_always_eager = True


@pytest.mark.usefixtures("queued")
def test_killed_worker_leaves_nothing_and_the_next_makes_one_draft(committed: Cast) -> None:
    head = Client()
    head.force_login(committed.users["head"], "allauth.account.auth_backends.AuthenticationBackend")
    job = send(head, file_of(long_text(ITEMS).encode()))

    def look() -> tuple[str, list[int]]:
        with scoped(Scope.of_school(committed.oostpoort)):
            counts = [model.objects.count() for model in (Code, CodeVersion, Provision)]
            return ImportJob.objects.get().status, counts

    with psycopg.connect(database(), autocommit=True) as other:

        def ask(question: str) -> Any:
            row = other.execute(question).fetchone()
            return row and row[0]

        with worker() as first:
            wait_until(lambda: look()[0] == "reading")
            kill(first)
        wait_until(lambda: not ask(OTHERS))
        assert look() == ("reading", [0, 0, 0])

        run_imports.delay()
        with worker() as second:
            wait_until(lambda: ask(WRITING))
            kill(second)
        wait_until(lambda: not ask(OTHERS))
        assert look() == ("writing", [0, 0, 0])
        assert head.get(job).status_code == 200

        run_imports.delay()
        run_imports.delay()
        with worker():
            wait_until(lambda: look()[0] == "done")
            assert look() == ("done", [1, 1, PROVISIONS])
    assert head.get(job).status_code == 302
