"""Where a published text has to stand: listed by itself, ticked by a person, carried on."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from protocols.models import CodeVersion, Placement
from schoolgids.access.scope import Scope, scoped
from tests.cast import Cast
from tests.protocols.making import NEWER, draft, published

SignIn = Callable[[str], Client]


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    with scoped(Scope.of_school(cast.oostpoort)):
        return published(cast.actor("head", school=cast.oostpoort), school=cast.oostpoort)


def page_of(version: CodeVersion) -> str:
    return f"/school/oostpoort/codes/{version.pk}/"


def places(cast: Cast, version: CodeVersion) -> list[tuple[str, str, date | None]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Placement.objects.filter(version=version)
        return list(rows.values_list("name", "link", "placed_on"))


def key(cast: Cast, version: CodeVersion, name: str) -> str:
    with scoped(Scope.of_school(cast.oostpoort)):
        return str(Placement.objects.get(version=version, name=name).pk)


def test_published_text_lists_the_usual_places(cast: Cast, version: CodeVersion) -> None:
    assert places(cast, version) == [("Intranet", "", None), ("Website", "", None)]


def test_text_of_the_board_has_to_stand_on_the_site_of_every_school(cast: Cast) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        version = published(cast.actor("board_secretary"))
    assert [name for name, _link, _day in places(cast, version)] == [
        "Intranet", "Website", "Website van Lyceum Oostpoort", "Website van OBS De Zilvermeeuw",
    ]  # fmt: skip


def test_place_is_ticked_with_its_link(cast: Cast, client_of: SignIn, version: CodeVersion) -> None:
    given = {
        "deed": "place",
        "place-place": key(cast, version, "Website"),
        "place-link": "school.example/code",
    }
    client = client_of("administrator")
    client.post(page_of(version), given)
    assert places(cast, version)[1] == (
        "Website",
        "https://school.example/code",
        date(2026, 11, 20),
    )
    html = client.get(page_of(version)).content.decode()
    assert '<a href="https://school.example/code" rel="noopener">Website</a>' in html
    assert "Agnes Brouwerij" in html


def test_list_goes_along_to_the_next_version(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("administrator")
    client.post(page_of(version), {"deed": "add_place", "add_place-name": "Ouderapp"})
    client.post(
        page_of(version),
        {"deed": "drop_place", "drop_place-place": key(cast, version, "Intranet")},
    )
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        newer = published(head, NEWER, school=cast.oostpoort, from_on=date(2026, 11, 10))
    assert [name for name, _link, _day in places(cast, newer)] == ["Ouderapp", "Website"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"deed": "add_place", "add_place-name": ""}, "Schrijf waar de tekst moet staan."),
        ({"deed": "add_place", "add_place-name": "website"}, "Deze plek staat al in de lijst."),
        ({"deed": "place", "place-link": "javascript:alert(1)"}, "Neem de hele link over"),
        (
            {"deed": "drop_place", "drop_place-place": "01900000-0000-7000-8000-000000000001"},
            "Deze plek staat niet meer in de lijst.",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    cast: Cast, client_of: SignIn, version: CodeVersion, given: dict[str, str], said: str
) -> None:
    given = {"place-place": key(cast, version, "Website"), **given}
    page = client_of("administrator").post(page_of(version), given)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert places(cast, version) == [("Intranet", "", None), ("Website", "", None)]


def test_draft_has_no_places_yet(cast: Cast, client_of: SignIn) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        version = draft(cast.actor("head", school=cast.oostpoort), school=cast.oostpoort)
    given = {"deed": "add_place", "add_place-name": "Ouderapp"}
    page = client_of("administrator").post(page_of(version), given)
    assert "Dit kan als de tekst is gepubliceerd." in page.content.decode()


@pytest.mark.parametrize("name", ["teacher", "outsider", "omar"])
def test_only_who_keeps_the_codes_ticks(
    cast: Cast, client_of: SignIn, version: CodeVersion, name: str
) -> None:
    given = {"deed": "place", "place-place": key(cast, version, "Website")}
    assert client_of(name).post(page_of(version), given).status_code in (403, 404)
    assert places(cast, version)[1] == ("Website", "", None)
