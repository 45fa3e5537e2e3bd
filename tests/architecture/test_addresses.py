"""Every page as a stranger: the URL tree is walked, so that no page can be forgotten."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from schoolgids.access.views import SchoolView
from tests.cast import Cast

# What anybody may open, by the name of the address. Each must exist.
PUBLIC = {
    "home",
    "privacy",
    "accessibility",
    "help",
    "set_language",
    "school_style",
    "house:logo",
    "rounds:code",
    "rounds:letter",
    "rounds:leave",
    "review_calendar:feed",
    "review_calendar:board_feed",
}
INSIDE = ("/school/", "/bestuur/", "/mijn/")  # pages with a scope
VALUES = {
    "school": "oostpoort",
    "board": "waterland",
    "pk": str(UUID(int=7)),
}


def walk(
    resolver: URLResolver, namespace: str = "", prefix: str = ""
) -> Iterator[tuple[str, str, object]]:
    """(name, address with its arguments filled in, view) of each page."""
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern, inner, route)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", fill(route), pattern.callback


def fill(route: str) -> str:
    def value(match: re.Match[str]) -> str:
        kind, name = (match[1] or "").rstrip(":"), match[2]
        if name in VALUES:
            return VALUES[name]
        return {"uuid": str(UUID(int=7)), "int": "7", "date": "2026-11-20"}.get(kind, "x")

    return "/" + re.sub(r"<(\w+:)?(\w+)>", value, route).replace("^", "").replace("$", "")


PAGES = list(walk(get_resolver()))
BEHIND_SIGN_IN = [
    (name, address)
    for name, address, _view in PAGES
    if not name.startswith(("account_", "mfa_", "usersessions_"))
    and name not in PUBLIC
    and not address.startswith("/gids/")
]


def test_public_list_names_only_pages_that_exist() -> None:
    assert {name for name, _address, _view in PAGES} >= PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "address"), BEHIND_SIGN_IN, ids=lambda value: value)
def test_page_asks_a_stranger_to_sign_in(name: str, address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 302, name
    assert response["Location"].startswith(
        settings.LOGIN_URL if "/" in settings.LOGIN_URL else "/account/"
    )


@pytest.mark.parametrize(
    ("name", "address"),
    [page for page in BEHIND_SIGN_IN if page[1].startswith(INSIDE)],
    ids=lambda value: value,
)
def test_page_does_not_exist_for_another_board(
    cast: Cast, client_of: object, name: str, address: str
) -> None:
    client = client_of("outsider")  # type: ignore[operator]
    for method in (client.get, client.post):
        assert method(address).status_code == 404, name


@pytest.mark.parametrize(
    ("name", "view"),
    [(name, view) for name, address, view in PAGES if address.startswith(INSIDE)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_page_of_a_school_asks_the_policy(name: str, view: object) -> None:
    kind = getattr(view, "view_class", None)
    assert isinstance(kind, type), name
    assert issubclass(kind, SchoolView), name
