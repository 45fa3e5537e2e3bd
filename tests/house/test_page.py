"""The page of the house style: every step of it, without scripts."""

import base64
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from schoolgids.house.models import Logo
from schoolgids.organisation.models import School
from tests.cast import Cast
from tests.house.pictures import SVG, opened, picture

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
PAGE = "/school/oostpoort/huisstijl/"
SENT = {
    "colour_primary": "#1d4a3d",
    "colour_on_primary": "#ffffff",
    "colour_tint": "#e9f2ee",
    "colour_accent": "#cf8a1d",
    "mark": "tree",
}
SAVE, LOOK = {"deed": "save"}, {"deed": "look"}
LIGHT = (
    "De hoofdkleur (#8fc1d1) is niet goed leesbaar op de lichte achtergrond (#e9f2ee):"
    " contrast 1,71, nodig is 4,5. De dichtstbijzijnde kleur die wel kan, is #387589."
)


def upload(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def errors(response: Any) -> dict[str, list[str]]:
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def value_of(response: Any, name: str) -> str:
    """What stands in an input of the page."""
    found = re.search(rf'name="{name}"[^>]*?value="([^"]*)"', response.content.decode())
    return found[1] if found else ""


def colours(cast: Cast) -> list[str]:
    row = School.objects.get(pk=cast.oostpoort.pk)
    return [row.colour_primary, row.colour_on_primary, row.colour_tint, row.colour_accent, row.mark]


BEFORE = ["#134a5f", "#ffffff", "#e8f1f4", "#dd6b4d", "book"]


@pytest.mark.parametrize("name", ["head", "administrator"])
def test_who_keeps_the_style_sees_it_and_saves_it(
    cast: Cast, client_of: ClientOf, name: str
) -> None:
    client = client_of(name)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "style=" not in page.content.decode()
    assert [value_of(page, name) for name in SENT if name != "mark"] == BEFORE[:4]
    done = client.post(PAGE, SENT | SAVE | {"logo": upload(picture())})
    assert (done.status_code, done["Location"]) == (302, PAGE)
    assert colours(cast) == list(SENT.values())
    after = words(client.get(PAGE))
    assert "De huisstijl is opgeslagen." in after
    assert f"Het laatst veranderd door {cast.people[name].name}, vr 20 nov, 10.00 uur." in after
    assert "Er is niets veranderd." in words(client.post(PAGE, SENT | SAVE, follow=True))


@pytest.mark.parametrize("name", ["teacher", "mentor", "team_leader", "care_coordinator"])
def test_other_staff_are_refused(cast: Cast, client_of: ClientOf, name: str) -> None:
    client = client_of(name)
    sample = f"{PAGE}voorbeeld/1d4a3d-ffffff-e9f2ee-cf8a1d.css"
    answers = [client.get(PAGE), client.post(PAGE, SENT | SAVE), client.get(sample)]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert colours(cast) == BEFORE


@pytest.mark.parametrize("name", ["board_member", "board_secretary", "privacy_officer"])
def test_officers_of_the_board_are_refused(cast: Cast, client_of: ClientOf, name: str) -> None:
    assert client_of(name).post(PAGE, SENT | SAVE).status_code == 403


@pytest.mark.parametrize("name", ["sem_mother", "yara"])
def test_guardians_and_pupils_are_refused(cast: Cast, client_of: ClientOf, name: str) -> None:
    client = client_of(name)
    assert [client.get(PAGE).status_code, client.post(PAGE, SENT | SAVE).status_code] == [403, 403]


@pytest.mark.parametrize("school", ["zilvermeeuw", "eikenhof", "nergens"])
def test_another_school_is_not_found(cast: Cast, client_of: ClientOf, school: str) -> None:
    client = client_of("head")
    page = f"/school/{school}/huisstijl/"
    assert [client.get(page).status_code, client.post(page, SENT | SAVE).status_code] == [404, 404]


def test_page_asks_a_fixed_number_of_queries(
    cast: Cast, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of("head")
    client.post(PAGE, SENT | SAVE)
    client.get(PAGE)
    with django_assert_num_queries(8):
        client.get(PAGE)
    client.post(PAGE, SENT | SAVE | {"logo": upload(picture())})
    client.get(PAGE)
    with django_assert_num_queries(8):
        client.get(PAGE)


# --- Looking and taking over ---------------------------------------------------------------------


def test_looking_saves_nothing_and_keeps_all(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("head")
    page = client.post(PAGE, SENT | LOOK | {"logo": upload(picture())})
    assert page.status_code == 200
    assert (colours(cast), Logo.objects.count()) == (BEFORE, 0)
    assert "Dit is nog niet opgeslagen." in words(page)
    assert "Je koos een logo van 120 bij 60 pixels." in words(page)
    assert [value_of(page, name) for name in SENT if name != "mark"] == list(SENT.values())[:4]
    assert re.search('value="tree"[^>]*checked', page.content.decode())
    sample = f"{PAGE}voorbeeld/1d4a3d-ffffff-e9f2ee-cf8a1d.css"
    assert f'<link rel="stylesheet" href="{sample}">' in page.content.decode()
    kept = value_of(page, "logo_kept")
    client.post(PAGE, SENT | SAVE | {"logo_kept": kept})
    assert colours(cast) == list(SENT.values())
    assert opened(bytes(Logo.objects.get().content)).size == (120, 60)


def test_sample_has_the_colours_of_its_address(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("head")
    answer = client.get(f"{PAGE}voorbeeld/1d4a3d-ffffff-e9f2ee-cf8a1d.css")
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer.content.decode() == (
        ".style-sample{--school-primary:#1d4a3d;--school-on-primary:#ffffff;"
        "--school-tint:#e9f2ee;--school-accent:#cf8a1d}\n"
    )
    for other in ("1d4a3d", "1d4a3d-ffffff-e9f2ee-red", "1D4A3D-ffffff-e9f2ee-cf8a1d"):
        assert client.get(f"{PAGE}voorbeeld/{other}.css").status_code == 404


def test_colour_that_can_not_be_read_is_refused_at_its_field_with_the_nearest(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of("head")
    sent = SENT | {"colour_primary": "#8fc1d1", "logo": upload(picture())}
    page = client.post(PAGE, sent | SAVE)
    assert page.status_code == 422
    assert errors(page) == {"colour_primary": [LIGHT]}
    assert 'name="neem_over" value="colour_primary:#387589"' in page.content.decode()
    assert "Neem #387589 over" in words(page)
    assert "Neem alle" not in words(page)
    assert value_of(page, "colour_primary") == "#8fc1d1"
    # The sample shows what is proposed: what can't be read stands nowhere.
    assert "voorbeeld/387589-ffffff-e9f2ee-cf8a1d.css" in page.content.decode()
    assert (colours(cast), Logo.objects.count()) == (BEFORE, 0)

    sent = SENT | {"colour_primary": "#8fc1d1", "logo_kept": value_of(page, "logo_kept")}
    taken = client.post(PAGE, sent | {"neem_over": "colour_primary:#387589"})
    assert (taken.status_code, errors(taken)) == (200, {})
    assert value_of(taken, "colour_primary") == "#387589"
    assert value_of(taken, "logo_kept") == value_of(page, "logo_kept") != ""
    assert colours(cast) == BEFORE


def test_all_proposals_are_taken_over_at_once_or_one_by_one(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of("head")
    sent = SENT | {"colour_primary": "#ffff00", "colour_on_primary": "#000000"}
    page = client.post(PAGE, sent | LOOK)
    assert set(errors(page)) == {"colour_primary", "colour_on_primary"}
    both = page.context["form"].all_proposed
    assert both == "colour_primary:#717100,colour_on_primary:#f0f0f0"
    assert f'name="neem_over" value="{both}"' in page.content.decode()
    taken = client.post(PAGE, sent | {"neem_over": both})
    assert (taken.status_code, errors(taken)) == (200, {})
    one = client.post(PAGE, sent | {"neem_over": "colour_primary:#717100"})
    assert (one.status_code, set(errors(one))) == (422, {"colour_on_primary"})
    assert value_of(one, "colour_primary") == "#717100"


@pytest.mark.parametrize(
    "value", ["", "mark:#000000", "colour_primary", "colour_primary:red", "x:#000000,,:"]
)
def test_taking_over_something_else_changes_nothing(
    cast: Cast, client_of: ClientOf, value: str
) -> None:
    page = client_of("head").post(PAGE, SENT | SAVE | {"neem_over": value})
    assert page.status_code == 200
    assert [value_of(page, name) for name in SENT if name != "mark"] == list(SENT.values())[:4]
    assert colours(cast) == BEFORE


def test_refusals_at_several_fields_stand_each_at_its_own(cast: Cast, client_of: ClientOf) -> None:
    sent = {
        "colour_primary": "groen",
        "colour_on_primary": "",
        "colour_tint": "#7799aa",
        "colour_accent": "#12",
        "mark": "crown",
        "logo": upload(SVG, "logo.png"),
    }
    page = client_of("head").post(PAGE, sent | SAVE)
    assert page.status_code == 422
    assert errors(page) == {
        "colour_primary": ["Schrijf een kleur als #1a2b3c."],
        "colour_on_primary": ["Vul ‘Tekst op de hoofdkleur’ in."],
        "colour_accent": ["Schrijf een kleur als #1a2b3c."],
        "mark": ["Kies een van de antwoorden."],
        "logo": ["Een svg kan niet, want daar kan een script in zitten. Bewaar het logo als png."],
    }
    assert value_of(page, "colour_primary") == "groen"
    assert "voorbeeld/134a5f-ffffff-7799aa-dd6b4d.css" in page.content.decode()


@pytest.mark.parametrize("written", ["1D4A3D", " #1d4a3d ", "#1D4A3D"])
def test_colour_may_be_written_in_other_ways(cast: Cast, client_of: ClientOf, written: str) -> None:
    client_of("head").post(PAGE, SENT | SAVE | {"colour_primary": written, "colour_tint": "#FFF"})
    assert colours(cast) == ["#1d4a3d", "#ffffff", "#ffffff", "#cf8a1d", "tree"]


@pytest.mark.parametrize(
    ("text", "picked", "counts"),
    [
        ("#134a5f", "#1d4a3d", "#1d4a3d"),  # the picker alone was used
        ("#1d4a3d", "#134a5f", "#1d4a3d"),  # the text alone
        ("#1d4a3d", "#222222", "#1d4a3d"),  # both: what was typed
        ("#134a5f", "#134a5f", "#134a5f"),  # neither
    ],
)
def test_without_scripts_the_input_that_was_changed_counts(
    cast: Cast, client_of: ClientOf, text: str, picked: str, counts: str
) -> None:
    more = {
        "colour_primary": text,
        "colour_primary-picker": picked,
        "colour_primary-shown": "#134a5f",
    }
    client_of("head").post(PAGE, SENT | SAVE | more)
    assert colours(cast)[0] == counts


# --- The logo ---------------------------------------------------------------------------------


def test_logo_that_is_refused_leaves_the_one_that_was_chosen_before(
    cast: Cast, client_of: ClientOf
) -> None:
    client = client_of("head")
    kept = value_of(client.post(PAGE, SENT | LOOK | {"logo": upload(picture())}), "logo_kept")
    page = client.post(PAGE, SENT | SAVE | {"logo": upload(b"%PDF-1.7"), "logo_kept": kept})
    assert errors(page) == {"logo": ["Dit is geen afbeelding. Kies een jpg, png of webp."]}
    assert value_of(page, "logo_kept") == kept
    assert Logo.objects.count() == 0


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ("geen base64", "Kies het logo opnieuw."),
        (base64.b64encode(SVG).decode(), "Kies het logo opnieuw."),
        (base64.b64encode(picture("JPEG")[:200]).decode(), "Kies het logo opnieuw."),
    ],
)
def test_kept_logo_is_judged_anew(cast: Cast, client_of: ClientOf, kept: str, words: str) -> None:
    page = client_of("head").post(PAGE, SENT | SAVE | {"logo_kept": kept})
    assert page.status_code == 422
    assert errors(page) == {"logo": [words]}
    assert value_of(page, "logo_kept") == ""


def test_logo_is_taken_away_and_the_mark_is_back(cast: Cast, client_of: ClientOf) -> None:
    client = client_of("head")
    assert "without_logo" not in client.get(PAGE).content.decode()
    client.post(PAGE, SENT | SAVE | {"logo": upload(picture())})
    assert 'alt="Logo van Lyceum Oostpoort"' in client.get(PAGE).content.decode()
    both = client.post(PAGE, SENT | SAVE | {"logo": upload(picture("JPEG")), "without_logo": "on"})
    assert errors(both) == {"without_logo": ["Kies een logo of haal het weg, niet allebei."]}
    client.post(PAGE, SENT | SAVE | {"without_logo": "on"})
    page = client.get(PAGE).content.decode()
    assert "Logo van" not in page
    assert (
        '<a class="brand" href="/school/oostpoort/werkvoorraad/"><svg aria-hidden="true">' in page
    )
