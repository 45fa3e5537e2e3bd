"""A mentor asks for a class app; the code keeps it off WhatsApp, and the head allows it."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor

ASK = "Klassenapp aanvragen"
APP = "4H3, het besloten platform van de school"


def test_class_app_is_asked_for_filled_in_and_granted(arrive: Callable[..., Visitor]) -> None:
    mentor = arrive("mentor")
    mentor.expected = {422}
    page = mentor.page
    page.goto("/school/oostpoort/registers/klassenapps/")
    mentor.look("Klassenapps")
    page.get_by_role("link", name="Vraag aan").click()
    mentor.look(ASK)
    page.get_by_label("Voor welke groep?").select_option(label="4H3")
    page.get_by_label("Op welk platform?").select_option(label="WhatsApp")
    page.get_by_label("Waarvoor?").fill("Wijzigingen in het rooster")
    page.get_by_role("button", name="Vraag aan").click()
    expect(page.get_by_role("alert")).to_contain_text(
        "Een klassenapp op WhatsApp mag niet. Dat volgt uit Telefoons en berichten, I.1."
    )
    mentor.look(ASK)
    page.get_by_label("Op welk platform?").select_option(
        label="het besloten platform van de school"
    )
    page.get_by_role("button", name="Vraag aan").click()
    mentor.look(APP)
    expect(page.get_by_text("Nog niet nagegaan: Lotte Kadewacht")).to_be_visible()
    address = page.url

    head = arrive("head")
    head.page.goto("/school/oostpoort/registers/")
    head.look("Registers")
    head.page.get_by_role("link", name=APP).click()
    expect(head.page.get_by_text("Toestaan kan nog niet.")).to_be_visible()
    head.look(APP)

    page.get_by_text("Wie ik openlaat, zit in de app").click()
    page.get_by_label("In de app? Noor Kadewacht").select_option(label="niet in de app")
    page.get_by_label("Zo niet, hoe het bericht komt: Noor Kadewacht").fill("mail aan haar vader")
    page.get_by_role("button", name="Sla op").click()
    expect(page.get_by_role("status").first).to_contain_text("Opgeslagen voor 3 leerlingen.")
    expect(page.get_by_text("krijgt het bericht zo: mail aan haar vader")).to_be_visible()
    mentor.look(APP)

    head.page.reload()
    head.page.get_by_role("button", name="Sta toe").click()
    expect(head.page.get_by_role("status").first).to_contain_text("Toegestaan.")
    head.look(APP)
    page.goto(address)
    expect(page.get_by_text("Maarten Oosterkamp", exact=False).first).to_be_visible()
    expect(page.get_by_role("button", name="Beëindig")).to_be_visible()


def test_reader_finds_the_official_accounts(arrive: Callable[..., Visitor]) -> None:
    reader = arrive(phone=True)
    reader.page.goto("/gids/oostpoort/")
    reader.page.get_by_role("link", name="Officiële accounts van de school").click()
    expect(reader.page).to_have_url(re.compile("/officiele-accounts/$"))
    reader.look("Officiële accounts")
