"""What every answer carries."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_policy_lets_nothing_inline_or_foreign_in(client: Client) -> None:
    policy = client.get("/privacy/")["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "font-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


def test_other_headers_are_set(client: Client) -> None:
    response = client.get("/privacy/")
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Permissions-Policy"].startswith("camera=(), geolocation=(), microphone=()")


def test_page_of_a_visitor_is_private_and_sets_no_cookie(client: Client) -> None:
    response = client.get("/privacy/")
    assert response["Cache-Control"] == "no-cache, private"
    assert not response.cookies


def test_page_of_a_signed_in_reader_is_kept_nowhere(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    assert client_of("head").get("/account/")["Cache-Control"] == "no-store, private"


def test_page_that_says_how_long_it_may_be_kept_is_left_alone(cast: Cast) -> None:
    page = Client().get("/stijl/oostpoort.x.css")
    assert page["Cache-Control"] == "public, max-age=60"
