"""Sets up a fresh machine and hands over: `python3 schoolgids/launcher/bootstrap.py run|test|...`.

The system's own python3 reads this file, however old and bare it is: no package is imported here,
and no syntax is used that an old Python can't read, so that it can say what is missing.
"""

import ctypes
import errno
import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
ROOM_TO_INSTALL = 1500 * 1024 * 1024
ROOM_TO_RUN = 200 * 1024 * 1024

# What the wheels need from the system: file to open, and the package of Debian and Ubuntu with it.
LIBRARIES = [
    ("libpango-1.0.so.0", "libpango-1.0-0"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0-0"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset0"),
]
CHROMIUM = "/usr/bin/chromium"

# What runs once everything is there; `{arguments}` are those after the name.
COMMANDS = {
    "run": ["-m", "schoolgids.launcher"],
    "test": ["-m", "pytest", "-n", "2"],
    "check": ["-m", "tests.check"],
    "bench": ["-m", "tests.bench"],
    "setup": ["--version"],
}


class Stop(Exception):
    """One sentence: what is missing and what to do."""


def main(arguments):
    # type: (list[str]) -> None
    """Sets up what the named command needs, and becomes that command."""
    command, rest = arguments[0], arguments[1:]
    find_python()
    testing = command != "run"
    check_folder()
    with_lock(lambda: set_up(testing, browser=command in ("test", "bench")))
    os.chdir(ROOT)
    os.execv(PYTHON, [PYTHON] + COMMANDS[command] + rest)


def set_up(testing, browser):
    # type: (bool, bool) -> None
    """System packages, the environment, the locked packages and a browser, as far as missing."""
    add_system_packages(missing_packages(browser))
    make_environment()
    install("main")
    if testing:
        install("test")
    if browser and not os.path.exists(CHROMIUM):
        add_playwright_browser()


def find_python():
    # type: () -> None
    """Goes on with a newer Python of this machine when this one is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(19, OLDEST[1] - 1, -1):
        newer = shutil.which("python3.%d" % minor)
        if newer:
            os.execv(newer, [newer] + sys.argv)
    raise Stop(
        "Python 3.11 or newer is needed and this is %d.%d; install it (Debian 12, Ubuntu 24.04 and "
        "newer have it) or point to it: make run PYTHON=/path/to/python3.11" % sys.version_info[:2]
    )


def check_folder():
    # type: () -> None
    """Stops early when the folder can't be written or the disk is nearly full."""
    if not os.access(ROOT, os.W_OK):
        raise Stop("No right to write in %s; use a copy of your own." % ROOT)
    needed = ROOM_TO_RUN if os.path.exists(PYTHON) else ROOM_TO_INSTALL
    free = shutil.disk_usage(ROOT).free
    if free < needed:
        raise Stop(
            "The disk of %s has %d MB free and %d MB are needed; make room and start again."
            % (ROOT, free // 2**20, needed // 2**20)
        )


def with_lock(work):
    # type: (object) -> None
    """Two commands that start together in one folder set up one after the other."""
    import fcntl

    folder = os.path.join(ROOT, ".data")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "setup.lock"), "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        work()  # type: ignore[operator]


def missing_packages(browser):
    # type: (bool) -> list[str]
    """Names of the Debian packages that this machine lacks."""
    missing = []
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        missing.append("python%d.%d-venv" % sys.version_info[:2])
    for library, package in LIBRARIES:
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    # Ubuntu's package of this name is a snap, which does not start everywhere.
    if browser and not os.path.exists(CHROMIUM) and "debian" in system_names()[:1]:
        missing.append("chromium")
    return missing


def system_names():
    # type: () -> list[str]
    """What this system calls itself, and what it is like."""
    names = {}
    try:
        with open("/etc/os-release") as file:
            for line in file:
                name, _, value = line.strip().partition("=")
                names[name] = value.strip('"')
    except OSError:
        return []
    return [names.get("ID", "")] + names.get("ID_LIKE", "").split()


def add_system_packages(packages):
    # type: (list[str]) -> None
    """Installs what is missing, where that can be done; elsewhere says how."""
    if not packages:
        return
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        if packages == ["chromium"]:
            return  # Playwright's own takes its place
        how = "apt-get install " + " ".join(packages)
        if not apt:
            how = "install what your system calls these packages of Debian: " + " ".join(packages)
        raise Stop("System packages are missing; as an administrator: %s" % how)
    say("Installing system packages: " + " ".join(packages))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = [apt, "install", "-y", "-q", "--no-install-recommends"] + packages
    if quietly(install, environment)[0] == 0:
        return
    quietly([apt, "update", "-q"], environment)
    code, output = quietly(install, environment)
    if code:
        raise Stop("apt-get could not install %s: %s" % (" ".join(packages), reason(output)))


def make_environment():
    # type: () -> None
    """Makes `.venv`, anew when it is broken or of another Python."""
    if os.path.exists(PYTHON):
        check = "import pip, sys; sys.exit(sys.version_info < %r)" % (OLDEST,)
        if quietly([PYTHON, "-c", check])[0] == 0:
            return
    say("Making the environment .venv")
    code, output = quietly([sys.executable, "-m", "venv", "--clear", VENV])
    if code:
        raise Stop("The environment .venv could not be made: " + reason(output))


def install(name):
    # type: (str) -> None
    """Installs the locked packages of a list, when the list changed since the last time."""
    path = os.path.join(ROOT, "requirements", name + ".txt")
    with open(path, "rb") as file:
        content = file.read()
    digest = hashlib.sha256(content).hexdigest()
    stamp = os.path.join(VENV, "installed-%s" % name)
    if os.path.exists(stamp):
        with open(stamp) as file:
            if file.read() == digest:
                return
    say("Installing %d locked packages (requirements/%s.txt)" % (content.count(b"=="), name))
    code, output = quietly(
        [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        + ["--require-hashes", "-r", path]
    )
    if code:
        raise Stop("pip could not install the locked packages: " + reason(output))
    with open(stamp, "w") as file:
        file.write(digest)


def add_playwright_browser():
    # type: () -> None
    """Chromium as Playwright brings it, where the system has none."""
    say("Installing Playwright's Chromium")
    extra = ["--with-deps"] if os.geteuid() == 0 and shutil.which("apt-get") else []
    code, output = quietly([PYTHON, "-m", "playwright", "install"] + extra + ["chromium"])
    if code:
        raise Stop(
            "The browser tests need Chromium: install the package chromium as an administrator "
            "(Playwright's own could not be fetched: %s)" % reason(output)
        )


def quietly(command, environment=None):
    # type: (list[str], object) -> tuple[int, str]
    """Runs a program and keeps what it says, for when it fails."""
    done = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,  # type: ignore[arg-type]
    )
    output = done.communicate()[0].decode("utf-8", "replace")
    return done.returncode, output


def reason(output):
    # type: (str) -> str
    """The line of a program's output that tells most."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for word in ("No space left", "ERROR", "E: ", "Error"):
        for line in lines:
            if word in line:
                return line
    return lines[-1] if lines else "it gave no reason"


def say(text):
    # type: (str) -> None
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Stop as stop:
        sys.exit(str(stop))
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            sys.exit("The disk is full; make room and start again.")
        sys.exit("%s: %s" % (error.strerror, error.filename or ROOT))
