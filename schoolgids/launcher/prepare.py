"""Brings the database, the texts, the static files and the demo up to date, in one process."""

import errno
import hashlib
import io
import sys
from pathlib import Path

import django
import psycopg
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import Error, connection
from kombu.exceptions import KombuError

from schoolgids.celery import app
from schoolgids.launcher.process import CannotStart


def prepare() -> None:
    """Every step looks first whether it has anything to do."""
    check_broker()
    for folder in (settings.FILES_ROOT, settings.DATA_DIR / "mail"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_role()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("messages", compile=True, verbosity=0)
    collect_static()
    accounts = io.StringIO()
    call_command("demo", stdout=accounts)
    (settings.DATA_DIR / "accounts.txt").write_text(accounts.getvalue())


def check_role() -> None:
    """A role that passes by row-level security would see every school: such a one is refused."""
    if connection.vendor != "postgresql":
        raise CannotStart(
            "DATABASE_URL must name a PostgreSQL database: postgresql://role:password@host/name"
        )
    parameters = connection.get_connection_params()
    parameters.pop("pool", None)  # it would keep trying instead of saying what is wrong
    psycopg.connect(**parameters, connect_timeout=5).close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        row = cursor.fetchone()
    if row is None or row[0]:
        raise CannotStart(
            "The role in DATABASE_URL is a superuser or passes by row-level security; "
            "the portal needs a plain role that owns its database."
        )


def check_broker() -> None:
    """Without the broker nothing outside a request gets done."""
    try:
        with app.connection_for_write(connect_timeout=5) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=5)
    except (KombuError, OSError, KeyError) as error:
        raise CannotStart(
            f"BROKER_URL does not lead to a Valkey server, as redis://host:6379/0 does: {error}"
        ) from None


def collect_static() -> None:
    """Collects the static files when one of them, or the wheel it comes from, has changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: str(found[0])):
            status = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / "collected"
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest.hexdigest())


def reason(error: Exception) -> str:
    """The cause in one sentence."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return "The disk is full; make room and start again."
    text = " ".join(str(error).split())
    if isinstance(error, Error | psycopg.Error):
        return f"The database can't be used: {text}"
    return text


if __name__ == "__main__":
    try:
        django.setup()
        prepare()
    except (
        CannotStart,
        CommandError,
        Error,
        psycopg.Error,
        ImproperlyConfigured,
        OSError,
    ) as error:
        sys.exit(reason(error))
    except KeyboardInterrupt:
        sys.exit(130)
