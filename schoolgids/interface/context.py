"""What every page knows about its reader: the menu, the name, the languages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from schoolgids.interface import navigation
from schoolgids.interface.navigation import Item

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}


def portal(request: HttpRequest) -> dict[str, Any]:
    """The context processor of all templates.

    A public page (`public_page` on its view) is the same for everyone, so that it can be kept:
    the user is not looked at.
    """
    menu, name = reader(request)
    now = get_language()
    row = navigation.folded(menu)
    return {
        "navigation": menu,
        "navigation_row": row,
        "family": next((item.members for item in row if item.current), ()),
        "start": menu[0].href if menu else "/",
        "person_name": name,
        "languages": [
            {"code": code, "name": LANGUAGE_NAMES[code], "current": code == now}
            for code, _name in settings.LANGUAGES
        ],
    }


def reader(request: HttpRequest) -> tuple[list[Item], str]:
    """The menu of this page for its reader, and the reader's name."""
    actor = getattr(request, "actor", None)
    school = getattr(request, "school", None)
    board = getattr(request, "board", None)
    if actor is not None and school is not None and actor.is_staff_member:
        here = {"school": school.slug}
        menu = navigation.items(navigation.SCHOOL, path=request.path, actor=actor, arguments=here)
        return menu, actor.name
    if actor is not None and board is not None:
        own = request.path.startswith("/mijn/")
        here = {"board": board.slug}
        places = navigation.OWN if own or not actor.is_staff_member else navigation.BOARD
        menu = navigation.items(places, path=request.path, actor=actor, arguments=here)
        return [*menu, *navigation.items(navigation.SIGNED_IN, path=request.path)], actor.name
    if is_public(request):
        here = {"school": school.slug} if school is not None else {}
        places = navigation.GUIDE if school is not None else navigation.VISITOR
        return navigation.items(places, path=request.path, arguments=here), ""
    if has_session(request) and request.user.is_authenticated:
        return navigation.items(navigation.SIGNED_IN, path=request.path), ""
    return navigation.items(navigation.VISITOR, path=request.path), ""


def is_public(request: HttpRequest) -> bool:
    """Whether the page is one that is the same for everyone."""
    match = request.resolver_match
    return bool(match and getattr(match.func, "public_page", False))


def has_session(request: HttpRequest) -> bool:
    """Whether there is a session to look at; a visitor without one stays without one."""
    return hasattr(request, "user") and settings.SESSION_COOKIE_NAME in request.COOKIES
