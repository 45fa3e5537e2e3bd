"""Sets up a fresh machine with the standard library alone, and becomes the command asked for."""

import ctypes
import errno
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / ".data"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MEGABYTE = 1024 * 1024
ROOM_TO_INSTALL = 1500 * MEGABYTE
ROOM_TO_RUN = 200 * MEGABYTE

# What the wheels need from the system: a file to open, and the package of Debian that holds it.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
BROWSER_LIBRARIES = {"libatomic.so.1": "libatomic1", "libstdc++.so.6": "libstdc++6"}
CHROMIUM = Path("/usr/bin/chromium")

# What runs once everything is there.
COMMANDS = {
    "run": ["-m", "schoolgids.launcher"],
    "test": ["-m", "pytest", "-n", "2"],
    "check": ["-m", "tests.check"],
    "bench": ["-m", "tests.bench"],
}
IN_BROWSER = {"test", "bench"}


class Stop(Exception):
    """One sentence: what is wrong and what to do."""


def main(command: str, arguments: list[str]) -> None:
    """Sets up what the command needs, and becomes it; `lock` and `clean` need nothing."""
    check_rights()
    if command == "clean":
        clean()
    elif command == "lock":
        lock(arguments)
    else:
        set_up(packages_only=command == "run", browser=command in IN_BROWSER)
        os.chdir(ROOT)
        sys.stdout.flush()
        os.execv(PYTHON, [str(PYTHON), *COMMANDS[command], *arguments])


def set_up(*, packages_only: bool, browser: bool) -> None:
    """System packages, the environment, the locked packages and a browser, as far as missing."""
    DATA.mkdir(exist_ok=True)
    with (DATA / "setup.lock").open("w") as file:
        # Two commands that start together set up one after the other.
        fcntl.flock(file, fcntl.LOCK_EX)
        check_room()
        add_system_packages(missing_packages(browser=browser))
        make_environment()
        install("main")
        if not packages_only:
            install("test")
        if browser and not CHROMIUM.exists():
            add_playwright_browser()


def check_rights() -> None:
    """Stops when the folder is someone else's."""
    if not os.access(ROOT, os.W_OK):
        raise Stop(f"No right to write in {ROOT}; use a copy of your own.")


def check_room() -> None:
    """Stops early when the disk is nearly full, and not halfway."""
    needed = ROOM_TO_RUN if PYTHON.exists() else ROOM_TO_INSTALL
    free = shutil.disk_usage(ROOT).free
    if free < needed:
        raise Stop(
            f"The disk of {ROOT} has {free // MEGABYTE} MB free and {needed // MEGABYTE} MB are "
            "needed; make room and start again."
        )


def missing_packages(*, browser: bool) -> list[str]:
    """The Debian packages that this machine lacks."""
    libraries = {**LIBRARIES, **(BROWSER_LIBRARIES if browser else {})}
    missing = [package for library, package in libraries.items() if not opens(library)]
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        missing.append("python{}.{}-venv".format(*sys.version_info[:2]))
    # On Ubuntu a package of this name exists but is a snap, which does not start everywhere.
    if browser and not CHROMIUM.exists() and system_name() == "debian":
        missing.append("chromium")
    return missing


def opens(library: str) -> bool:
    """Whether the system's loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def system_name() -> str:
    """What this system calls itself: debian, ubuntu, fedora …"""
    release = Path("/etc/os-release")
    lines = release.read_text().splitlines() if release.exists() else []
    names = dict(line.split("=", 1) for line in lines if "=" in line)
    return names.get("ID", "").strip('"')


def add_system_packages(packages: list[str]) -> None:
    """Installs what is missing, where that can be done; elsewhere says how."""
    apt = shutil.which("apt-get")
    if not (apt and os.geteuid() == 0):
        # Without an administrator Playwright's own browser takes the place of the system's.
        packages = [package for package in packages if package != "chromium"]
    if not packages:
        return
    names = " ".join(packages)
    if not apt:
        raise Stop(f"Install what your system calls these packages of Debian: {names}")
    if os.geteuid() != 0:
        raise Stop(f"System packages are missing; as root: apt-get install {names}")
    say(f"Installing system packages: {names}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = [apt, "install", "-y", "-q", "--no-install-recommends", *packages]
    if quietly(command, environment)[0]:
        quietly([apt, "update", "-q"], environment)
        code, output = quietly(command, environment)
        if code:
            raise Stop(f"apt-get could not install {names}: {reason(output)}")


def make_environment() -> None:
    """Makes `.venv`, anew when it is broken, moved, or of a Python that is gone."""
    probe = (
        f"import os, pip, sys; sys.exit(os.path.realpath(sys.prefix) != {str(VENV.resolve())!r})"
    )
    if PYTHON.exists() and quietly([str(PYTHON), "-c", probe])[0] == 0:
        return
    if VENV.is_symlink():
        raise Stop("The environment that .venv points to does not work; remove the link.")
    say("Making the environment .venv")
    code, output = quietly([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if code:
        raise Stop(f"The environment .venv could not be made: {reason(output)}")


def install(name: str) -> None:
    """Installs a list of locked packages, when it changed since the last time."""
    path = ROOT / "requirements" / f"{name}.txt"
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    stamp = VENV / f"installed-{name}"
    if stamp.exists() and stamp.read_text() == digest:
        return
    say(f"Installing the {content.count(b'==')} locked packages of requirements/{name}.txt")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    code, output = quietly([*pip, "--require-hashes", "-r", str(path)])
    if code:
        raise Stop(f"pip could not install the locked packages: {reason(output)}")
    stamp.write_text(digest)


def add_playwright_browser() -> None:
    """Chromium as Playwright brings it, where the system has none."""
    install_browser = [str(PYTHON), "-m", "playwright", "install"]
    if quietly([*install_browser, "--list"])[1].count("chromium-"):
        return
    say("Installing Playwright's Chromium")
    as_root = os.geteuid() == 0 and shutil.which("apt-get")
    code, output = quietly([*install_browser, *(["--with-deps"] if as_root else []), "chromium"])
    if code:
        raise Stop(
            "The browser tests need Chromium and Playwright's own could not be fetched "
            f"({reason(output)}); as root: apt-get install chromium"
        )


def lock(arguments: list[str]) -> None:
    """Locks the dependencies of pyproject.toml, with uv in an environment of its own.

    Versions that are locked already stay, unless the arguments say `--upgrade`.
    """
    with tempfile.TemporaryDirectory() as folder:
        say("Resolving the dependencies of pyproject.toml")
        uv = Path(folder) / "bin" / "uv"
        steps = [
            [sys.executable, "-m", "venv", folder],
            [str(uv.with_name("pip")), "install", "--quiet", "uv"],
        ]
        options = [
            *("--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"),
            *("--no-emit-index-url", "--no-header", *arguments),
        ]
        main_list, test_list = "requirements/main.txt", "requirements/test.txt"
        compile_list = [str(uv), "pip", "compile", *options, "pyproject.toml"]
        steps += [
            [*compile_list, "-o", main_list],
            # The tests run on the very versions that the portal runs on.
            [*compile_list, "--group", "dev", "-c", main_list, "-o", test_list],
        ]
        os.chdir(ROOT)
        for step in steps:
            code, output = quietly(step)
            if code:
                raise Stop(f"{Path(step[0]).name} failed: {reason(output)}")


def clean() -> None:
    """Removes what the commands made, here and where the servers of a closed folder keep theirs."""
    say("Removing .venv, and .data with every record in it")
    for place in [*DATA.glob("place"), *DATA.glob("test/*/place")]:
        shutil.rmtree(place.read_text(), ignore_errors=True)
    if not VENV.is_symlink():
        shutil.rmtree(VENV, ignore_errors=True)
    for name in (".data", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis"):
        shutil.rmtree(ROOT / name, ignore_errors=True)


def quietly(command: list[str], environment: dict[str, str] | None = None) -> tuple[int, str]:
    """Runs a program and keeps what it says, for when it fails."""
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout


def reason(output: str) -> str:
    """The line of a program's output that tells most."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for word in ("No space left", "ERROR", "E: ", "rror:"):
        for line in lines:
            if word in line:
                return line
    return lines[-1] if lines else "it gave no reason"


def say(text: str) -> None:
    """One line of progress, at once."""
    print(text, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2:])
    except Stop as stop:
        sys.exit(str(stop))
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            sys.exit("The disk is full; make room and start again.")
        sys.exit(f"{error.strerror}: {error.filename or ROOT}")
