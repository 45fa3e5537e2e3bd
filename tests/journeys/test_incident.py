"""A teacher files a report between two lessons, on a phone; it is in the pupil's file at once."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.visitor import Visitor

NEW = "/school/oostpoort/meldingen/nieuw/"
SAW = "Sem filmde Yara tijdens de uitleg en zette het filmpje in een groep van de klas."
KIND = "Filmen of opnemen zonder toestemming"
IN_SEMS_FILE = re.compile(r"Sem filmde weggelakt\W+ tijdens de uitleg")
REQUIRED = 6  # facts, a person, when, where, which rule, whether it can wait


def tick(page: Page, label: str) -> None:
    page.locator("label").filter(has_text=re.compile(f"^{label}")).click()


def number_of(page: Page) -> str:
    """The number of the report that was just filed."""
    said = page.get_by_role("status").filter(has_text="Je melding is verstuurd").inner_text()
    return re.findall(r"\d{4}-\d{4}", said)[0]


def test_teacher_files_on_a_phone_and_it_is_in_the_file(arrive: Callable[..., Visitor]) -> None:
    teacher = arrive("teacher", phone=True)
    teacher.expected = {422}
    page = teacher.page
    page.goto(NEW)
    teacher.look("Melding maken")

    # An empty form names everything that is required.
    send = page.get_by_role("button", name="Melding versturen")
    send.click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(REQUIRED)
    expect(page).to_have_title(re.compile("^Fout:"))
    teacher.look("Melding maken")

    page.get_by_label("Beschrijf kort wat je zag of hoorde").fill(SAW)
    search = page.get_by_role("combobox", name="Zoek een persoon")
    search.press_sequentially("sem")
    page.get_by_role("option", name="Sem Aldershof").click()
    tick(page, "Eerder vandaag")
    tick(page, "In de les")
    tick(page, re.escape("II.A.2"))  # suggested by the words of the report
    tick(page, "Nee, dat hoeft niet")
    expect(page.locator("[data-saved]")).to_contain_text("Concept bewaard om")
    search.press_sequentially("yara")
    expect(page.get_by_role("option", name="Yara Tamsaoui")).to_be_visible()
    search.press("Enter")
    page.get_by_label("Rol van Yara Tamsaoui").select_option(label="Slachtoffer")
    teacher.look("Melding maken")
    send.click()
    number = number_of(page)
    address = page.url
    teacher.look(KIND)

    mentor = arrive("mentor")
    mentor.page.get_by_role("link", name="Dossiers").click()
    mentor.look("Dossiers")
    mentor.page.get_by_role("link", name="Aldershof, Sem").click()
    entry = mentor.page.get_by_role("listitem").filter(has_text=f"melding {number}")
    expect(entry).to_contain_text(IN_SEMS_FILE)
    expect(entry).not_to_contain_text("Yara")
    expect(entry).to_contain_text("II.A.2")
    mentor.look("Sem Aldershof")

    elsewhere = arrive("fatima")
    elsewhere.expected = {404}
    answer = elsewhere.page.goto(address)
    assert answer is not None
    assert answer.status == 404
    assert "Sem" not in elsewhere.page.content()
    elsewhere.look("Deze pagina bestaat niet")


def test_teacher_files_without_scripts(arrive: Callable[..., Visitor]) -> None:
    teacher = arrive("teacher", scripts=False)
    page = teacher.page
    page.goto(NEW)
    page.get_by_label("Beschrijf kort wat je zag of hoorde").fill(SAW)
    page.get_by_label("Zoek een persoon").fill("tess")
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.get_by_role("button", name=re.compile("Voeg toe.*Tess Grootveen")).click()
    expect(page.get_by_label("Beschrijf kort wat je zag of hoorde")).to_have_value(SAW)
    tick(page, "Eerder vandaag")
    tick(page, "In de les")
    tick(page, "Weet ik niet")
    tick(page, "Nee, dat hoeft niet")
    page.get_by_role("button", name="Melding versturen").click()
    assert re.fullmatch(r"\d{4}-\d{4}", number_of(page))


def test_teacher_files_with_the_keyboard_alone(
    arrive: Callable[..., Visitor],
) -> None:
    teacher = arrive("teacher")
    page = teacher.page
    page.goto(NEW)
    keys = page.keyboard

    def tab_to(name: str) -> None:
        """Walks on until the focus is on something with this text or label."""
        for _step in range(60):
            keys.press("Tab")
            focused = page.evaluate(FOCUSED)
            if focused and re.match(name, focused):
                return
        raise AssertionError(f"Tab does not reach {name}")

    keys.press("Tab")
    assert page.evaluate(FOCUSED) == "Naar de inhoud"
    keys.press("Enter")
    tab_to("Beschrijf kort")
    keys.type(SAW)
    tab_to("Zoek een persoon")
    keys.type("daan")
    expect(page.get_by_role("option", name="Daan Grootveen")).to_be_visible()
    keys.press("Enter")
    tab_to("Deze les")
    keys.press("Space")
    tab_to("In de les")
    keys.press("Space")
    tab_to("Weet ik niet")
    keys.press("Space")
    tab_to("Ja, vandaag")
    keys.press("ArrowRight")
    tab_to("Melding versturen")
    keys.press("Enter")
    assert re.fullmatch(r"\d{4}-\d{4}", number_of(page))


FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels[0];
  return (label || at).innerText.trim();
}"""
