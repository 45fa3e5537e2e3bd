"""Somebody of the school sets a code right whose numbering was lost, with and without a keyboard.

What is counted is what a person does: a key, a click, a choice. Twenty of those, with the reading in
between, are well under five minutes; how long one takes is theirs.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.visitor import Visitor
from tests.seeds.folder import seed

IMPORT = "/school/oostpoort/codes/inlezen/"
SMALL = """\
# Afspraken over fietsen

Voor wie

1. Leerlingen stallen de fiets in het rek. Zij zetten hem op slot.
2. Bezoekers doen dat ook.

Op het plein

1. Op het plein loop je met de fiets
aan de hand.
"""


@dataclass
class Hands:
    """Counts what a person does on the page."""

    page: Page
    actions: int = 0

    def press(self, key: str) -> None:
        self.actions += 1
        before = self._revision()
        self.page.keyboard.press(key)
        if key in DEEDS:
            expect(self.page.locator("input[name=revision]")).not_to_have_value(before)

    def walk(self, key: str) -> None:
        """A key that changes nothing but where one is."""
        self.actions += 1
        self.page.keyboard.press(key)

    def click(self, place: Locator) -> None:
        self.actions += 1
        place.click()

    def _revision(self) -> str:
        return self.page.locator("input[name=revision]").input_value()


DEEDS = {
    "k",
    "Shift+K",
    "ArrowRight",
    "ArrowLeft",
    "1",
    "2",
    "3",
    "v",
    "Delete",
    "Control+z",
    "Control+y",
}


def bring_in(visitor: Visitor, text: str, title: str = "") -> None:
    """Reads a text in and opens its outline."""
    page = visitor.page
    page.goto(IMPORT)
    page.get_by_label("Of plak de tekst hier").fill(text)
    page.get_by_label("Titel").fill(title)
    page.get_by_role("button", name="Lees deze tekst in").click()
    page.get_by_role("link", name="Controleer de opbouw").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Opbouw van de tekst")


def numbers(page: Page) -> list[str]:
    """The numbers of the tree from top to bottom, as a reader will cite them."""
    return [text for text in page.locator(".outline-row .art-no").all_inner_texts() if text != "–"]


def row(page: Page, words: str) -> Locator:
    return page.locator(".outline-row", has_text=words)


RIGHT = [
    "I", "I.1", "I.2", "I.3",
    "II", *(f"II.{n}" for n in range(1, 6)),
    "III",
    "III.A", *(f"III.A.{n}" for n in range(1, 6)),
    "III.B", *(f"III.B.{n}" for n in range(1, 13)),
    "IV", *(f"IV.{n}" for n in range(1, 4)),
    "V", *(f"V.{n}" for n in range(1, 6)),
]  # fmt: skip


def test_code_with_lost_numbers_is_looked_through_and_confirmed_by_keyboard(
    arrive: Callable[..., Visitor],
) -> None:
    head = arrive("head")
    page = head.page
    bring_in(head, seed("S0").read_text(encoding="utf-8"), "Nagekeken met toetsen")
    head.look("Opbouw van de tekst")
    assert numbers(page) == RIGHT
    hands = Hands(page)

    # From guess to guess; a section whose rules are right too goes in one key.
    hands.click(page.get_by_role("link", name="naar de volgende"))
    expect(row(page, "Doelgroep en reikwijdte").locator("input")).to_be_focused()
    for heading in ("Uitgangspunten", "Voor alle gebruikers", "Specifiek voor medewerkers",
                    "Gevolgen van overtreding", "Overige, citeertitel"):  # fmt: skip
        hands.press("Shift+K")
        expect(row(page, heading).locator("input[name=chosen]")).to_be_focused()
    hands.press("Shift+K")
    expect(page.get_by_text("Alles is nagekeken.")).to_be_visible()
    expect(page.locator("[data-outline-said]")).to_have_text(
        "Goedgekeurd, met alles wat eronder staat."
    )
    hands.click(page.get_by_role("button", name="De opbouw klopt"))
    expect(page.get_by_text("De opbouw is nagekeken.")).to_be_visible()
    assert hands.actions == 8


def test_code_with_lost_numbers_is_set_right_where_nothing_was_guessed(
    arrive: Callable[..., Visitor],
) -> None:
    """The worst case: every proposal of the import gone, every number as the copy left it."""
    head = arrive("head")
    page = head.page
    bring_in(head, seed("S0").read_text(encoding="utf-8"), "Hersteld met de hand")
    for choice in page.locator("input[name=chosen]").all():
        choice.check()
    page.get_by_text("Nummer", exact=True).click()
    page.get_by_role("button", name="Sla nummer op").click()
    expect(page.locator("input[name=revision]")).to_have_value("1")
    assert numbers(page) != RIGHT
    hands = Hands(page)

    chapters = ("Doelgroep en", "Uitgangspunten", "Gebruik van social media",
                "Gevolgen van", "Overige, citeertitel")  # fmt: skip
    sections = ("Voor alle gebruikers (", "Specifiek voor medewerkers")
    revision = 1
    for chosen, style, button in (
        (chapters, "I, II, III", "Nummer de gekozen regels"),
        (sections, "A, B, C", "Nummer de gekozen regels"),
        (("Uitgangspunten", *sections), "1, 2, 3", "Nummer wat eronder staat"),
    ):
        hands.actions += 1
        page.keyboard.press("Escape")
        expect(page.locator("input[name=chosen]:checked")).to_have_count(0)
        for words in chosen:
            line = page.locator(".outline-row", has=page.locator("b", has_text=words)).last
            hands.click(line.locator("input[name=chosen]"))
        hands.actions += 1
        page.get_by_label("Tel als").select_option(label=style)
        hands.click(page.get_by_role("button", name=button))
        revision += 1
        expect(page.locator("input[name=revision]")).to_have_value(str(revision))
    assert numbers(page) == RIGHT
    hands.click(page.get_by_role("button", name="De opbouw klopt"))
    expect(page.get_by_text("De opbouw is nagekeken.")).to_be_visible()
    assert hands.actions == 20


def test_line_is_moved_split_merged_and_put_back_by_keyboard(
    arrive: Callable[..., Visitor],
) -> None:
    head = arrive("head")
    page = head.page
    bring_in(head, SMALL, "Fietsen met toetsen")
    hands = Hands(page)
    said = page.locator("[data-outline-said]")
    line = row(page, "Bezoekers doen dat ook").locator("input[name=chosen]")
    line.focus()

    hands.press("ArrowRight")
    expect(said).to_have_text("Dieper gezet.")
    expect(line).to_be_focused()
    hands.press("v")
    expect(said).to_have_text("Samengevoegd.")
    merged = row(page, "Zij zetten hem op slot. 2. Bezoekers doen dat ook.")
    expect(merged.locator("input[name=chosen]")).to_be_focused()
    hands.press("Control+z")
    expect(said).to_have_text("Ongedaan gemaakt.")
    hands.press("Control+z")
    hands.press("Control+y")
    expect(said).to_have_text("Opnieuw gedaan.")

    row(page, "Zij zetten hem op slot").locator("input[name=chosen]").focus()
    hands.walk("s")
    head.look("Splits een regel")
    words = page.get_by_label("Tekst van de regel")
    words.fill("Leerlingen stallen de fiets in het rek.\n\nZij zetten hem op slot.")
    page.get_by_role("button", name="Splits").click()
    expect(row(page, "Zij zetten hem op slot.")).to_be_visible()
    expect(row(page, "Leerlingen stallen").locator("input[name=chosen]")).to_be_focused()
    head.look("Opbouw van de tekst")

    # The source line of the line one is at is shown beside it.
    number = row(page, "Leerlingen stallen").get_by_role("link", name=re.compile("^regel"))
    line_of = (number.get_attribute("href") or "").removeprefix("#")
    expect(page.locator(f"#{line_of}")).to_have_class(re.compile("is-current"))


@pytest.mark.parametrize("phone", [True, False])
def test_outline_is_set_right_without_scripts(
    arrive: Callable[..., Visitor], *, phone: bool
) -> None:
    head = arrive("head", scripts=False, phone=phone)
    page = head.page
    bring_in(head, SMALL, f"Fietsen zonder script {phone}")
    row(page, "Bezoekers doen dat ook").locator("input[name=chosen]").check()
    page.get_by_role("button", name="Dieper").click()
    expect(page.get_by_text("Dieper gezet.")).to_be_visible()
    expect(page.locator(":target")).to_contain_text("Bezoekers doen dat ook")
    expect(page.locator(":target")).to_be_in_viewport()
    page.get_by_role("button", name="Ongedaan").click()
    expect(page.get_by_text("Ongedaan gemaakt.")).to_be_visible()
    row(page, "Bezoekers doen dat ook").get_by_role("link", name=re.compile("^regel")).click()
    expect(page.locator(":target")).to_contain_text("2. Bezoekers doen dat ook.")
    page.get_by_role("button", name="De opbouw klopt").click()
    expect(page.get_by_text("De opbouw is nagekeken.")).to_be_visible()


def test_newer_edition_is_laid_beside_the_one_before(arrive: Callable[..., Visitor]) -> None:
    head = arrive("head")
    page = head.page
    bring_in(head, SMALL, "Fietsen in twee uitgaven")
    newer = SMALL.replace(
        "stallen de fiets in het rek", "zetten de fiets in een rek bij de sporthal"
    )
    page.goto(IMPORT)
    page.get_by_label("Of plak de tekst hier").fill(newer)
    page.get_by_label("Nieuwe uitgave van").select_option(label="Fietsen in twee uitgaven")
    page.get_by_role("button", name="Lees deze tekst in").click()
    page.get_by_role("link", name="Vergelijk met de vorige uitgave (1 gok)").click()
    head.look("Vergelijk met de vorige uitgave")
    expect(page.locator("ins").first).to_be_visible()
    page.get_by_role("button", name="Klopt, dit is dezelfde").click()
    expect(page.get_by_role("link", name="Nakijken (0)")).to_be_visible()
    head.look("Vergelijk met de vorige uitgave")
