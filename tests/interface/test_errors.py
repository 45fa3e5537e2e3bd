"""The pages for what goes wrong."""

from collections.abc import Callable

import pytest
from django.core.exceptions import SuspiciousOperation
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from schoolgids.access.actions import Action
from schoolgids.access.policy import Forbidden
from schoolgids.interface import errors
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_page_that_does_not_exist_says_so_in_the_house_look(client: Client) -> None:
    response = client.get("/bestaat-niet/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "<h1>Deze pagina bestaat niet</h1>" in page
    assert "css/theme.css" in page


def test_colleague_gets_the_reason_and_hears_that_it_was_recorded(
    cast: Cast, rf: RequestFactory
) -> None:
    request = rf.get("/school/oostpoort/x/")
    request.school, request.board = cast.oostpoort, cast.waterland  # type: ignore[attr-defined]
    request.actor = cast.actor("teacher", school=cast.oostpoort)  # type: ignore[attr-defined]
    refusal = Forbidden(Action.PUPIL_FILE_VIEW, "Dit dossier is alleen voor de mentor.")
    response = errors.forbidden(request, refusal)
    page = response.content.decode()  # type: ignore[attr-defined]
    assert response.status_code == 403
    assert "<h1>Dit mag je niet doen of bekijken</h1>" in page
    assert '<p class="lede">Dit dossier is alleen voor de mentor.</p>' in page
    assert "We hebben vastgelegd dat je dit wilde." in page
    assert "Alleen voor medewerkers" in page


def test_guardian_is_addressed_politely(cast: Cast, rf: RequestFactory) -> None:
    request = rf.get("/mijn/waterland/x/")
    request.school, request.board = None, cast.waterland  # type: ignore[attr-defined]
    request.actor = cast.actor("sem_mother")  # type: ignore[attr-defined]
    page = errors.forbidden(request, Forbidden(Action.CONSENT_ANSWER, "Sem is 16.")).content  # type: ignore[attr-defined]
    assert "<h1>Dit mag u niet doen of bekijken</h1>" in page.decode()
    assert "Alleen voor medewerkers" not in page.decode()


def test_refusal_reaches_the_page(cast: Cast, client_of: Callable[[str], Client]) -> None:
    response = client_of("teacher").get("/school/oostpoort/verantwoording/")
    assert response.status_code == 403
    assert "Dit hoort niet bij je rol." in response.content.decode()


def test_reason_is_shown_as_text(rf: RequestFactory) -> None:
    refusal = Forbidden(Action.INCIDENT_VIEW, "<script>alert(1)</script>")
    page = errors.forbidden(rf.get("/"), refusal).content.decode()  # type: ignore[attr-defined]
    assert "<script>alert" not in page


def test_form_without_its_token_is_told_to_load_again(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/account/inloggen/", {"login": "x"})
    assert response.status_code == 403
    assert "Deze pagina stond te lang open" in response.content.decode()


def test_unreadable_request_gets_a_page(rf: RequestFactory) -> None:
    response = errors.bad_request(rf.get("/"), SuspiciousOperation())
    assert response.status_code == 400
    assert "We kunnen deze vraag niet lezen" in response.content.decode()  # type: ignore[attr-defined]


def test_unknown_host_gets_a_page(client: Client) -> None:
    response = client.get("/", headers={"host": "elders.invalid"})
    assert response.status_code == 400


def test_server_error_needs_no_database(
    rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Er ging iets mis" in response.content.decode()  # type: ignore[attr-defined]
