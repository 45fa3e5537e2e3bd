"""Each register through the public door: its whole flow, and what it refuses."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from protocols.registers.models import Entry, Placement
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.people.services import enrol, register
from tests.cast import TODAY, Cast
from tests.protocols.registers.making import (
    ACCOUNT,
    CLASS_APP,
    EXCEPTION,
    HERE,
    LESSON,
    PUBLIC,
    SignIn,
    account,
    class_app,
    code,
    deed,
    exception,
    only,
    page_of,
    place_all,
    sent,
    text,
)


def test_account_from_request_to_the_guide_and_out_of_it(
    cast: Cast, client_of: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    teacher, head = client_of("teacher"), client_of("head")
    html = text(teacher.get(f"{HERE}accounts/aanvragen/"))
    assert "Is toestemming nodig voor een account op naam van de school?" in html
    assert "Geen code zegt hier iets over." in html
    response = sent(teacher, "accounts", {**ACCOUNT, "person": str(cast.teacher.pk)})
    entry = only(cast)
    assert (response.status_code, response["Location"]) == (302, page_of(entry))
    html = text(teacher.get(page_of(entry)))
    assert "De aanvraag staat klaar voor de schoolleiding." in html
    assert "Trek de aanvraag in" in html
    assert "Besluit van de schoolleiding" not in html
    assert "lyceumoostpoort" not in text(Client().get(PUBLIC))

    html = text(head.get(page_of(entry)))
    assert "Besluit van de schoolleiding" in html
    assert "Trek de aanvraag in" not in html
    with django_capture_on_commit_callbacks(execute=True):
        done = head.post(page_of(entry), {"deed": "grant"}, follow=True)
    assert "Toegestaan. Wie het aanvroeg, krijgt bericht." in text(done)
    (message,) = mail.outbox
    assert message.to == [cast.teacher.email]
    assert page_of(entry) in message.body
    assert "lyceumoostpoort" not in f"{message.subject} {message.body}"

    html = text(Client().get(PUBLIC))
    assert '<a href="https://instagram.example/lyceumoostpoort"' in html
    assert "<td>Instagram</td><td>20 november 2026</td>" in html
    assert "Valkering" not in html
    assert "Roos" not in html

    done = teacher.post(page_of(entry), {"deed": "end"}, follow=True)
    assert "Beëindigd." in text(done)
    assert "De school heeft geen officiële accounts op sociale media." in text(Client().get(PUBLIC))


def test_public_list_follows_the_dates(
    cast: Cast, frozen: time_machine.Traveller, django_assert_num_queries: Any
) -> None:
    first, last = TODAY + timedelta(days=2), TODAY + timedelta(days=4)
    for name in ("een", "twee"):
        entry = account(cast, name=name, from_on=first, until_on=last)
        deed(cast, "head", entry, "grant")
    seen = []
    for _day in range(6):
        with django_assert_num_queries(3):  # the school, its topics, its accounts
            seen.append(text(Client().get(PUBLIC)).count("<td>Instagram</td>"))
        frozen.shift(timedelta(days=1))
    assert seen == [0, 0, 2, 2, 2, 0]


def test_public_list_is_the_schools_own_and_linked_from_the_guide(cast: Cast) -> None:
    deed(cast, "head", account(cast), "grant")
    html = text(Client().get("/gids/zilvermeeuw/officiele-accounts/"))
    assert "lyceumoostpoort" not in html
    assert "OBS De Zilvermeeuw" in html
    assert Client().get("/gids/nergens/officiele-accounts/").status_code == 404
    assert f'href="{PUBLIC}"' in text(Client().get("/gids/oostpoort/"))
    assert Client().post(PUBLIC).status_code == 405


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"platform": ""}, "Kies een antwoord bij ‘Op welk platform?’."),
        ({"platform": "other"}, "Schrijf welk platform het is."),
        ({"platform": "whatsapp"}, "Kies een van de antwoorden."),
        ({"link": "javascript:alert(1)"}, "Neem de hele link over, zoals https://voorbeeld.nl"),
        ({"until_on": "19-11-2026"}, "De laatste dag ligt voor de eerste."),
        ({"person": ""}, "Kies een antwoord bij ‘Wie beheert het account?’."),
        ({"person": "00000000-0000-0000-0000-000000000007"}, "Kies een van de antwoorden."),
        ({"from_on": "gisteren"}, "Schrijf de datum als 20-11-2026."),
    ],
)
def test_slip_is_shown_with_what_was_typed_kept(
    cast: Cast, client_of: SignIn, data: dict[str, str], fault: str
) -> None:
    given = {**ACCOUNT, "person": str(cast.teacher.pk), **data}
    response = sent(client_of("teacher"), "accounts", given)
    assert response.status_code == 422
    assert fault in text(response)
    assert "Nieuws voor ouders" in text(response)
    with scoped(Scope.of_school(cast.oostpoort)):
        assert Entry.objects.count() == 0


def test_guardian_and_pupil_are_no_choice(cast: Cast, client_of: SignIn) -> None:
    html = text(client_of("teacher").get(f"{HERE}accounts/aanvragen/"))
    assert "Valkering, Roos" in html
    assert "Aldershof" not in html


# --- Exceptions ---


def test_exception_from_request_to_its_last_day(
    cast: Cast, client_of: SignIn, frozen: time_machine.Traveller
) -> None:
    code(cast)
    teacher, head = client_of("teacher"), client_of("head")
    form = text(teacher.get(f"{HERE}uitzonderingen/aanvragen/"))
    found = re.search(r'value="([0-9a-f-]{36})">II\.B\.1: Medewerkers gebruiken alleen', form)
    assert found is not None
    given = {**EXCEPTION, "group": str(cast.class_4h2.pk), "departs_from": found[1]}
    sent(teacher, "uitzonderingen", given)
    entry = only(cast)
    assert "<b>II.B.1</b><span>Medewerkers gebruiken alleen" in text(teacher.get(page_of(entry)))
    head.post(page_of(entry), {"deed": "grant"})
    listed = f"{HERE}uitzonderingen/?fase=geldt"
    assert f'href="{page_of(entry)}"' in text(client_of("mentor").get(listed))
    frozen.shift(timedelta(days=8))
    mentor = client_of("mentor")
    assert "Niets gevonden" in text(mentor.get(listed))
    assert f'href="{page_of(entry)}"' in text(mentor.get(f"{HERE}uitzonderingen/?fase=afgelopen"))
    assert "afgelopen</span>" in text(mentor.get(page_of(entry)))


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"until_on": ""}, "Vul ‘Tot en met’ in."),
        ({}, "Kies een medewerker of een groep. Niet allebei."),
        ({"person": "teacher", "group": "4H2"}, "Kies een medewerker of een groep. Niet allebei."),
        ({"person": "teacher", "until_on": "01-11-2026"}, "De laatste dag ligt voor de eerste."),
    ],
)
def test_exception_without_a_term_or_with_two_people_is_refused(
    cast: Cast, client_of: SignIn, data: dict[str, str], fault: str
) -> None:
    keys = {"teacher": str(cast.teacher.pk), "4H2": str(cast.class_4h2.pk)}
    given = {**EXCEPTION, **{name: keys.get(value, value) for name, value in data.items()}}
    response = sent(client_of("teacher"), "uitzonderingen", given)
    assert response.status_code == 422
    assert fault in text(response)


def test_refusal_needs_a_reason_and_shows_it(cast: Cast, client_of: SignIn) -> None:
    entry = exception(cast)
    head = client_of("head")
    response = head.post(page_of(entry), {"deed": "refuse", "reason": ""})
    assert response.status_code == 422
    assert "Schrijf op waarom het niet mag." in text(response)
    head.post(page_of(entry), {"deed": "refuse", "reason": "Bel de ouders."})
    html = text(client_of("teacher").get(page_of(entry)))
    assert "<dt>Waarom niet</dt><dd>Bel de ouders.</dd>" in html
    assert client_of("mentor").get(page_of(entry)).status_code == 404
    again = head.post(page_of(entry), {"deed": "grant"})
    assert again.status_code == 422
    assert "Dit kan niet in de fase “geweigerd”." in text(again)


# --- Class apps ---


def test_whatsapp_is_refused_with_a_link_to_the_provision(cast: Cast, client_of: SignIn) -> None:
    code(cast, class_app_on_whatsapp=False)
    given = {**CLASS_APP, "group": str(cast.class_4h2.pk), "platform": "whatsapp"}
    response = sent(client_of("mentor"), "klassenapps", given)
    assert response.status_code == 422
    html = text(response)
    assert (
        "Een klassenapp op WhatsApp mag niet. Dat volgt uit Telefoons en berichten, I.1. "
        "Kies een ander platform." in html
    )
    assert "<b>I.1</b><span>Deze regels gelden" in html
    assert "Wijzigingen in het rooster" in html


def test_own_platform_goes_first(cast: Cast, client_of: SignIn) -> None:
    code(cast, closed_platform_first=True)
    mentor = client_of("mentor")
    given = {**CLASS_APP, "group": str(cast.class_4h2.pk), "platform": "signal"}
    response = sent(mentor, "klassenapps", given)
    assert response.status_code == 422
    assert "Het besloten platform van de school gaat voor." in text(response)
    assert sent(mentor, "klassenapps", {**given, "why_not_school": "Op reis"}).status_code == 302
    html = text(mentor.get(page_of(only(cast))))
    assert "<dt>Waarom niet het platform van de school</dt><dd>Op reis</dd>" in html


def test_another_platform_says_its_age(cast: Cast, client_of: SignIn) -> None:
    mentor = client_of("mentor")
    given = {**CLASS_APP, "group": str(cast.class_4h2.pk), "platform": "other"}
    response = sent(mentor, "klassenapps", {**given, "platform_name": "Praatplein"})
    assert "Vul de leeftijd in die het platform noemt." in text(response)
    sent(mentor, "klassenapps", {**given, "platform_name": "Praatplein", "minimum_age": "16"})
    html = text(mentor.get(page_of(only(cast))))
    assert "Te jong voor dit platform (jonger dan 16 jaar)." in html
    assert "Sem Aldershof (15 jaar)" in html
    assert "Yara Tamsaoui (" not in html


def test_class_app_from_request_to_a_new_pupil(cast: Cast, client_of: SignIn) -> None:
    mentor, head = client_of("mentor"), client_of("head")
    sent(mentor, "klassenapps", {**CLASS_APP, "group": str(cast.class_4h2.pk)})
    entry = only(cast)
    html = text(head.get(page_of(entry)))
    assert "Nog niet nagegaan: " in html
    assert "Toestaan kan nog niet." in html
    assert 'value="grant"' not in html

    silent = {"deed": "pupils", f"where_{cast.tess.pk}": "out", "rest_is_in": "on"}
    response = mentor.post(page_of(entry), silent)
    assert response.status_code == 422
    assert "Schrijf bij wie niet in de app zit op hoe die leerling" in text(response)
    done = mentor.post(page_of(entry), {**silent, "told_all": "mail aan de ouders"}, follow=True)
    assert "Opgeslagen voor 4 leerlingen." in text(done)
    assert "<b>Tess Grootveen</b>" in text(done)
    assert "krijgt het bericht zo: mail aan de ouders" in text(done)

    assert 'value="grant"' in text(head.get(page_of(entry)))
    head.post(page_of(entry), {"deed": "grant"})
    with scoped(Scope.of_school(cast.oostpoort)):
        new = register(cast.waterland, given_name="Nieuw", family_name="Hier")
        enrol(new, group=cast.class_4h2, from_on=TODAY)
    for client in (head, mentor):
        html = text(client.get(page_of(entry)))
        assert "Nog niet nagegaan: Nieuw Hier." in html
        assert "nog niet nagegaan</span>" in html


def test_pupils_are_for_who_keeps_the_app_and_who_decides(cast: Cast, client_of: SignIn) -> None:
    entry = class_app(cast, platform="signal", minimum_age=16)
    place_all(cast, entry, "out")
    deed(cast, "head", entry, "grant")
    for name, sees in (("head", True), ("mentor", True), ("teacher", False)):
        html = text(client_of(name).get(page_of(entry)))
        told = ("Sem Aldershof", "15 jaar", "mail aan de ouders", "Wie zit er niet in?")
        assert [words in html for words in told] == [sees] * len(told)
    with scoped(Scope.of_school(cast.oostpoort)):
        views = Event.objects.filter(kind=Event.Kind.VIEW, name="register.view")
        assert {view.actor_id for view in views} == {cast.head.pk, cast.mentor.pk}
    note = {"deed": "pupils", f"where_{cast.tess.pk}": "in"}
    assert client_of("teacher").post(page_of(entry), note).status_code == 404


def test_page_of_a_class_app_leaves_a_trace_of_its_pupils(cast: Cast, client_of: SignIn) -> None:
    entry = class_app(cast)
    client_of("head").get(page_of(entry))
    with scoped(Scope.of_school(cast.oostpoort)):
        event = Event.objects.get(kind=Event.Kind.VIEW, name="register.view")
    assert set(event.person_ids) == {one.pk for one in (cast.sem, cast.yara, cast.daan, cast.tess)}


def test_pupil_out_of_reach_is_no_choice(cast: Cast, client_of: SignIn) -> None:
    entry = class_app(cast, platform="signal", minimum_age=16)
    sneaky = {"deed": "pupils", f"where_{cast.sem.pk}": "in"}
    response = client_of("mentor").post(page_of(entry), sneaky)
    assert response.status_code == 422
    assert "Kies een van de antwoorden." in text(response)
    with scoped(Scope.of_school(cast.oostpoort)):
        assert Placement.objects.count() == 0


# --- Lessons ---


@pytest.mark.parametrize(
    ("rule", "more", "fault"),
    [
        ("nobody", {}, "Niemand mag sociale media of de telefoon in de les toestaan."),
        ("part_of_lesson", {}, "Dit mag alleen als het een onderdeel van de les is."),
        ("teacher", {}, ""),
        ("leadership_or_teacher", {}, ""),
        ("part_of_lesson", {"part_of_lesson": "on"}, ""),
    ],
)
def test_lesson_is_allowed_at_once_or_refused_by_the_rule(
    cast: Cast, client_of: SignIn, rule: str, more: dict[str, str], fault: str
) -> None:
    code(cast, lesson_permission=rule)
    given = {**LESSON, "group": str(cast.class_4h2.pk), **more}
    response = sent(client_of("teacher"), "lessen", given)
    if fault:
        assert response.status_code == 422
        assert f"{fault} Dat volgt uit Telefoons en berichten, I.1." in text(response)
        return
    entry = only(cast)
    assert (response.status_code, entry.status, entry.person) == (302, "granted", cast.teacher)
    html = text(client_of("teacher").get(page_of(entry)))
    assert "Toegestaan en vastgelegd." not in html  # another browser
    assert "<dt>Leraar</dt><dd>Roos Valkering</dd>" in html
    assert "Wie mag sociale media in de les toestaan?" in html


def test_who_does_not_teach_asks_the_leadership(cast: Cast, client_of: SignIn) -> None:
    code(cast, lesson_permission="leadership_or_teacher")
    given = {**LESSON, "group": str(cast.class_4h2.pk)}
    sent(client_of("care_coordinator"), "lessen", given)
    entry = only(cast)
    assert entry.status == "requested"
    client_of("head").post(page_of(entry), {"deed": "grant"})
    assert only(cast).status == "granted"
