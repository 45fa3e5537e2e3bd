"""What the processes of one run have in common: one lock, one parent, no orphans."""

import contextlib
import ctypes
import fcntl
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

PATIENCE = 60  # seconds a process may take to end
LOG_LIMIT = 5 * 1024 * 1024
PR_SET_PDEATHSIG = 1


class CannotStart(Exception):
    """One sentence for the terminal: what is wrong and what to do."""


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the folder for this process alone; the lock falls away however the process ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            owner = file.read().strip() or "another process"
            raise CannotStart(
                f"Already running in this folder ({owner}); stop that one first, "
                "or use another copy of the project."
            ) from None
        file.truncate(0)
        file.write(f"process {os.getpid()}")
        file.flush()
        yield


def end_with_parent(number: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: the child gets `number` when its parent dies, even by kill -9."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def arrange() -> None:
        prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os._exit(1)

    return arrange


def open_log(path: Path) -> BinaryIO:
    """The log, appended to; one earlier volume is kept, so that it can't fill the disk."""
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.rename(path.with_suffix(".log.1"))
    return path.open("ab")


def end_all(find: Callable[[], list[int]], number: signal.Signals) -> None:
    """Ends the processes that `find` names, and waits until it names none.

    They are left over from a run that was killed; who holds the lock may end them.
    """
    begin = time.monotonic()
    while pids := find():
        waited = time.monotonic() - begin
        if waited > PATIENCE:
            raise CannotStart(f"Process {pids[0]} of an earlier run does not end; stop it by hand.")
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL if waited > PATIENCE / 2 else number)
        time.sleep(0.2)


def working_in(folder: Path) -> list[int]:
    """The processes whose working directory is `folder`, as a server's is its data."""
    return [pid for pid in _pids() if _link(pid) == str(folder)]


def marked(mark: str) -> list[int]:
    """The processes, other than this one, that were started with `mark` in their environment."""
    wanted = mark.encode()
    return [
        pid for pid in _pids() if pid != os.getpid() and wanted in _environment(pid).split(b"\0")
    ]


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _link(pid: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/cwd")
    except OSError:
        return ""


def _environment(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""
