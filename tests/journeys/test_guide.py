"""A parent looks up a rule, without signing in."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

TOPIC = "/gids/oostpoort/telefoons-en-berichten/"
RULE = "De smartphone zit onder schooltijd in de tas."


@pytest.mark.parametrize("scripts", [True, False])
def test_parent_finds_a_rule_and_lands_on_it(
    arrive: Callable[..., Visitor], *, scripts: bool
) -> None:
    parent = arrive(scripts=scripts)
    page = parent.page
    page.goto("/gids/oostpoort/")
    parent.look("Schoolgids van A tot Z")

    page.get_by_role("combobox").fill("smartphone")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("status")).to_have_text("1 resultaat voor ‘smartphone’")
    parent.look("Zoeken in de schoolgids")

    page.get_by_role("link", name="Telefoons en berichten II.C.1").click()
    expect(page).to_have_url(re.compile(f"{TOPIC}#II-C-1$"))
    expect(page.locator(":target")).to_contain_text(RULE)
    expect(page.locator(":target")).to_be_in_viewport()
    parent.look("Telefoons en berichten")


@pytest.mark.parametrize("scripts", [True, False])
def test_parent_reads_what_is_for_parents_and_passes_on_a_link(
    arrive: Callable[..., Visitor], *, scripts: bool
) -> None:
    parent = arrive(scripts=scripts, phone=True)
    page = parent.page
    page.goto(TOPIC)
    page.get_by_role("link", name="Ouders", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?voor=ouders$"))

    # What is folded away stays visible as one line, and opens.
    expect(page.get_by_text(RULE)).to_be_hidden()
    expect(page.get_by_text("Je bent vriendelijk voor elkaar.")).to_be_visible()
    page.get_by_text(re.compile("Voor leerlingen: ")).click()
    expect(page.get_by_text(RULE)).to_be_visible()
    parent.look("Telefoons en berichten")

    page.get_by_role("link", name="Link naar regel II.A.2").click()
    address = page.url
    assert address.endswith("?voor=ouders#II-A-2")

    other = arrive(scripts=scripts).page
    other.goto(address)
    expect(other.locator(":target")).to_contain_text("Je deelt geen beelden van anderen")
    expect(other.locator(":target")).to_be_in_viewport()
