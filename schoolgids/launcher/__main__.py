"""`make run`, once everything is installed: the servers, the portal's processes, one parent."""

import contextlib
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from schoolgids import embedded
from schoolgids.launcher.keys import keys
from schoolgids.launcher.process import CannotStart, end_all, end_with_parent, locked, marked
from schoolgids.launcher.supervisor import Child, Supervisor

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds until the portal answers
MARK = "SCHOOLGIDS_RUN"
SETTINGS = {
    *("SECRET_KEY", "FILES_KEY", "DATABASE_URL", "BROKER_URL", "CACHE_URL"),
    *("PORTAL_URL", "ALLOWED_HOSTS", "EMAIL_URL", "MAIL_FROM", "FILES_ROOT"),
}


def main() -> None:
    """Runs the portal until it is asked to stop."""
    # Until the parent listens for itself, a signal unwinds what was started so far.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    port = read_port(os.environ.get("PORT", "8000"))
    folder = Path(os.environ.get("DATA_DIR") or ROOT / ".data").absolute()
    os.umask(0o077)
    with locked(folder):
        folder.chmod(0o711)  # the servers' own account walks through, and sees nothing
        mark = f"{MARK}={folder}"
        end_all(lambda: marked(mark), signal.SIGTERM)
        check_port(port)
        servers = embedded.start(
            folder,
            database=not os.environ.get("DATABASE_URL"),
            broker=not os.environ.get("BROKER_URL"),
        )
        try:
            environment = make_environment(folder, port, servers.environment)
            prepare(environment)
            supervise(folder, port, environment, servers)
        finally:
            servers.stop()


def read_port(text: str) -> int:
    """The number of a port that a plain user may ask for."""
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise CannotStart(f"PORT={text} is no port; take a number from 1024 to 65535.")


def check_port(port: int) -> None:
    """Whether the web server will get the port, asked before anything is started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise CannotStart(
                f"No right to listen on port {port}; choose one from 1024: make run PORT=8123"
            ) from None
        except OSError:
            raise CannotStart(
                f"Port {port} is in use; stop what uses it or choose another: make run PORT=8123"
            ) from None


def make_environment(folder: Path, port: int, addresses: dict[str, str]) -> dict[str, str]:
    """The settings of every process; what the caller set himself goes first."""
    given = {name: value for name, value in os.environ.items() if value}
    settings = {
        **keys(folder / "secrets"),
        **addresses,
        "DATA_DIR": str(folder),
        "PORTAL_URL": f"http://{HOST}:{port}",
        **{name: given[name] for name in SETTINGS & given.keys()},
    }
    # For `manage.py` beside the running portal.
    lines = (f"{name}={value}\n" for name, value in sorted(settings.items()))
    (folder / "environment").write_text("".join(lines))
    return {
        "BIND": f"{HOST}:{port}",
        "DJANGO_SETTINGS_MODULE": "schoolgids.settings",
        "PYTHONUNBUFFERED": "1",
        **given,
        **settings,
        MARK: str(folder),
    }


def prepare(environment: dict[str, str]) -> None:
    """Brings the database, texts, static files and the demo up to date."""
    print("Bringing database, texts, static files and demo up to date", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "schoolgids.launcher.prepare"],
        env=environment,
        preexec_fn=end_with_parent(signal.SIGTERM),
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.returncode)


def supervise(
    folder: Path, port: int, environment: dict[str, str], servers: embedded.Servers
) -> None:
    """Keeps the web server, the worker and the clock running."""
    supervisor = Supervisor(children(folder), environment, servers.processes)
    supervisor.listen()
    try:
        supervisor.start()
        begin = time.monotonic()
        while (lack := ask(port)) != "ok":
            if not supervisor.step(0.1):
                return
            if time.monotonic() - begin > PATIENCE:
                raise CannotStart(f"The portal is not ready ({lack}); {folder}/log says why.")
        print(f"Portal: http://{HOST}:{port}/", flush=True)
        print((folder / "accounts.txt").read_text(), flush=True)
        print(f"Mail goes to {folder}/mail, logs to {folder}/log. Ctrl-C stops all.", flush=True)
        while supervisor.step(60):
            pass
        print("Stopping.", flush=True)
    finally:
        supervisor.stop()


def children(folder: Path) -> list[Child]:
    """The processes of the portal, the same as in docker-compose.yml."""
    gunicorn = ["gunicorn", "-c", "schoolgids/gunicorn_conf.py", "schoolgids.wsgi"]
    celery = ["celery", "-A", "schoolgids.celery"]
    worker = [*celery, "worker", "--concurrency", "1", "--without-gossip", "--without-mingle"]
    quiet = ["--loglevel", "WARNING"]
    commands = {
        "web server": gunicorn,
        "worker": [*worker, *quiet],
        "clock": [*celery, "beat", "--pidfile", "", *quiet],
    }
    return [
        Child(name, [sys.executable, "-m", *command], folder / "log" / f"{name.split()[0]}.log")
        for name, command in commands.items()
    ]


def ask(port: int) -> str:
    """What the portal says about itself: ok, or a word for what it lacks."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        if answer.status == http.HTTPStatus.OK:
            return "ok"
        return answer.read().decode().strip() or str(answer.status)
    return "no answer"


if __name__ == "__main__":
    try:
        main()
    except CannotStart as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            sys.exit("The disk is full; make room and start again.")
        sys.exit(f"{error.strerror}: {error.filename}")
