"""The servers of the bench: one PostgreSQL with a database per size, one web server for each."""

import base64
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from schoolgids import embedded
from schoolgids.launcher.process import CannotStart, end_with_parent
from tests.bench.sizes import FOLDER, ROOT, Size, fingerprint

PATIENCE = 60.0
CACHES = {"small": 2, "large": 3}  # numbers of Valkey's databases


def environment(servers: embedded.Servers, size: Size) -> dict[str, str]:
    """The settings of every process that works with one size."""
    address = urlsplit(servers.environment["DATABASE_URL"])
    return {
        **os.environ,
        **servers.environment,
        "DATABASE_URL": urlunsplit(address._replace(path=f"/{size.database}")),
        "CACHE_URL": servers.environment["CACHE_URL"].replace("db=1", f"db={CACHES[size.name]}"),
        "SECRET_KEY": "bench-" * 10,
        "FILES_KEY": base64.b64encode(bytes(32)).decode(),
        "DATA_DIR": str(FOLDER),
        "LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "PYTHONUNBUFFERED": "1",
    }


def prepare(servers: embedded.Servers, size: Size) -> None:
    """Fills the database unless it was filled before with the same schema; notes what to measure."""
    wanted = fingerprint(size)
    host = embedded_socket(servers)
    with psycopg.connect(
        host=host, user="postgres", dbname="postgres", autocommit=True
    ) as administrator:
        found = administrator.execute(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = %s",
            [size.database],
        ).fetchone()
        fresh = found is None or found[0] != wanted
        if fresh:
            administrator.execute(f"drop database if exists {size.database}")
            administrator.execute(f"create database {size.database} owner {embedded.ROLE}")
        _run_filling(servers, size, fresh=fresh)
        if fresh:
            administrator.execute(f"comment on database {size.database} is '{wanted}'")


def _run_filling(servers: embedded.Servers, size: Size, *, fresh: bool) -> None:
    command = [sys.executable, "-m", "tests.bench.filling", size.name]
    done = subprocess.run(
        [*command, *(["--fill"] if fresh else [])],
        cwd=ROOT,
        env=environment(servers, size),
        preexec_fn=end_with_parent(signal.SIGTERM),
        check=False,
    )
    if done.returncode:
        raise CannotStart(f"The {size.name} database could not be filled.")


def work(servers: embedded.Servers, size: Size) -> list[str]:
    """What the work on many rows took, a line each."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.work"],
        cwd=ROOT,
        env=environment(servers, size),
        preexec_fn=end_with_parent(signal.SIGTERM),
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise CannotStart("The work on many rows could not be measured.")
    return done.stdout.splitlines()


def embedded_socket(servers: embedded.Servers) -> str:
    """The folder of the socket, out of the address that the portal gets."""
    return servers.environment["DATABASE_URL"].partition("host=")[2]


@contextlib.contextmanager
def web_server(servers: embedded.Servers, size: Size) -> Iterator["Web"]:
    """The portal's own gunicorn, configured as `make run` does, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    config = ROOT / "schoolgids" / "gunicorn_conf.py"
    log = (FOLDER / f"web-{size.name}.log").open("wb")
    with log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", str(config), "schoolgids.wsgi"],
            cwd=ROOT,
            env={**environment(servers, size), "BIND": f"127.0.0.1:{port}"},
            stdout=log,
            stderr=log,
            preexec_fn=end_with_parent(signal.SIGTERM),
        )
    web = Web(process, port)
    try:
        web.wait()
        yield web
    finally:
        process.terminate()
        process.wait(PATIENCE)


class Web:
    """A running web server."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process, self.port = process, port

    def wait(self) -> None:
        """Until it answers. Raises CannotStart when it does not."""
        begin = time.monotonic()
        while time.monotonic() - begin < PATIENCE:
            with contextlib.suppress(OSError, http.client.HTTPException):
                client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                client.request("GET", "/bench/bare/")
                if client.getresponse().status == http.HTTPStatus.OK:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise CannotStart(f"The web server does not answer; its log is in {FOLDER}.")

    def peak_memory(self) -> float:
        """The most that one of its processes has held, in MB."""
        kilobytes = [_high_water(pid) for pid in _children_of(self.process.pid)]
        return max(kilobytes, default=0) / 1024


def _children_of(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = status.read_text().rpartition(")")[2].split()
            if int(fields[1]) == pid:
                found.append(int(status.parent.name))
    return found


def _high_water(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0
