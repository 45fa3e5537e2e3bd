"""The servers of a test run: real ones, of this folder alone, gone with the run."""

import atexit
import base64
import contextlib
import os
import secrets
from pathlib import Path

from schoolgids import embedded
from schoolgids.launcher.process import CannotStart, locked

FOLDER = Path(__file__).resolve().parent.parent / ".data" / "test"
RUNS_AT_ONCE = 8
MARK = "SCHOOLGIDS_TEST_FOLDER"


def ready() -> Path:
    """The run's own folder; starts its servers and fills the environment the first time.

    The workers of xdist inherit the environment, so that they share the servers of the run.
    """
    if MARK not in os.environ:
        folder = _start()
        os.environ[MARK] = str(folder)
    return Path(os.environ[MARK])


def _start() -> Path:
    stack = contextlib.ExitStack()
    folder = _free_folder(stack)
    servers = embedded.start(folder, careless=True)
    stack.callback(servers.stop)
    atexit.register(stack.close)
    os.environ.update(
        servers.environment,
        SECRET_KEY=secrets.token_urlsafe(48),
        FILES_KEY=base64.b64encode(secrets.token_bytes(32)).decode(),
        DATA_DIR=str(folder),
        PORTAL_URL="http://127.0.0.1:8000",
        LOG_LEVEL="ERROR",
    )
    return folder


def _free_folder(stack: contextlib.ExitStack) -> Path:
    """The first folder that no other run holds: runs side by side stay apart."""
    for number in range(RUNS_AT_ONCE):
        folder = FOLDER / str(number)
        with contextlib.suppress(CannotStart):
            stack.enter_context(locked(folder))
            return folder
    raise CannotStart(f"{RUNS_AT_ONCE} test runs are going on in this folder; wait for one.")


def worker() -> int:
    """Number of this worker of xdist, from 0."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
