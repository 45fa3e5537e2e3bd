"""The parent of all processes: what it starts, keeps up, and leaves behind (nothing)."""

import ast
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from schoolgids import embedded
from schoolgids.launcher import __main__ as launcher
from schoolgids.launcher import process, supervisor
from schoolgids.launcher.keys import keys
from schoolgids.launcher.process import CannotStart, locked
from schoolgids.launcher.supervisor import Child, Supervisor
from tests import servers

ROOT = Path(__file__).resolve().parents[2]
FOREVER = "import time; time.sleep(600)"


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Callable[[str], Supervisor]]:
    """Starts a supervisor over one Python program; none is left after the test."""
    started: list[Supervisor] = []

    def start(program: str) -> Supervisor:
        child = Child("worker", [sys.executable, "-c", program], tmp_path / "worker.log")
        started.append(Supervisor([child], dict(os.environ), {}))
        started[-1].start()
        return started[-1]

    yield start
    for running in started:
        running.stop()


def wait_until(true: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether a process runs; one that is dead but not yet reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_child_that_ends_is_started_again(
    supervise: Callable[[str], Supervisor], capsys: pytest.CaptureFixture[str]
) -> None:
    running = supervise(FOREVER)
    first = running.children[0].process
    assert first is not None

    first.kill()
    first.wait()
    assert running.step(0.01) is True

    second = running.children[0].process
    assert second is not None
    assert second.pid != first.pid
    assert second.poll() is None
    assert capsys.readouterr().out == "The worker ended by itself and is started again.\n"


def test_child_that_keeps_ending_stops_all_and_says_why(
    supervise: Callable[[str], Supervisor],
) -> None:
    running = supervise("raise ValueError('no such school')")

    def give_up() -> None:
        while True:
            running.step(0.05)

    with pytest.raises(CannotStart) as refusal:
        give_up()

    assert str(refusal.value) == (
        "The worker ended 3 times within 30 seconds; it said last: ValueError: no such school "
        f"(more in {running.children[0].log})."
    )


def test_server_that_is_gone_stops_all(supervise: Callable[[str], Supervisor]) -> None:
    running = supervise(FOREVER)
    with subprocess.Popen([sys.executable, "-c", ""]) as server:
        server.wait()
    running.servers["postgres"] = server

    with pytest.raises(CannotStart, match="postgres ended by itself"):
        running.step(0.01)


def test_stopping_ends_a_child_that_does_not_listen(
    supervise: Callable[[str], Supervisor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.2)
    running = supervise(
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('deaf', flush=True); time.sleep(600)"
    )
    child = running.children[0]
    wait_until(lambda: "deaf" in child.log.read_text())

    running.stop()

    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_child_dies_with_a_parent_that_is_killed() -> None:
    program = (
        "import signal, subprocess, sys, time\n"
        "from schoolgids.launcher.process import end_with_parent\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'],"
        " start_new_session=True, preexec_fn=end_with_parent(signal.SIGTERM))\n"
        "print(child.pid, flush=True); time.sleep(600)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()

    wait_until(lambda: not alive(child))


def test_folder_is_held_by_one_process(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(CannotStart) as refusal, locked(tmp_path):
        pass

    assert str(refusal.value) == (
        f"Already running in this folder (process {os.getpid()}); stop that one first, "
        "or use another copy of the project."
    )


def test_leftovers_are_found_by_their_mark_and_ended() -> None:
    mark = f"SCHOOLGIDS_RUN=/test/{os.getpid()}"
    name, value = mark.split("=")
    with subprocess.Popen(
        [sys.executable, "-c", FOREVER], env={**os.environ, name: value}
    ) as leftover:
        wait_until(lambda: process.marked(mark) == [leftover.pid])

        process.end_all(lambda: [leftover.pid] if leftover.poll() is None else [], signal.SIGTERM)

        assert leftover.returncode == -signal.SIGTERM


def test_secrets_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secrets"

    made = keys(path)

    assert made.keys() == {"SECRET_KEY", "FILES_KEY"}
    assert path.stat().st_mode & 0o777 == 0o600
    assert keys(path) == made


def test_secrets_without_the_files_key_are_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "secrets"
    path.write_text("SECRET_KEY=abc\n")

    with pytest.raises(CannotStart, match=r"lacks FILES_KEY; restore the file"):
        keys(path)


@pytest.mark.parametrize("text", ["", "http", "0", "-1", "65536", "80.0"])
def test_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CannotStart, match="is no port"):
        launcher.read_port(text)


def test_port_in_use_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(CannotStart, match=f"^Port {port} is in use; "):
            launcher.check_port(port)


def test_first_file_is_readable_for_an_old_python() -> None:
    source = (ROOT / "schoolgids" / "launcher" / "bootstrap.py").read_text()

    assert "Python 3.11 or newer is needed" in source
    ast.parse(source, feature_version=(3, 4))


def test_killed_servers_start_again_with_what_was_written() -> None:
    folder = servers.ready() / "killed"
    with locked(folder):
        first = embedded.start(folder, broker=False)
        address = first.environment["DATABASE_URL"]
        with psycopg.connect(address) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS kept (moment timestamptz)")
            connection.execute("TRUNCATE kept")
            connection.execute("INSERT INTO kept VALUES (now())")
        # The postmaster and its children at once, as when the machine loses power.
        data = Path(os.readlink(f"/proc/{first.processes['postgres'].pid}/cwd"))
        pids = process.working_in(data)
        assert len(pids) > 1
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        first.stop()

        second = embedded.start(folder, broker=False)
        try:
            with psycopg.connect(address) as connection:
                row = connection.execute("SELECT count(*) FROM kept").fetchone()
        finally:
            second.stop()

    assert row == (1,)
