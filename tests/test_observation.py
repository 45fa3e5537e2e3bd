"""Logs tell what went wrong, and never whose data it was."""

import json
import subprocess
import sys

PROGRAM = """
import structlog
from schoolgids.observation import configure_logging
configure_logging(level="INFO")
log = structlog.get_logger("test")
pupil = "Sem Aldershof"
log.info("letter.made", letter="7", name=pupil, email="sem@waterland.example")
try:
    raise KeyError("birth_date")
except KeyError:
    log.exception("letter.failed")
"""


def events() -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_fact_that_names_a_person_is_left_out() -> None:
    made, _failed = events()
    assert (made["event"], made["letter"], made["name"], made["email"]) == (
        "letter.made",
        "7",
        "…",
        "…",
    )


def test_traceback_has_no_values() -> None:
    _made, failed = events()
    assert failed["event"] == "letter.failed"
    assert "KeyError" in json.dumps(failed)
    assert "Aldershof" not in json.dumps(failed)
