"""An administrator fills a gap in the guide, and a parent reads it on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

PAGE = "/school/oostpoort/onderwerpen/volledigheid/"


@pytest.mark.parametrize("scripts", [True, False])
def test_gap_in_the_guide_is_filled(arrive: Callable[..., Visitor], *, scripts: bool) -> None:
    name, item = ("Sponsoring en giften", "h") if scripts else ("Leerlingenparticipatie", "j")
    key = f"wvo-2.92-2-{item}"
    clerk = arrive("administrator", scripts=scripts)
    page = clerk.page
    page.goto("/school/oostpoort/onderwerpen/")
    clerk.look("Onderwerpen van de schoolgids")
    page.get_by_role("link", name="Volledigheid: wat in de gids moet staan").click()
    clerk.look("Volledigheid van de schoolgids")
    here = page.locator(f"[id='{key}']")
    expect(here.get_by_text("ontbreekt")).to_be_visible()
    here.get_by_role("link", name=re.compile(f"Nieuw onderwerp.*{name}")).click()
    clerk.look("Nieuw onderwerp")
    expect(page.locator("[name=title]")).to_have_value(name)

    clerk.expected = {422}
    page.get_by_role("button", name="Publiceer in de gids").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf eerst de tekst van dit onderwerp.")
    page.get_by_label("Eigen tekst van de school").fill("Wij vragen het **altijd** eerst.")
    page.get_by_role("button", name="Bekijk voorbeeld").click()
    expect(page.get_by_role("region", name="Zo ziet het eruit").locator("strong")).to_have_text(
        "altijd"
    )
    clerk.look("Nieuw onderwerp")
    page.get_by_role("button", name="Publiceer in de gids").click()

    expect(page).to_have_url(re.compile(f"#{re.escape(key)}$"))
    expect(here.get_by_text("ontbreekt")).to_be_visible()
    expect(here.get_by_role("combobox")).to_have_value(re.compile("."))
    here.get_by_role("button", name=re.compile(f"Bevestig.*{name}")).click()
    expect(here.get_by_text("staat erin")).to_be_visible()
    clerk.look("Volledigheid van de schoolgids")

    here.get_by_role("link", name=name, exact=True).click()
    clerk.look(name)
    page.get_by_role("button", name="Nagekeken, klopt nog").click()
    expect(page.get_by_role("region", name="Eerder nagekeken")).to_contain_text("klopt nog")
    page.get_by_role("link", name="Wijzig de gegevens").click()
    clerk.look(f"Gegevens van {name}")

    parent = arrive(phone=True, scripts=scripts)
    parent.page.goto("/gids/oostpoort/")
    parent.page.get_by_role("link", name=name).first.click()
    parent.look(name)
    expect(parent.page.locator("main strong")).to_have_text("altijd")
    expect(parent.page.get_by_text("Laatst nagekeken op 20 november 2026.")).to_be_visible()
