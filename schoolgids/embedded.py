"""A real PostgreSQL and a real Valkey out of wheels, started and stopped with the process."""

import contextlib
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

from schoolgids.launcher.place import Place, find_place
from schoolgids.launcher.process import (
    PATIENCE,
    CannotStart,
    end_all,
    end_with_parent,
    open_log,
    working_in,
)

ROLE = "schoolgids"
POSTGRES_VERSION = "18"

POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "log_timezone": "UTC",
    # What a statement carries is personal data; it stays out of the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# Only for servers whose data may be lost with the machine: those of the tests.
POSTGRES_CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
}


@dataclass
class Servers:
    """The two servers with their addresses; `stop` ends both."""

    environment: dict[str, str] = field(default_factory=dict)
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def stop(self) -> None:
        """Ends the servers that run, cleanly where they listen and by force where not."""
        signals = {"postgres": signal.SIGINT, "valkey": signal.SIGTERM}
        for name, process in self.processes.items():
            if process.poll() is None:
                process.send_signal(signals[name])
        for process in self.processes.values():
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()


def start(
    folder: Path, *, database: bool = True, broker: bool = True, careless: bool = False
) -> Servers:
    """Starts the servers asked for with their data under `folder`.

    The caller holds `locked(folder)`; `careless` gives up safety of the data for speed.
    """
    place = find_place(folder)
    servers = Servers()
    try:
        if database:
            _start_postgres(place, servers, careless=careless)
        if broker:
            _start_valkey(place, servers, careless=careless)
    except BaseException:
        servers.stop()
        raise
    return servers


def _start_postgres(place: Place, servers: Servers, *, careless: bool) -> None:
    data = place.data / "postgres"
    end_all(lambda: working_in(data), signal.SIGINT)
    if not data.exists():
        _make_cluster(place, data, careless=careless)
    version = (data / "PG_VERSION").read_text().strip()
    if version != POSTGRES_VERSION:
        raise CannotStart(
            f"{data} was made by PostgreSQL {version}; dump it with that version, "
            "or remove the folder and lose what is in it."
        )
    # No process works in this folder: the number in these is someone else's by now, or a zombie's.
    for lock in (data / "postmaster.pid", *place.sockets.glob(".s.PGSQL.*")):
        lock.unlink(missing_ok=True)
    settings = {
        **POSTGRES_SETTINGS,
        **(POSTGRES_CARELESS if careless else {}),
        "unix_socket_directories": f'"{place.sockets}"',
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    postgres = place.binaries.postgres / "bin" / "postgres"
    process = _launch(place, "postgres", [postgres, "-D", data, *options], end_by=signal.SIGINT)
    servers.processes["postgres"] = process

    def ready() -> bool:
        with contextlib.suppress(psycopg.OperationalError):
            _make_role(place.sockets)
            return True
        return False

    _wait(process, ready, name="PostgreSQL", log=place.log / "postgres.log")
    host = quote(str(place.sockets), safe="/")
    servers.environment["DATABASE_URL"] = f"postgresql://{ROLE}@/{ROLE}?host={host}"


def _make_cluster(place: Place, data: Path, *, careless: bool) -> None:
    """Makes the data folder under another name first: a half-made one is never taken for whole."""
    half = data.with_name("postgres.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir()
    place.account.give(half)
    command: list[str | Path] = [
        *(place.binaries.postgres / "bin" / "initdb", "-D", half, "-U", "postgres"),
        "--auth=trust",  # the folder of the socket is closed to everyone else
        *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        *(["--no-sync"] if careless else []),
    ]
    if _launch(place, "postgres", command, end_by=signal.SIGTERM).wait():
        log = place.log / "postgres.log"
        raise CannotStart(_reason("PostgreSQL could not make its data folder", log))
    half.rename(data)


def _make_role(sockets: Path) -> None:
    """The role of the portal: owner of its database, bound by row-level security."""
    with psycopg.connect(
        host=str(sockets), user="postgres", dbname="postgres", autocommit=True, connect_timeout=5
    ) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
            connection.execute(
                f"CREATE ROLE {ROLE} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE"
            )
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ROLE])
        if not known.fetchone():
            connection.execute(f"CREATE DATABASE {ROLE} OWNER {ROLE}")


def _start_valkey(place: Place, servers: Servers, *, careless: bool) -> None:
    data = place.data / "valkey"
    data.mkdir(exist_ok=True)
    place.account.give(data)
    end_all(lambda: working_in(data), signal.SIGTERM)
    path = place.sockets / "valkey.sock"
    path.unlink(missing_ok=True)
    command: list[str | Path] = [
        *(place.binaries.valkey, "--port", "0", "--unixsocket", path, "--unixsocketperm", "700"),
        *("--dir", data, "--save", "", "--appendonly", "no" if careless else "yes"),
    ]
    process = _launch(place, "valkey", command, end_by=signal.SIGTERM)
    servers.processes["valkey"] = process
    _wait(process, lambda: _answers_ping(path), name="Valkey", log=place.log / "valkey.log")
    quoted = quote(str(path), safe="/")
    servers.environment["BROKER_URL"] = f"redis+socket://{quoted}?virtual_host=0"
    servers.environment["CACHE_URL"] = f"unix://{quoted}?db=1"


def _answers_ping(path: Path) -> bool:
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(2)
        connection.connect(str(path))
        connection.sendall(b"PING\r\n")
        return connection.recv(64).startswith(b"+PONG")
    return False


def _launch(
    place: Place, name: str, command: Sequence[str | Path], *, end_by: signal.Signals
) -> subprocess.Popen[bytes]:
    """Starts a program as the servers' account, in a session of its own: Ctrl-C is the parent's."""
    with open_log(place.log / f"{name}.log") as log:
        return subprocess.Popen(
            command,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=end_with_parent(end_by),
            **place.account.switches,
        )


def _wait(
    process: subprocess.Popen[bytes], ready: Callable[[], bool], *, name: str, log: Path
) -> None:
    begin = time.monotonic()
    while not ready():
        if process.poll() is not None:
            raise CannotStart(_reason(f"{name} did not start", log))
        if time.monotonic() - begin > PATIENCE:
            raise CannotStart(_reason(f"{name} does not answer", log))
        time.sleep(0.05)


def _reason(what: str, log: Path) -> str:
    """`what` with the cause out of the log, in one sentence."""
    lines = log.read_text(errors="replace").splitlines()[-20:]
    if any("No space left on device" in line for line in lines):
        return f"{what}: the disk is full; make room and start again."
    last = lines[-1].strip() if lines else "it left no message"
    return f"{what}: {last} (more in {log})."
