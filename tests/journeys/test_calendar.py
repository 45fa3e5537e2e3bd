"""A yearly evaluation with a colleague, and a discussion that a mentor ticks on a phone."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.test_incident import tick
from tests.journeys.test_suspension import says
from tests.journeys.visitor import Visitor

CODE = "Telefoons en berichten"
AGENDA = "/school/oostpoort/evaluatieagenda/"
TICK = re.compile("^Vink af.*4H2, Begin van het schooljaar")
DISCUSSION = f"Bespreek met 4H2: {CODE}"


def test_leadership_plans_and_mentor_ticks(arrive: Callable[..., Visitor]) -> None:
    head = arrive("head")
    plan_evaluation(head)
    plan_discussion(head)

    mentor = arrive("mentor", phone=True)
    page = mentor.page
    page.goto("/school/oostpoort/werkvoorraad/")
    page.get_by_role("link", name=DISCUSSION, exact=True).click()
    mentor.look(f"Gesprekken: {CODE}")
    expect(page.get_by_role("cell").get_by_text("te laat")).to_have_count(2)  # 4H2 and 4H3
    day = page.get_by_label("Gesproken op: 4H2, Begin van het schooljaar")
    day.fill("21-11-2026")  # tomorrow
    mentor.expected.add(422)
    page.get_by_role("button", name=TICK).click()
    page.get_by_role("alert").get_by_text("Deze dag is nog niet geweest.").wait_for()
    expect(day).to_have_value("21-11-2026")
    mentor.look(f"Gesprekken: {CODE}")
    day.fill("19-11-2026")
    page.get_by_role("button", name=TICK).click()
    says(page, "Afgevinkt: het gesprek met 4H2.")
    expect(page.get_by_role("cell").get_by_text("te laat")).to_have_count(1)
    mentor.look(f"Gesprekken: {CODE}")
    page.goto("/school/oostpoort/werkvoorraad/")
    expect(page.get_by_role("link", name=DISCUSSION, exact=True)).to_have_count(0)

    settle(head)


def plan_evaluation(head: Visitor) -> None:
    """Each year, together with the care coordinator; the first time went by."""
    page = head.page
    page.get_by_role("link", name="Gids en codes").click()
    page.get_by_role("link", name="Evaluatieagenda").first.click()
    head.look("Evaluatieagenda")
    page.get_by_role("link", name="Plan een evaluatie").click()
    page.get_by_label("Gedragscode").select_option(label=CODE)
    page.get_by_label("Uiterlijk wanneer").fill("juni 2026")
    tick(page, "Elk jaar")
    page.get_by_label("Samen met: functie").fill("anti-pestcoördinator")
    page.get_by_label("Samen met: persoon").select_option(label="Loon, Mirjam")
    head.look("Evaluatie plannen")
    page.get_by_role("button", name="Zet in de agenda").click()
    says(page, "Dit staat nu in de agenda.")
    expect(page.get_by_text("anti-pestcoördinator (Mirjam Loon)")).to_be_visible()
    head.look(f"Evaluatie: {CODE}")


def plan_discussion(head: Visitor) -> None:
    page = head.page
    page.goto(AGENDA)
    late = page.get_by_role("listitem").filter(has_text="uiterlijk in juni 2026")
    expect(late).to_contain_text("143 dagen te laat")
    page.get_by_role("link", name="Plan gesprekken met groepen").click()
    page.get_by_label("Gedragscode").select_option(label=CODE)
    tick(page, "4$")
    head.look("Gesprekken plannen")
    page.get_by_role("button", name="Zet in de agenda").click()
    page.get_by_role("textbox", name="Moment").fill("Begin van het schooljaar")
    page.get_by_label("Eerste dag").fill("31-08-2026")
    page.get_by_label("Laatste dag").fill("25-09-2026")
    page.get_by_role("button", name="Voeg het moment toe").click()
    says(page, "Het moment staat in de agenda.")
    head.look(f"Gesprekken: {CODE}")


def settle(head: Visitor) -> None:
    """What came of the evaluation, and the address for the own calendar."""
    page = head.page
    page.goto(AGENDA)
    head.look("Evaluatieagenda")
    page.get_by_role("link", name=f"Evaluatie: {CODE}").first.click()
    tick(page, "Niets veranderd")
    page.get_by_role("button", name="Leg de uitkomst vast").click()
    says(page, "De uitkomst is vastgelegd.")
    expect(page.get_by_text("Uiterlijk in juni 2027")).to_be_visible()
    head.look(f"Evaluatie: {CODE}")
    page.goto(f"{AGENDA}abonnement/")
    head.look("In je eigen agenda")
    page.get_by_role("button", name="Maak mijn adres").click()
    head.look("In je eigen agenda")
    address = page.get_by_text(re.compile(r"^http\S+\.ics$")).inner_text()
    content = page.request.get(address).text()
    assert f"Gedaan: Evaluatie uiterlijk in juni 2026: {CODE}" in content.replace("\r\n ", "")
