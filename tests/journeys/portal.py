"""The real portal for a visitor with a browser: gunicorn, its own database, collected files."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from schoolgids.launcher.process import end_with_parent
from tests import servers

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
FILL = "import django; django.setup(); from tests.journeys.school import fill; fill()"
PATIENCE = 60.0  # seconds until the portal answers


@dataclass(frozen=True)
class Portal:
    """Where it is, and what it sent by mail."""

    address: str
    data: Path

    def code_for(self, email: str) -> str:
        """The one-time code in the newest mail to an address."""
        paths = sorted((self.data / "mail").iterdir(), key=lambda path: path.stat().st_mtime_ns)
        mails = [text for path in paths if f"To: {email}" in (text := path.read_text())]
        found = re.findall(r"^\s*(\d{6})\s*$", mails[-1], re.MULTILINE)
        assert len(found) == 1
        return str(found[0])


@contextlib.contextmanager
def running() -> Iterator[Portal]:
    """A portal on a free port with the school in it, ended afterwards."""
    data = servers.ready() / f"journeys-{servers.worker()}"
    (data / "mail").mkdir(parents=True, exist_ok=True)
    environment = _environment(data)
    _make_database(environment["DATABASE_URL"])
    _fill(environment)
    with (data / "web.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "schoolgids/gunicorn_conf.py", "schoolgids.wsgi"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            preexec_fn=end_with_parent(signal.SIGTERM),
        )  # fmt: skip
        try:
            _wait(environment["BIND"], server)
            yield Portal(environment["PORTAL_URL"], data)
        finally:
            server.terminate()
            server.wait(PATIENCE)


def _environment(data: Path) -> dict[str, str]:
    """The settings of the run, with a database, a cache, files and a port of our own."""
    bind = f"{HOST}:{_free_port()}"
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/journeys_{servers.worker()}")
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "JOURNEYS_BEGAN": str(time.time()),
        "DATA_DIR": str(data),
        # urlunsplit drops the empty host before a path of one slash
        "DATABASE_URL": urlunsplit(database),
        "CACHE_URL": os.environ["CACHE_URL"].replace("db=1", f"db={10 + servers.worker() % 6}"),
        "BIND": bind,
        "PORTAL_URL": f"http://{bind}",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _make_database(address: str) -> None:
    """An empty one: what an earlier run left is gone."""
    name = urlsplit(address).path.removeprefix("/")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')
        connection.execute(f'create database "{name}"')


def _fill(environment: dict[str, str]) -> None:
    """In a process of its own: this one is set up for the tests' database."""
    done = subprocess.run(
        [sys.executable, "-c", FILL],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stdout)


def _wait(bind: str, server: subprocess.Popen[bytes]) -> None:
    """Until the portal says that it is ready."""
    begin = time.monotonic()
    while not _is_ready(bind):
        if server.poll() is not None or time.monotonic() - begin > PATIENCE:
            raise RuntimeError("The portal of the journeys does not start; web.log says why.")
        time.sleep(0.1)


def _is_ready(bind: str) -> bool:
    visit = http.client.HTTPConnection(bind, timeout=5)
    with contextlib.suppress(OSError), contextlib.closing(visit):
        visit.request("GET", "/readyz")
        return visit.getresponse().status == http.HTTPStatus.OK
    return False
