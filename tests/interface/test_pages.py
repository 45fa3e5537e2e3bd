"""The start page, the plain pages, the language and a school's stylesheet."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from schoolgids.interface import palette
from schoolgids.organisation.models import School
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PLAIN = ["/", "/privacy/", "/toegankelijkheid/", "/hulp/", "/account/inloggen/"]


@pytest.mark.parametrize("address", PLAIN)
def test_public_page_opens_for_a_visitor(cast: Cast, client: Client, address: str) -> None:
    page = client.get(address).content.decode()
    assert page.count("<h1>") == 1
    assert '<a class="skip-link" href="#inhoud">' in page
    assert "style=" not in page


def test_start_lists_every_school(cast: Cast, client: Client) -> None:
    page = client.get("/").content.decode()
    assert [name in page for name in ("Lyceum Oostpoort", "De Eikenhof")] == [True, True]


def test_start_asks_the_same_number_of_queries_for_more_schools(
    cast: Cast, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        client.get("/")
    for number in range(3):
        School.objects.create(
            board=cast.waterland, slug=f"s{number}", name=f"S{number}", sector="po",
            governance="public",
        )  # fmt: skip
    with django_assert_num_queries(2):
        client.get("/")


def test_start_of_somebody_without_a_place_says_so(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    cast.users["sem_father"].accounts.all().delete()
    page = client_of("sem_father").get("/").content.decode()
    assert "Er staat hier nog niets voor u klaar" in page


def test_privacy_officer_begins_at_the_trail(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    response = client_of("privacy_officer").get("/")
    assert response["Location"] == "/bestuur/waterland/verantwoording/"


def test_language_is_chosen_and_kept_in_a_cookie(client: Client) -> None:
    response = client.post("/taal/", {"language": "en", "next": "/privacy/"})
    assert response["Location"] == "/privacy/"
    assert '<html lang="en">' in client.get("/privacy/").content.decode()


def test_language_leads_to_no_other_site(client: Client) -> None:
    response = client.post("/taal/", {"language": "en", "next": "https://elders.invalid/"})
    assert response["Location"] == "/"


def test_school_has_a_stylesheet_of_its_own(cast: Cast, client: Client) -> None:
    cast.oostpoort.colour_primary = "#1d4a3d"
    cast.oostpoort.save()
    address = palette.address(cast.oostpoort)
    response = client.get(address)
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content.decode() == (
        ":root{--school-primary:#1d4a3d;--school-on-primary:#ffffff;"
        "--school-tint:#e8f1f4;--school-accent:#dd6b4d}\n"
    )


def test_new_colours_have_a_new_address(cast: Cast) -> None:
    before = palette.address(cast.oostpoort)
    cast.oostpoort.colour_accent = "#cf8a1d"
    assert palette.address(cast.oostpoort) != before


def test_stylesheet_of_an_unknown_school_is_not_found(client: Client) -> None:
    assert client.get("/stijl/nergens.abc.css").status_code == 404
