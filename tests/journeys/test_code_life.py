"""A head lays a code before two councils, lets a link stay, publishes it for later and calls it back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitor import Visitor

IMPORT = "/school/oostpoort/codes/inlezen/"
CODE = """\
# Afspraken over steppen

1. Steppen staan in het rek, zie de [Integriteitscode](#).
2. De GMR stemde in op [datum].
"""


def said(page: Page, body: str, answer: str, day: str = "", why: str = "") -> None:
    """Writes down what a body said, in the fold of that body."""
    row = page.get_by_role("listitem").filter(has_text=f"Wat zei {body}?")
    row.get_by_text(f"Wat zei {body}?").click()
    row.get_by_text(answer, exact=True).click()
    row.get_by_label("Wanneer").fill(day)
    row.get_by_label("Toelichting").fill(why)
    row.get_by_role("button", name="Leg vast").click()


def expects(page: Page, body: str) -> None:
    """Puts a body in the list of who must consent."""
    page.get_by_text("Wie moet er nog meer instemmen?").click()
    page.get_by_label("Wie moet instemmen").fill(body)
    page.get_by_role("button", name="Zet in de lijst").click()
    expect(page.get_by_text(f"Wat zei {body}?")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_head_takes_a_code_past_two_councils_and_calls_it_back(
    arrive: Callable[..., Visitor], *, scripts: bool
) -> None:
    head = arrive("head", phone=scripts, scripts=scripts)
    head.expected.add(422)
    page = head.page
    title = f"Steppen {'met' if scripts else 'zonder'} script"
    page.goto(IMPORT)
    page.get_by_label("Of plak de tekst hier").fill(CODE)
    page.get_by_label("Titel").fill(title)
    page.get_by_role("button", name="Lees deze tekst in").click()
    head.look(title)

    # What is left open: a link that may stay, and a blank that may not.
    page.get_by_role("link", name="1", exact=True).click()
    expect(page.locator(":target")).to_contain_text("Steppen staan in het rek")
    page.get_by_text("Laat zo staan, want …").first.click()
    page.get_by_label("Laat zo staan, want …").fill("Die staat bij het bestuur.")
    page.get_by_role("button", name="Laat zo staan").click()
    expect(page.get_by_text("Die staat bij het bestuur.")).to_be_visible()
    page.get_by_label("Wat moet er staan in plaats van [datum]?").fill("24 november 2020")
    page.get_by_role("button", name="Vul in").click()

    expects(page, "GMR po")
    expects(page, "GMR vo")
    page.get_by_role("button", name="De opbouw klopt").click()
    page.get_by_role("button", name="Leg voor ter instemming").click()
    expect(page.get_by_text("Nog niet ingestemd: GMR po, GMR vo.")).to_be_visible()
    said(page, "GMR vo", "stemt niet in", "november 2020", "Te streng")
    expect(page.get_by_text("Stemt niet in: GMR vo.")).to_be_visible()
    head.look(title)
    said(page, "GMR vo", "stemt in", "23-11-2020")
    said(page, "GMR po", "stemt in", "24-11-2020")

    page.get_by_label("Wie stelde vast").fill("College van Bestuur")
    adopting = page.locator("form", has=page.get_by_label("Wie stelde vast"))
    adopting.get_by_label("Wanneer").fill("23-11-2020")
    adopting.get_by_role("button", name="Leg de vaststelling vast").click()
    expect(page.get_by_text("De vaststelling kan niet vóór de instemming liggen.")).to_be_visible()
    adopting.get_by_label("Wanneer").fill("27-11-2020")
    adopting.get_by_role("button", name="Leg de vaststelling vast").click()

    page.get_by_label("Geldt vanaf").fill("1-2-2027")
    page.get_by_role("button", name="Publiceer in de schoolgids").click()
    expect(page.get_by_text("Deze versie gaat in op 1 februari 2027.")).to_be_visible()
    head.look(title)
    page.get_by_text("Haal de publicatie terug").first.click()
    page.get_by_label("Waarom").fill("De ouders weten het nog niet.")
    page.get_by_role("button", name="Haal de publicatie terug").click()
    expect(page.get_by_text("De ouders weten het nog niet.")).to_be_visible()
    expect(page.get_by_label("Geldt vanaf")).to_be_visible()
    head.look(title)
