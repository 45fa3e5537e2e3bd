"""The door of every command of the Makefile: finds a Python that is new enough for the rest.

The system's own python3 reads this file, however old it is, so it is written in the syntax of all.
"""

import os
import shutil
import sys

OLDEST = (3, 11)
NEWEST_TO_TRY = 20


def main() -> None:
    """Becomes the set-up in this Python, or in a newer one of this machine."""
    setup = os.path.join(os.path.dirname(os.path.abspath(__file__)), "setup.py")
    os.execv(find_python(), [find_python(), setup, *sys.argv[1:]])


def find_python() -> str:
    """The program of a Python that will do."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in range(NEWEST_TO_TRY, OLDEST[1] - 1, -1):
        newer = shutil.which("python3.{}".format(minor))
        if newer:
            return newer
    sys.exit(
        "Python 3.11 or newer is needed and this is {}.{}: install it (Debian 12, Ubuntu 24.04 and "
        "newer have it) or name it, as in: make run PYTHON=/opt/python3.11/bin/python3".format(
            *sys.version_info[:2]
        )
    )


if __name__ == "__main__":
    main()
