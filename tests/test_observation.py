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
REQUEST = """
import django
from django.http import HttpRequest
from schoolgids.observation import configure_logging
configure_logging(level="INFO")
from django.urls import ResolverMatch
from django.utils.log import log_response
import django.db
request = HttpRequest()
request.path = "/school/oostpoort/dossiers/leerlingen/0190c0de/"
request.resolver_match = ResolverMatch(print, (), {}, "pupil_file", ["dossiers"], ["dossiers"])
try:
    raise django.db.IntegrityError("Failing row contains (7, Sem Aldershof)")
except django.db.IntegrityError as error:
    log_response(
        "%s: %s", "Internal Server Error", request.path, request=request, exception=error,
        response=type("Answer", (), {"status_code": 500})(),
    )
"""


def events(program: str = PROGRAM) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
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


def test_failed_page_is_named_without_its_address_and_what_the_database_said() -> None:
    (failed,) = events(REQUEST)
    assert (failed["event"], failed["page"]) == ("page.failed", "dossiers:pupil_file")
    assert "IntegrityError" in json.dumps(failed)
    assert "0190c0de" not in json.dumps(failed)
    assert "Aldershof" not in json.dumps(failed)
