"""Dutch first: another language is a choice of the reader, not of the browser."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_page_is_dutch_whatever_the_browser_asks() -> None:
    response = Client(headers={"accept-language": "en-GB,en;q=0.9"}).get("/account/inloggen/")
    assert response["Content-Language"] == "nl"
    assert "<h1>Inloggen</h1>" in response.content.decode()


def test_chosen_language_stays_chosen() -> None:
    client = Client()
    client.post("/taal/", {"language": "en", "next": "/account/inloggen/"})
    response = client.get("/account/inloggen/")
    assert response["Content-Language"] == "en"
    assert '<html lang="en">' in response.content.decode()


def test_language_that_is_none_is_dutch() -> None:
    client = Client()
    client.cookies["django_language"] = "xx"
    assert client.get("/account/inloggen/")["Content-Language"] == "nl"
