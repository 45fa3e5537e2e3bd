"""The main menu: what each role finds in it."""

from collections.abc import Callable

import pytest
from django.test import Client

from schoolgids.access.actions import Action
from schoolgids.interface import navigation
from schoolgids.interface.navigation import Place
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MENUS = {
    "school": (navigation.SCHOOL, {"school": "oostpoort"}),
    "board": (navigation.BOARD, {"board": "waterland"}),
    "own": (navigation.OWN, {"board": "waterland"}),
    "guide": (navigation.GUIDE, {"school": "oostpoort"}),
    "visitor": (navigation.VISITOR, {}),
    "signed in": (navigation.SIGNED_IN, {}),
}


def labels(cast: Cast, name: str) -> set[str]:
    actor = cast.actor(name, school=cast.oostpoort)
    places = {place for place in navigation.SCHOOL if place.action in {None, *actor.actions}}
    return {str(place.label) for place in places}


@pytest.mark.parametrize("menu", MENUS)
def test_every_entry_of_a_menu_leads_somewhere(menu: str) -> None:
    places, arguments = MENUS[menu]
    nowhere = [p.url_name for p in places if not navigation.address(p.url_name, arguments)]
    assert nowhere == []


def test_guardian_begins_at_the_own_children(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    page = client_of("sem_mother").get("/")
    assert (page.status_code, page.url) == (302, "/mijn/waterland/toestemming/")  # type: ignore[attr-defined]


def test_teacher_finds_no_files_and_no_trail(cast: Cast) -> None:
    assert {"Melding maken", "Meldingen", "Werkvoorraad", "Schoolgids"} <= labels(cast, "teacher")
    assert not {"Dossiers", "Verantwoording"} & labels(cast, "teacher")


def test_head_finds_everything(cast: Cast) -> None:
    assert labels(cast, "head") == {str(place.label) for place in navigation.SCHOOL}


def test_entry_that_holds_the_page_is_current() -> None:
    found = navigation.items(navigation.VISITOR, path="/hulp/")
    assert [(str(item.label), item.current) for item in found] == [
        ("Scholen", False),
        ("Contact", True),
        ("Inloggen", False),
    ]


def test_a_family_is_one_entry_with_its_members() -> None:
    places = [
        Place(label="a", icon="inbox", url_name="home"),
        Place(label="b", icon="scale", url_name="help", family="f"),
        Place(label="c", icon="house", url_name="account_login", family="f"),
        Place(label="d", icon="user", url_name="account", family="g"),
    ]
    row = navigation.folded(navigation.items(places, path="/account/inloggen/"))
    found = [(item.label, item.href, item.current, len(item.members)) for item in row]
    assert found == [
        ("a", "/", False, 0),
        ("f", "/hulp/", True, 2),
        ("d", "/account/", False, 0),
    ]


def test_head_sees_the_family_of_the_page_and_no_other(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    client = client_of("head")
    assert "nav-family" not in client.get("/school/oostpoort/verantwoording/").content.decode()
    page = client.get("/school/oostpoort/registers/").content.decode()
    assert 'aria-current="true">Gids en codes</a>' in page
    assert page.count('aria-current="page">') >= 2  # in the row of the family, and on a phone


def test_start_is_current_only_on_the_start_itself() -> None:
    assert next(item.current for item in navigation.items(navigation.VISITOR, path="/"))
    assert not any(item.current for item in navigation.items(navigation.VISITOR, path="/privacy/"))


def test_entry_without_the_action_is_left_out() -> None:
    place = Place(label="x", icon="inbox", url_name="home", action=Action.AUDIT_VIEW)
    assert navigation.items([place], path="/") == []


def test_staff_page_carries_the_name_and_the_label(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    page = client_of("head").get("/school/oostpoort/verantwoording/").content.decode()
    assert "Alleen voor medewerkers" in page
    assert "Maarten Oosterkamp" in page
    assert 'aria-current="page">Verantwoording</a>' in page
    assert page.count('aria-label="Hoofdmenu"') == 2


def test_visitor_is_offered_to_sign_in_and_reader_to_leave(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    assert "Uitloggen" not in Client().get("/privacy/").content.decode()
    assert "Uitloggen" in client_of("head").get("/privacy/").content.decode()
