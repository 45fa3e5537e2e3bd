"""Consent from all sides: taken over, asked for, scanned, chosen at 16, checked and taken back."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.test_guardian import OWN, open_sheet
from tests.journeys.test_paper_form import CHANNELS, states_of
from tests.journeys.visitor import Visitor

FILE = """Roepnaam;Achternaam;Datum;Website;Door
Tess;Grootveen;01-09-2026;ja;moeder
Niemand;Bekend;01-09-2026;ja;moeder
"""


def test_answers_of_the_administration_are_taken_over(
    arrive: Callable[..., Visitor], tmp_path: Path
) -> None:
    file = tmp_path / "toestemming.csv"
    file.write_text(FILE, encoding="utf-8")
    clerk = arrive("administrator")
    page = clerk.page
    page.goto("/school/oostpoort/toestemming/")
    page.get_by_text("Meer over toestemming").click()
    page.get_by_role("link", name="Antwoorden inlezen").click()
    clerk.look("Antwoorden inlezen")
    page.get_by_label("Bestand uit de leerlingadministratie").set_input_files(file)
    page.get_by_role("button", name="Lees het bestand").click()
    clerk.look("Welke kolom is wat?")
    expect(page.get_by_label("Roepnaam")).to_have_value("0")
    expect(page.get_by_label("Website")).to_have_value("3")
    page.get_by_role("button", name="Kijk het bestand na").click()
    clerk.look("toestemming.csv")
    expect(page.get_by_role("row", name=re.compile("Niemand, Bekend"))).to_contain_text(
        "deze leerling staat niet op school"
    )
    page.get_by_role("button", name="Neem 1 nieuw antwoord over").click()
    expect(page.get_by_role("status").first).to_contain_text("1 rij is overgenomen.")
    clerk.look("toestemming.csv")
    open_sheet(clerk, "4H2")
    assert states_of(page, "Grootveen, Tess")[0] == "Ja"


def test_round_is_started_and_shows_who_was_reached(arrive: Callable[..., Visitor]) -> None:
    clerk = arrive("administrator")
    page = clerk.page
    page.goto("/school/oostpoort/toestemming/rondes/nieuw/")
    clerk.look("Nieuwe ronde")
    page.get_by_role("combobox").first.select_option(index=1)
    page.get_by_role("button", name="Start de ronde").click()
    expect(page.get_by_role("status").first).to_contain_text("De ronde loopt.")
    expect(page.get_by_role("heading", name="Verloop")).to_be_visible()
    clerk.look(page.get_by_role("heading", level=1).inner_text())


def test_pupil_of_sixteen_chooses_on_a_phone(arrive: Callable[..., Visitor]) -> None:
    pupil = arrive("yara", phone=True)
    page = pupil.page
    pupil.look("Mag jij op foto’s en video’s?")
    expect(page.get_by_role("radio")).to_have_count(2 * CHANNELS)
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    for yes in page.locator("label").filter(has_text=re.compile("^Ja$")).all():
        yes.click()
    page.get_by_role("button", name="Sla mijn keuzes op").click()
    expect(page.get_by_role("status").first).to_contain_text("De keuzes zijn opgeslagen.")
    pupil.look("Mag jij op foto’s en video’s?")
    clerk = arrive("administrator")
    open_sheet(clerk, "4H2")
    assert states_of(clerk.page, "Tamsaoui, Yara") == ["Ja"] * CHANNELS


def test_teacher_checks_a_photo_and_a_withdrawal_has_it_taken_down(
    arrive: Callable[..., Visitor],
) -> None:
    teacher = arrive("teacher")
    page = teacher.page
    page.goto("/school/oostpoort/toestemming/")
    page.get_by_role("link", name="Controleer een foto").click()
    teacher.look("Mag deze foto erop?")
    page.get_by_role("combobox", name="Klas").select_option(label="4H3")
    page.get_by_role("button", name="Toon deze klas").click()
    for label in ("Website", "Lotte Kadewacht", "Iemand van wie ik de naam niet weet"):
        page.locator("label.form-check-label").filter(has_text=label).click()
    page.get_by_role("button", name="Controleer", exact=True).click()
    expect(page.get_by_role("heading", name="Nee, zo mag het niet")).to_be_visible()
    teacher.look("Mag deze foto erop?")
    page.locator("label").filter(has_text="Iemand van wie ik de naam niet weet").click()
    page.get_by_role("button", name="Controleer", exact=True).click()
    expect(page.get_by_role("heading", name="Ja, dit mag")).to_be_visible()
    page.get_by_role("button", name="Leg deze publicatie vast").click()
    teacher.look("Publicatie vastleggen")
    page.get_by_label("Wat is er geplaatst?").fill("De klas op het plein")
    page.get_by_label("Geplaatst op").fill("20-11-2026")
    page.get_by_role("textbox", name="Plek").first.fill("Nieuws op de website")
    page.get_by_role("button", name="Leg vast in het register").click()
    teacher.look("De klas op het plein")

    father = arrive("lotte_father", phone=True)
    father.look(OWN)
    father.page.get_by_role("button", name=re.compile("Trek ‘ja’ in.*Website")).click()
    expect(father.page.get_by_role("status").first).to_contain_text("Het ja is ingetrokken")

    page.reload()
    page.get_by_role("link", name=re.compile("Nieuws op de website|Weghalen")).first.click()
    teacher.look("Weghalen: Nieuws op de website")
