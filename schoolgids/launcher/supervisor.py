"""One parent over the processes of the portal: starts, watches, starts again, stops."""

import os
import re
import signal
import subprocess
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from schoolgids.launcher.process import CannotStart, end_with_parent, open_log

STARTS = 3  # as many within the span, and the parent gives up
SPAN = 30.0
EXCEPTION = re.compile(r"[\w.]*[A-Z]\w+: ")  # how Python ends a traceback
GRACE = 20.0  # seconds to end a page or a task that is going on


@dataclass
class Child:
    """A process that is started again when it ends by itself."""

    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    starts: deque[float] = field(default_factory=lambda: deque(maxlen=STARTS))

    def start(self, environment: dict[str, str]) -> None:
        """Starts it in a session of its own: Ctrl-C is the parent's to answer."""
        self.starts.append(time.monotonic())
        with open_log(self.log) as log:
            self.process = subprocess.Popen(
                self.command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent(signal.SIGTERM),
            )

    @property
    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    @property
    def keeps_ending(self) -> bool:
        """Whether it was started so often of late that starting it again is no help."""
        return len(self.starts) == STARTS and self.starts[-1] - self.starts[0] < SPAN

    def last_words(self) -> str:
        """The line of its log that tells most: the error that ended it, or else the last line."""
        lines = [line for line in self.log.read_text(errors="replace").splitlines() if line.strip()]
        errors = [line for line in lines if EXCEPTION.match(line)]
        return (errors or lines or ["nothing"])[-1].strip()


class Supervisor:
    """Keeps the children running until someone asks it to stop, or one can't be kept up."""

    def __init__(
        self,
        children: list[Child],
        environment: dict[str, str],
        servers: dict[str, subprocess.Popen[bytes]],
    ) -> None:
        self.children = children
        self.environment = environment
        self.servers = servers
        self.stopping = False
        self._woken = threading.Event()

    def listen(self) -> None:
        """Answers the signals that end the portal, and those of ending children."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        signal.signal(signal.SIGCHLD, self._wake)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True
        self._woken.set()

    def _wake(self, _number: int, _frame: FrameType | None) -> None:
        self._woken.set()

    def start(self) -> None:
        """Starts every child."""
        for child in self.children:
            child.start(self.environment)

    def step(self, seconds: float) -> bool:
        """Waits for something to happen, sets it right; False once it is asked to stop.

        Raises CannotStart when a child can't be kept up or a server is gone.
        """
        self._woken.wait(seconds)
        self._woken.clear()
        if self.stopping:
            return False
        for name, server in self.servers.items():
            if server.poll() is not None:
                raise CannotStart(f"{name} ended by itself; its log says why (.data/log).")
        for child in self.children:
            if child.ended:
                self._start_again(child)
        return True

    def _start_again(self, child: Child) -> None:
        if child.keeps_ending:
            raise CannotStart(
                f"The {child.name} ended {STARTS} times within {SPAN:.0f} seconds; it said last: "
                f"{child.last_words()} (more in {child.log})."
            )
        print(f"The {child.name} ended by itself and is started again.", flush=True)
        child.start(self.environment)

    def stop(self) -> None:
        """Ends every child: asked first, forced after a while."""
        running = [child.process for child in self.children if child.process and not child.ended]
        for process in running:
            process.terminate()
        end = time.monotonic() + GRACE
        for process in running:
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
