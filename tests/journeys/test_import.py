"""Somebody of the school reads a text in: a file, its progress, a choice, a refusal, the draft."""

import os
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from playwright.sync_api import expect

from tests import servers
from tests.journeys.visitor import Visitor
from tests.protocols.imports.reading import IMPORT
from tests.protocols.pdf_file import empty_pdf
from tests.seeds.folder import seed

CODES = "/school/oostpoort/codes/"


def put(job: str, status: str) -> None:
    """Lets a job be at a stage, as when the worker has much to do."""
    parts = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/journeys_{servers.worker()}")
    with psycopg.connect(urlunsplit(parts)) as connection:
        board = "select set_config('schoolgids.board', board_id::text, true), set_config('schoolgids.schools', array[id]::text, true) from organisation_school where slug = 'oostpoort'"
        connection.execute(board)
        done = connection.execute(
            "update code_imports_importjob set status = %s where id = %s", [status, job]
        )
        assert done.rowcount == 1


def choose_file(visitor: Visitor, name: str, content: bytes) -> None:
    """Sends a file on the page of reading in."""
    visitor.page.get_by_label("Bestand").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    visitor.page.get_by_role("button", name="Lees deze tekst in").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_file_is_read_in_and_its_progress_leads_to_the_draft(
    arrive: Callable[..., Visitor], *, scripts: bool
) -> None:
    head = arrive("head", scripts=scripts)
    page, title = head.page, f"Skates {'met' if scripts else 'zonder'} script"
    page.goto(CODES)
    page.get_by_role("link", name="Lees een tekst in").first.click()
    head.look("Lees een tekst in")
    choose_file(head, f"{title}.md", f"# {title}\n\n1. Skates blijven buiten.\n".encode())
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_text("De tekst is ingelezen. Controleer nu de opbouw.")).to_be_visible()

    page.goto(IMPORT)
    link = page.get_by_role("link", name=f"{title}.md")
    address = link.get_attribute("href") or ""
    job = address.rstrip("/").rpartition("/")[2]
    put(job, "reading")
    link.click()
    head.look(f"{title}.md")
    expect(page.get_by_role("status")).to_have_text("De tekst wordt gelezen.")
    expect(page.get_by_role("progressbar")).to_be_visible()
    put(job, "done")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)  # it looked again by itself


def test_file_with_two_codes_becomes_two_drafts(arrive: Callable[..., Visitor]) -> None:
    head = arrive("head")
    page = head.page
    page.goto(IMPORT)
    choose_file(head, "twee-codes.txt", seed("S2").read_bytes())
    head.look("twee-codes.txt")
    expect(page.get_by_text("In dit bestand staan 2 codes.")).to_be_visible()
    page.get_by_text("Van elk deel een eigen code").click()
    expect(page.get_by_label("leerlingen").nth(0)).to_be_checked()
    page.get_by_label("Titel").nth(0).fill("Media voor leerlingen")
    page.get_by_label("Titel").nth(1).fill("Media voor medewerkers")
    page.get_by_role("button", name="Maak het concept").click()
    expect(page.get_by_text("Dit bestand is 2 concepten geworden.")).to_be_visible()
    head.look("twee-codes.txt")
    page.get_by_role("link", name="Media voor medewerkers").click()
    head.look("Media voor medewerkers")


@pytest.mark.parametrize("phone", [True, False])
def test_file_that_can_not_be_read_is_refused_at_its_place(
    arrive: Callable[..., Visitor], *, phone: bool
) -> None:
    head = arrive("head", phone=phone)
    head.expected = {422}
    page = head.page
    page.goto(IMPORT)
    choose_file(head, "foto.docx", b"\x89PNG")
    expect(page.get_by_text("Het lijkt een bestand van het soort PNG.").first).to_be_visible()
    head.look("Lees een tekst in")
    choose_file(head, "gescand.pdf", empty_pdf(1 + phone))
    head.look("gescand.pdf")
    expect(page.get_by_text("het is waarschijnlijk een scan.")).to_be_visible()
    page.get_by_label("Titel").fill("Gescand")
    page.get_by_role("button", name="Probeer het opnieuw").click()
    expect(page.get_by_label("Titel")).to_have_value("Gescand")
    page.get_by_role("link", name="Kies een ander bestand").click()
    head.look("Lees een tekst in")
