"""From a report to a suspension: what lacks is said, the head decides, the letter is there."""

import io
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.test_incident import tick
from tests.journeys.visitor import Visitor

HEARING = "Leg eerst het hoorgesprek vast. Daarna beslist de schoolleider."
CONTACT = "Leg eerst het contact met de ouders vast."
CASE = "Schorsing van 2 dagen"
UNDECIDED = "Er is nog geen besluit."
DUTY = "Inspectie informeren"


def lacks(page: Page, deed: str) -> str:
    """What stands beside a deed that is not possible yet."""
    line = page.locator(".blocked li").filter(has_text=re.compile(rf"^\s*{deed}\."))
    return line.inner_text().split(f"{deed}.")[1].strip()


def says(page: Page, text: str) -> None:
    expect(page.get_by_role("main").get_by_role("status")).to_have_text(text)


def test_suspension_of_two_days_from_report_to_letter(
    arrive: Callable[..., Visitor],
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
    head.look("Besluit nemen")

    hear(leader)
    contact(leader)
    decide(head)
    text = letter(head)
    for part in (
        "Besluit: schorsing van 2 dagen",
        "Daan is 2 schooldagen geschorst",
        "II.A.2",
        "26 november 2026",
    ):
        assert part in text
    assert "Beste Wil Grootveen" in text
    assert "Leerling Daan Grootveen" in text
    assert "Maarten Oosterkamp schoolleider" in text
    assert "Yara" not in text

    head.page.get_by_role("link", name="Werkvoorraad").first.click()
    duty = head.page.get_by_role("listitem").filter(has=head.page.get_by_role("heading", name=DUTY))
    expect(duty).to_contain_text("Wettelijke plicht")
    expect(duty).to_contain_text("ma 23 nov")
    head.look("Werkvoorraad")

    mentor = arrive("mentor")
    mentor.page.goto("/school/oostpoort/dossiers/")
    mentor.page.get_by_role("link", name="Grootveen, Daan").click()
    expect(
        mentor.page.get_by_role("heading", name=re.compile("Brief over het besluit"))
    ).to_be_visible()
    mentor.look("Daan Grootveen")


def propose(leader: Visitor) -> str:
    """Takes up the report about Daan and proposes; the address of the case."""
    page = leader.page
    page.get_by_role("link", name="Meldingen").click()
    leader.look("Meldingen")
    page.get_by_role("listitem").filter(has_text="2026-0001").get_by_role("link").click()
    leader.look("Filmen of opnemen zonder toestemming")
    page.get_by_role("button", name="Pak de melding op").click()
    page.get_by_role("link", name="Stel een maatregel voor").click()
    leader.look("Maatregel voorstellen")
    tick(page, "Schorsing")
    page.get_by_label("Eerste dag").fill("26-11-2026")
    page.get_by_label("Aantal schooldagen").fill("2")
    page.get_by_label("Wat is er gebeurd?").fill("Daan filmde een klasgenoot.")
    page.get_by_label("Waarom deze maatregel?").fill("Een gesprek in september hielp niet.")
    page.get_by_role("button", name="Stel de maatregel voor").click()
    says(page, "De maatregel is voorgesteld.")
    leader.look(CASE)
    return page.url


def hear(leader: Visitor) -> None:
    page = leader.page
    page.get_by_role("link", name="Hoorgesprek vastleggen").click()
    leader.look("Hoorgesprek vastleggen")
    tick(page, "Ja, het gesprek is gevoerd")
    page.get_by_label("Tijd").fill("9.30")
    page.get_by_label("Met wie").fill("Daan en zijn moeder")
    page.get_by_label("Wat vertelden zij?").fill("Daan gaf het toe en heeft spijt.")
    page.get_by_role("button", name="Leg het hoorgesprek vast").click()
    says(page, "Het hoorgesprek is vastgelegd.")


def contact(leader: Visitor) -> None:
    page = leader.page
    page.get_by_role("link", name="Contact met de ouders vastleggen").click()
    leader.look("Contact met de ouders vastleggen")
    tick(page, "Wil Grootveen")
    page.get_by_label("Tijd").fill("9.00")
    tick(page, "Telefoon")
    tick(page, "Ja$")
    page.get_by_role("button", name="Leg het contact vast").click()
    says(page, "Het contact is vastgelegd.")


def decide(head: Visitor) -> None:
    page = head.page
    page.get_by_role("link", name="Werkvoorraad").first.click()
    page.get_by_role("link", name="Besluit nemen: schorsing", exact=True).click()
    page.get_by_role("link", name="Besluit nemen").click()
    head.look("Besluit nemen")
    tick(page, "De maatregel wordt opgelegd")
    page.get_by_label("Waarom dit besluit?").fill(
        "Daan heeft spijt. Daarom blijft het bij 2 dagen."
    )
    page.get_by_role("button", name="Neem het besluit").click()
    says(page, "Het besluit is genomen.")
    assert lacks(page, "Besluit bekendmaken") == "Maak eerst de brief."
    head.look(CASE)


def letter(head: Visitor) -> str:
    """Makes the letters; the text of the one to the mother, in one line."""
    page = head.page
    page.get_by_role("link", name="Brief maken").click()
    head.look("Brief maken")
    page.get_by_role("button", name="Maak de brief").click()
    expect(page.get_by_role("link", name="Brief gemaakt voor Daan Grootveen")).to_be_visible()
    head.look(CASE)
    href = page.get_by_role("link", name="Brief gemaakt voor Wil Grootveen").get_attribute("href")
    answer = page.request.get(str(href))
    assert answer.headers["content-type"] == "application/pdf"
    sheets = PdfReader(io.BytesIO(answer.body())).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
