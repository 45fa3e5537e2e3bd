"""`make check`: every check of the source, two at a time; says only what is wrong."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import servers

ROOT = Path(__file__).resolve().parent.parent
MANAGE = ["manage.py"]
CHECKS = {
    "types": ["-m", "mypy"],
    "lint": ["-m", "ruff", "check", "--quiet"],
    "format": ["-m", "ruff", "format", "--check", "--quiet"],
    "templates": ["-m", "djlint", "templates", "--lint", "--quiet"],
    "import layers": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
    "dependencies": ["-m", "deptry", "."],
    "deployment": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "messages": [*MANAGE, "messages", "--check"],
    "generated docs": [*MANAGE, "write_docs", "--check"],
}


def main() -> None:
    """Runs every check, also after one has failed."""
    servers.ready()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "schoolgids.settings",
        "PORTAL_URL": "https://portal.example",  # what is checked is the portal behind TLS
    }

    def check(name: str) -> bool:
        begin = time.monotonic()
        done = subprocess.run(
            [sys.executable, *CHECKS[name]],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        word = "FAILED" if done.returncode else "ok"
        output = f"{done.stdout.rstrip()}\n" if done.returncode else ""
        print(f"{name}: {word} ({time.monotonic() - begin:.1f} s)\n{output}", end="", flush=True)
        return done.returncode == 0

    with ThreadPoolExecutor(2) as pool:
        passed = list(pool.map(check, CHECKS))
    if not all(passed):
        sys.exit(f"{passed.count(False)} of {len(CHECKS)} checks failed.")
    print(f"All {len(CHECKS)} checks passed.")


if __name__ == "__main__":
    main()
