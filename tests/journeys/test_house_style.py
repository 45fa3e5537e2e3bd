"""The head gives the school its colours and its logo; a parent sees them in the guide."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.house.pictures import picture
from tests.journeys.visitor import Visitor

TOPIC = "/gids/oostpoort/telefoons-en-berichten/"
TYPED, NEAREST = "rgb(143, 193, 209)", "rgb(56, 117, 136)"


@pytest.mark.parametrize("scripts", [True, False])
def test_head_takes_the_nearest_colour_and_a_logo_and_a_parent_sees_both(
    arrive: Callable[..., Visitor], *, scripts: bool
) -> None:
    head = arrive("head", scripts=scripts)
    head.expected = {422}
    page = head.page
    page.get_by_role("link", name="Gids en codes").click()
    page.get_by_role("link", name="Huisstijl").click()
    head.look("Huisstijl")

    page.get_by_role("textbox", name="Hoofdkleur", exact=True).fill("#8fc1d1")
    button = page.locator(".style-sample .btn")
    if scripts:
        expect(button).to_have_css("background-color", TYPED)
        expect(page.get_by_label("Hoofdkleur: kies een kleur", exact=True)).to_have_value("#8fc1d1")
    # Another one each time: what changes nothing is told so.
    accent = "#cf8a1d" if scripts else "#3d8a5d"
    page.get_by_role("textbox", name="Accent", exact=True).fill(accent)
    page.get_by_text("Molen", exact=True).click()
    logo = {"name": "logo.png", "mimeType": "image/png", "buffer": picture()}
    page.get_by_label("Logo niet verplicht").set_input_files(logo)  # type: ignore[arg-type]
    page.get_by_role("button", name="Bekijk").click()

    expect(page.locator("#div_id_colour_primary .invalid-feedback")).to_contain_text(
        "De hoofdkleur (#8fc1d1) is niet goed leesbaar op de lichte achtergrond (#e8f1f4)"
    )
    expect(page.get_by_role("textbox", name="Hoofdkleur", exact=True)).to_have_value("#8fc1d1")
    expect(button).to_have_css("background-color", NEAREST)
    head.look("Huisstijl")

    page.get_by_role("button", name="Neem #387588 over").click()
    expect(page.get_by_role("textbox", name="Hoofdkleur", exact=True)).to_have_value("#387588")
    expect(page.get_by_label("Molen")).to_be_checked()
    expect(page.get_by_text("Je koos een logo van 120 bij 60 pixels.")).to_be_visible()
    expect(page.locator(".style-sample canvas").first).to_be_visible(visible=scripts)
    head.look("Huisstijl")

    page.get_by_role("button", name="Sla op").click()
    expect(page.get_by_text("De huisstijl is opgeslagen.")).to_be_visible()
    head.look("Huisstijl")

    parent = arrive(scripts=scripts, phone=True)
    page = parent.page
    page.goto(TOPIC)
    parent.look("Telefoons en berichten")
    shown = page.get_by_role("img", name="Logo van Lyceum Oostpoort")
    expect(shown).to_be_visible()
    if scripts:
        assert shown.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [120, 60]
    expect(page.locator(".site-header")).to_have_css("border-top-color", NEAREST)
    page.get_by_role("link", name="Alleen de tekst").click()
    expect(page.get_by_role("heading", level=1)).to_have_css("color", NEAREST)
