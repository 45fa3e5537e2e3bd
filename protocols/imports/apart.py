"""A file is read by a process of its own, with a limit to its time and its memory.

What is sent may be made to take hours, or to break a library. Then that process ends, and not the
worker; it is given no secret and no database.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Timer
from typing import Any

import structlog
from django.conf import settings

from protocols.outline import Outline, Refusal, Unreadable
from protocols.outline.__main__ import PASTED
from protocols.outline.wire import from_plain

SECONDS = 60  # of work; a code of 10,000 provisions takes one
MEMORY = 1 << 30
PATIENCE = 1.5  # times the seconds, on a machine that is busy with other things
log = structlog.get_logger()
Tell = Callable[[int, int], object]


def read_apart(content: bytes, *, pasted: bool, tell: Tell) -> Outline:
    """The outline of a file or of pasted text. `tell` hears how far it is.

    Raises Unreadable, also when reading takes too long or too much.
    """
    command = [sys.executable, "-m", "protocols.outline", str(SECONDS), str(MEMORY)]
    with subprocess.Popen(  # noqa: S603  our own program
        [*command, *([PASTED] if pasted else [])],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as reader:
        watch = Timer(SECONDS * PATIENCE, reader.kill)
        watch.start()
        try:
            last = _converse(reader, content, tell)
        finally:
            watch.cancel()
            reader.kill()
    if "outline" in last:
        return from_plain(last["outline"])
    if "refusal" in last:
        raise Unreadable(Refusal(last["refusal"]), last["detail"])
    raise Unreadable(_why(reader.returncode))


def _converse(reader: subprocess.Popen[bytes], content: bytes, tell: Tell) -> dict[str, Any]:
    """Hands the file over and listens; the last thing that was said, or nothing."""
    if reader.stdin is None or reader.stdout is None:
        raise TypeError("the reader has no pipes")
    with suppress(BrokenPipeError):
        reader.stdin.write(content)
        reader.stdin.close()
    for line in reader.stdout:
        said: dict[str, Any] = json.loads(line)
        if "done" not in said:
            reader.wait()
            return said
        tell(said["done"], said["total"])
    reader.wait()
    return {}


def _why(ended: int) -> Refusal:
    """What stopped it: the clock of the system, our own watch, or its memory."""
    log.warning("code_import.reader_ended", code=ended)
    too_slow = ended in (-signal.SIGXCPU, -signal.SIGKILL)
    return Refusal.TOO_SLOW if too_slow else Refusal.TOO_HEAVY
