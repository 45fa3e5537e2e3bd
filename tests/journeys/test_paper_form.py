"""The administration enters a signed form; the class sheet turns green."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.journeys.visitor import Visitor

CHANNELS = 6
SHEET = "Foto en video: 4H2"


def row_of(page: Page, pupil: str) -> Locator:
    """The line of a pupil on the class sheet."""
    return page.locator("table.matrix").first.get_by_role("row", name=pupil)


def states_of(page: Page, pupil: str) -> list[str]:
    return [text.strip() for text in row_of(page, pupil).get_by_role("cell").all_inner_texts()]


def choose(page: Page, pupil: str) -> None:
    row_of(page, pupil).get_by_role("checkbox").check()
    page.get_by_role("button", name="Papieren formulieren verwerken").click()


def test_paper_form_with_a_scan_turns_the_class_sheet_green(
    arrive: Callable[..., Visitor], tmp_path: Path
) -> None:
    scan = tmp_path / "formulier.png"
    Image.new("RGB", (210, 297), "white").save(scan)
    clerk = arrive("administrator")
    page = clerk.page
    page.get_by_role("link", name="Toestemming").click()
    clerk.look("Toestemming per klas")
    page.get_by_role("link", name="4H2").click()
    expect(row_of(page, "Grootveen, Daan")).to_be_visible()
    assert states_of(page, "Grootveen, Daan") == ["Open"] * CHANNELS
    choose(page, "Grootveen, Daan")
    clerk.look(SHEET)

    # A yes without its proof is no yes; what was typed stays.
    panel = page.get_by_role("region", name="Papieren formulieren verwerken")
    panel.get_by_label("Datum op het formulier").fill("19-11-2026")
    panel.get_by_label("Ondertekend door").select_option(label="Wil Grootveen (moeder)")
    for yes in panel.get_by_role("radio", name="Ja").all():
        yes.check()
    save = page.get_by_role("button", name="Sla 1 formulier op")
    clerk.expected = {422}
    save.click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(panel.get_by_label("Datum op het formulier")).to_have_value("19-11-2026")
    assert states_of(page, "Grootveen, Daan") == ["Open"] * CHANNELS
    clerk.look(SHEET)

    panel.get_by_label("Scan van de formulieren").set_input_files(scan)
    save.click()
    expect(page.get_by_role("status").first).to_contain_text("1 formulier opgeslagen.")
    assert states_of(page, "Grootveen, Daan") == ["Ja"] * CHANNELS
    clerk.look(SHEET)

    row_of(page, "Grootveen, Daan").get_by_role("link", name="Bewijs").click()
    expect(page.get_by_role("link", name="Scan")).to_have_count(CHANNELS)
    clerk.look("Daan Grootveen")
    with page.expect_download() as download:
        page.get_by_role("link", name="Scan").first.click()
    with Image.open(download.value.path()) as kept:
        assert kept.size == (210, 297)
