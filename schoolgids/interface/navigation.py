"""The main menu: which pages a person sees, in one table."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Place:
    """One entry of the menu. Shown to whom has `action`; "" is for everyone on that menu."""

    label: str | Promise
    icon: str
    url_name: str
    action: str = ""


@dataclass(frozen=True)
class Item:
    """A place as it stands in the menu of a page."""

    label: str | Promise
    icon: str
    href: str
    current: bool


STAFF = (
    Place(
        label=_("Werkvoorraad"), icon="inbox", url_name="sanctions:worklist", action="worklist.view"
    ),
    Place(
        label=_("Melding maken"),
        icon="square-pen",
        url_name="incidents:new",
        action="incident.report",
    ),
    Place(label=_("Meldingen"), icon="list", url_name="incidents:list", action="incident.view"),
    Place(label=_("Dossiers"), icon="folder", url_name="dossiers:pupils", action="pupil_file.view"),
)


def items(
    places: Collection[Place],
    *,
    actions: Collection[str],
    path: str,
    arguments: Mapping[str, str],
) -> list[Item]:
    """The entries a person may use; the one that holds the page of now is current."""
    found = []
    for place in places:
        if place.action and place.action not in actions:
            continue
        href = address(place, arguments)
        if href:
            found.append((place, href))
    best = max((href for _place, href in found if path.startswith(href)), key=len, default="")
    return [Item(place.label, place.icon, href, href == best) for place, href in found]


def address(place: Place, arguments: Mapping[str, str]) -> str:
    """Where a place is, here; "" when it does not exist here."""
    try:
        return reverse(place.url_name, kwargs=dict(arguments))
    except NoReverseMatch:
        return ""
