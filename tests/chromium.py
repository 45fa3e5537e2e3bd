"""Which Chromium the browser tests drive."""

import os
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserType

SYSTEM = ("/usr/bin/chromium", "/usr/bin/google-chrome")


class NoChromium(Exception):
    """There is no browser: a test that needs one fails and says so, it is never passed over."""


def launch_options(chromium: BrowserType) -> dict[str, Any]:
    """What `chromium.launch` needs on this machine."""
    return {
        "executable_path": str(find(chromium)),
        # Root can't have Chromium's sandbox; the pages are our own.
        "args": ["--no-sandbox"] if os.geteuid() == 0 else [],
    }


def find(chromium: BrowserType) -> Path:
    """The system's own, or else Playwright's."""
    named = os.environ.get("CHROMIUM")
    for path in (named, *SYSTEM, chromium.executable_path):
        if path and shutil.which(path):
            return Path(path)
    raise NoChromium(
        "The browser tests need Chromium: `make test` installs it, or apt-get install chromium."
    )
