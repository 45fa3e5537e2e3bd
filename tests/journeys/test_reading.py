"""A parent sees what changed, passes on one rule, and takes the text along on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

TOPIC = "/gids/oostpoort/telefoons-en-berichten/"
RULE = re.compile("De smartphone en het horloge")


@pytest.mark.parametrize("scripts", [True, False])
def test_parent_sees_what_changed(arrive: Callable[..., Visitor], *, scripts: bool) -> None:
    parent = arrive(scripts=scripts, phone=True)
    page = parent.page
    page.goto(TOPIC)
    page.get_by_role("link", name="Wat is nieuw?").click()
    parent.look("Wat is er veranderd in Telefoons en berichten?")
    expect(page.locator("ins")).to_have_text(
        ["onderstreept", "toegevoegd: en het horloge zitten"], use_inner_text=False
    )
    expect(page.locator("del")).to_have_text(["doorgestreept", "vervallen: zit"])

    page.get_by_label("Oude versie").select_option(label="Versie 2, vanaf 1 november 2026")
    page.get_by_role("button", name="Vergelijk").click()
    expect(page.get_by_role("alert")).to_have_text("Kies twee verschillende versies.")
    page.get_by_label("Nieuwe versie").select_option(label="Versie 1, vanaf 1 augustus 2026")
    page.get_by_role("button", name="Vergelijk").click()
    expect(page).to_have_url(re.compile("/veranderd/2-1/$"))

    page.get_by_role("link", name="Alle versies").click()
    parent.look("Telefoons en berichten: alle versies")
    page.get_by_role("link", name="Lees versie 1").click()
    expect(page.get_by_text("Die gold tot 1 november 2026.")).to_be_visible()
    parent.look("Telefoons en berichten")


@pytest.mark.parametrize("scripts", [True, False])
def test_teacher_passes_on_one_rule(arrive: Callable[..., Visitor], *, scripts: bool) -> None:
    teacher = arrive(scripts=scripts)
    page = teacher.page
    page.goto(TOPIC)
    about = page.get_by_role("link", name="QR-code, geschiedenis en citeren II.C.1")
    expect(about).to_be_hidden()
    page.get_by_role("link", name="Link naar regel II.C.1").click()
    about.click()
    expect(page.get_by_text(RULE)).to_be_visible()
    expect(page.locator("ins")).to_have_text("toegevoegd: en het horloge zitten")
    teacher.look("Telefoons en berichten: regel II.C.1")
    code = page.get_by_role("img", name="QR-code met het adres van deze regel")
    assert code.evaluate("picture => picture.naturalWidth") > 0
    expect(page.get_by_role("button", name="Kopieer")).to_be_visible(visible=scripts)

    page.get_by_role("link", name="Lees deze regel in de hele tekst").click()
    expect(page.locator(":target")).to_contain_text(RULE)


@pytest.mark.parametrize("scripts", [True, False])
def test_parent_reads_the_text_alone(arrive: Callable[..., Visitor], *, scripts: bool) -> None:
    parent = arrive(scripts=scripts, phone=True)
    page = parent.page
    page.goto(TOPIC)
    page.get_by_role("link", name="Alleen de tekst").click()
    parent.look("Telefoons en berichten")
    page.get_by_role("link", name="Ouders", exact=True).click()
    expect(page.get_by_text(RULE)).to_have_count(0)
    parent.look("Telefoons en berichten")
    page.get_by_role("link", name="Terug naar de gids").click()
    expect(page).to_have_url(re.compile(f"{TOPIC}\\?voor=ouders$"))
    pdf = page.get_by_role("link", name="Download pdf").get_attribute("href")
    assert pdf is not None
    assert page.request.get(pdf).body().startswith(b"%PDF-")
