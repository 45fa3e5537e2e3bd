"""From a report to a suspension: what lacks is said, the head decides, the letter is there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.test_incident import tick
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.xdist_group("journeys")
HEARING = "Leg eerst het hoorgesprek vast. Daarna beslist de schoolleider."
CONTACT = "Leg eerst het contact met de ouders vast."
UNDECIDED = "Er is nog geen besluit."
DUTY = "Inspectie informeren"


def lacks(page: Page, deed: str) -> str:
    """What stands beside a deed that is not possible yet."""
    line = page.locator(".blocked li").filter(has_text=re.compile(rf"^\s*{deed}\."))
    return line.inner_text().split(f"{deed}.")[1].strip()


def said(page: Page) -> str:
    return page.get_by_role("main").get_by_role("status").inner_text().strip()


def test_suspension_of_two_days_from_report_to_letter(
    arrive: Callable[..., Visitor], tmp_path: Path
) -> None:
    leader = arrive("team_leader")
    case = propose(leader)
    assert lacks(leader.page, "Besluit nemen") == "Hierover beslist de schoolleider."
    assert lacks(leader.page, "Brief maken") == f"{UNDECIDED} {HEARING} {CONTACT}"
    assert lacks(leader.page, "Besluit bekendmaken") == UNDECIDED

    # The head can't pass by what lacks, not by the address of the page either.
    head = arrive("head")
    head.page.goto(case)
    assert lacks(head.page, "Besluit nemen") == f"{HEARING} {CONTACT}"
    head.page.goto(f"{case}besluit/")
    reasons = head.page.get_by_role("region", name="Dit kan nog niet").get_by_role("listitem")
    assert reasons.all_inner_texts() == [HEARING, CONTACT]
    head.look()

    hear(leader)
    contact(leader)
    decide(head)
    text = letter(head, tmp_path)
    for part in ("Besluit: schorsing van 2 dagen", "Daan Grootveen", "II.A.2", "26 november 2026"):
        assert part in text
    assert "Maarten Oosterkamp" in text
    assert "Yara" not in text

    head.page.get_by_role("link", name="Werkvoorraad").first.click()
    duty = head.page.get_by_role("listitem").filter(has=head.page.get_by_role("heading", name=DUTY))
    expect(duty).to_contain_text("Wettelijke plicht")
    expect(duty).to_contain_text("ma 23 nov")
    head.look()

    mentor = arrive("mentor")
    mentor.page.goto("/school/oostpoort/dossiers/")
    mentor.page.get_by_role("link", name="Grootveen, Daan").click()
    expect(
        mentor.page.get_by_role("heading", name=re.compile("Brief over het besluit"))
    ).to_be_visible()
    mentor.look()


def propose(leader: Visitor) -> str:
    """Takes up the report about Daan and proposes; the address of the case."""
    page = leader.page
    page.get_by_role("link", name="Meldingen").click()
    leader.look()
    page.get_by_role("listitem").filter(has_text="2026-0001").get_by_role("link").click()
    leader.look()
    page.get_by_role("button", name="Pak de melding op").click()
    page.get_by_role("link", name="Stel een maatregel voor").click()
    leader.look()
    tick(page, "Schorsing")
    page.get_by_label("Eerste dag").fill("26-11-2026")
    page.get_by_label("Aantal schooldagen").fill("2")
    page.get_by_label("Wat is er gebeurd?").fill("Daan filmde een klasgenoot.")
    page.get_by_label("Waarom deze maatregel?").fill("Een gesprek in september hielp niet.")
    page.get_by_role("button", name="Stel de maatregel voor").click()
    assert said(page) == "De maatregel is voorgesteld."
    leader.look()
    return page.url


def hear(leader: Visitor) -> None:
    page = leader.page
    page.get_by_role("link", name="Hoorgesprek vastleggen").click()
    leader.look()
    tick(page, "Ja, het gesprek is gevoerd")
    page.get_by_label("Tijd").fill("9.30")
    page.get_by_label("Met wie").fill("Daan en zijn moeder")
    page.get_by_label("Wat vertelden zij?").fill("Daan gaf het toe en heeft spijt.")
    page.get_by_role("button", name="Leg het hoorgesprek vast").click()
    assert said(page) == "Het hoorgesprek is vastgelegd."


def contact(leader: Visitor) -> None:
    page = leader.page
    page.get_by_role("link", name="Contact met de ouders vastleggen").click()
    leader.look()
    tick(page, "Wil Grootveen")
    page.get_by_label("Tijd").fill("9.00")
    tick(page, "Telefoon")
    tick(page, "Ja$")
    page.get_by_role("button", name="Leg het contact vast").click()
    assert said(page) == "Het contact is vastgelegd."


def decide(head: Visitor) -> None:
    page = head.page
    page.get_by_role("link", name="Werkvoorraad").first.click()
    page.get_by_role("link", name="Besluit nemen: schorsing", exact=True).click()
    page.get_by_role("link", name="Besluit nemen").click()
    head.look()
    tick(page, "De maatregel wordt opgelegd")
    page.get_by_label("Waarom dit besluit?").fill(
        "Daan heeft spijt. Daarom blijft het bij 2 dagen."
    )
    page.get_by_role("button", name="Neem het besluit").click()
    assert said(page) == "Het besluit is genomen."
    assert lacks(page, "Besluit bekendmaken") == "Maak eerst de brief."
    head.look()


def letter(head: Visitor, folder: Path) -> str:
    """Makes the letters; the text of the one to the mother, in one line."""
    page = head.page
    page.get_by_role("link", name="Brief maken").click()
    head.look()
    page.get_by_role("button", name="Maak de brief").click()
    expect(page.get_by_role("link", name="Brief gemaakt voor Daan Grootveen")).to_be_visible()
    head.look()
    with page.expect_download() as download:
        page.get_by_role("link", name="Brief gemaakt voor Wil Grootveen").click()
    path = folder / "brief.pdf"
    download.value.save_as(path)
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(path).pages).split())
