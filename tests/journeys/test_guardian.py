"""A guardian says no, on a phone; the class sheet knows at once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.test_paper_form import CHANNELS, states_of
from tests.journeys.visitor import Visitor

OWN = "Mag uw kind op foto’s en video’s?"


def open_sheet(clerk: Visitor, group: str) -> None:
    clerk.page.goto("/school/oostpoort/toestemming/")
    clerk.page.get_by_role("link", name=group).click()
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text(f"Foto en video: {group}")


def test_one_guardian_takes_back_a_yes_and_the_sheet_turns_red(
    arrive: Callable[..., Visitor],
) -> None:
    clerk = arrive("administrator")
    open_sheet(clerk, "4H2")
    assert states_of(clerk.page, "Aldershof, Sem") == ["Ja"] * CHANNELS

    mother = arrive("sem_mother", phone=True)
    page = mother.page
    mother.look(OWN)
    page.get_by_role("button", name=re.compile("Trek ‘ja’ in.*Website")).click()
    expect(page.get_by_role("status").first).to_contain_text("Het ja is ingetrokken")
    mother.look(OWN)

    # The father still says yes: one no is enough.
    clerk.page.reload()
    states = states_of(clerk.page, "Aldershof, Sem")
    assert states[0] != "Ja"
    assert states[1:] == ["Ja"] * (CHANNELS - 1)
    clerk.look("Foto en video: 4H2")

    # Changing a mind is as easy the other way round.
    page.get_by_role("link", name=re.compile("Wijzig.*Website")).click()
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    mother.look(OWN)


@pytest.mark.parametrize(
    ("guardian", "pupil", "scripts"),
    [("noor_father", "Kadewacht, Noor", True), ("mees_father", "Kadewacht, Mees", False)],
)
def test_guardian_says_no_and_the_sheet_turns_red(
    arrive: Callable[..., Visitor], *, guardian: str, pupil: str, scripts: bool
) -> None:
    clerk = arrive("administrator", scripts=scripts)
    open_sheet(clerk, "4H3")
    assert states_of(clerk.page, pupil) == ["Open"] * CHANNELS

    visitor = arrive(guardian, phone=True, scripts=scripts)
    page = visitor.page
    expect(page.get_by_role("radio")).to_have_count(2 * CHANNELS)
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    visitor.look(OWN)
    for no in page.locator("label").filter(has_text=re.compile("^Nee$")).all():
        no.click()
    page.get_by_role("button", name="Sla mijn keuzes op").click()
    expect(page.get_by_role("status").first).to_contain_text("De keuzes zijn opgeslagen.")
    visitor.look(OWN)

    clerk.page.reload()
    assert states_of(clerk.page, pupil) == ["Nee"] * CHANNELS
