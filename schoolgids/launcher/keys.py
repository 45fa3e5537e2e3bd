"""The secrets of this machine's portal, made once and kept in a file of its owner alone."""

import base64
import os
import secrets
from pathlib import Path

from schoolgids.launcher.process import CannotStart


def keys(path: Path) -> dict[str, str]:
    """The secrets by the name of their setting; made when the file is not there yet."""
    if not path.exists():
        _make(path)
    path.chmod(0o600)
    pairs = (line.partition("=") for line in path.read_text().splitlines() if "=" in line)
    found = {name: value for name, _, value in pairs}
    if missing := {"SECRET_KEY", "FILES_KEY"} - found.keys():
        raise CannotStart(
            f"{path} lacks {' and '.join(sorted(missing))}; restore the file: "
            "without its FILES_KEY stored files can't be read."
        )
    return found


def _make(path: Path) -> None:
    text = (
        f"SECRET_KEY={secrets.token_urlsafe(64)}\n"
        f"FILES_KEY={base64.b64encode(secrets.token_bytes(32)).decode()}\n"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.rename(path)
