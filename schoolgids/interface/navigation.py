"""The main menus: which pages a person sees, each menu one table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Place:
    """One entry of a menu. Without an `action` it is for everyone who has that menu."""

    label: str | Promise
    icon: str
    url_name: str
    action: Action | None = None
    family: str | Promise = ""  # several of one family share an entry on a wide screen


@dataclass(frozen=True)
class Item:
    """A place as it stands in the menu of a page; a family with its `members`."""

    label: str | Promise
    icon: str
    href: str
    current: bool
    family: str | Promise = ""
    members: tuple["Item", ...] = ()


Menu = tuple[Place, ...]
TEXTS = _("Gids en codes")

# fmt: off
SCHOOL: Menu = (
    Place(label=_("Werkvoorraad"), icon="inbox", url_name="sanctions:worklist", action=Action.WORKLIST_VIEW),
    Place(label=_("Melding maken"), icon="square-pen", url_name="incidents:new", action=Action.INCIDENT_REPORT),
    Place(label=_("Meldingen"), icon="list", url_name="incidents:list", action=Action.INCIDENT_VIEW),
    Place(label=_("Zaken"), icon="gavel", url_name="sanctions:list", action=Action.SANCTION_VIEW),
    Place(label=_("Dossiers"), icon="folder", url_name="dossiers:pupils", action=Action.PUPIL_FILE_VIEW),
    Place(label=_("Toestemming"), icon="image", url_name="consent:groups", action=Action.CONSENT_SHEET_VIEW),
    Place(label=_("Te lezen"), icon="book-check", url_name="receipts:to_read", action=Action.CODE_READ),
    Place(label=_("Gedragscodes"), icon="scale", url_name="protocols:codes", action=Action.CODE_VIEW, family=TEXTS),
    Place(label=_("Gids bijhouden"), icon="notebook-pen", url_name="topics:list", action=Action.CODE_VIEW, family=TEXTS),
    Place(label=_("Registers"), icon="clipboard-list", url_name="registers:list", action=Action.REGISTER_VIEW, family=TEXTS),
    Place(label=_("Evaluatieagenda"), icon="calendar-check", url_name="review_calendar:agenda", action=Action.REVIEW_VIEW, family=TEXTS),
    Place(label=_("Huisstijl"), icon="palette", url_name="house:style", action=Action.STYLE_CHANGE, family=TEXTS),
    Place(label=_("Verantwoording"), icon="scroll-text", url_name="audit:school_events", action=Action.AUDIT_VIEW),
    Place(label=_("Schoolgids"), icon="book-open", url_name="protocols:guide"),
)
BOARD: Menu = (
    Place(label=_("Werkvoorraad"), icon="inbox", url_name="sanctions:board_worklist", action=Action.WORKLIST_VIEW),
    Place(label=_("Toestemming"), icon="image", url_name="rounds:settings", action=Action.CONSENT_SETTINGS_CHANGE),
    Place(label=_("Gedragscodes"), icon="scale", url_name="protocols:board_codes", action=Action.CODE_VIEW),
    Place(label=_("Evaluatieagenda"), icon="calendar-check", url_name="review_calendar:board_agenda", action=Action.REVIEW_VIEW),
    Place(label=_("Verantwoording"), icon="scroll-text", url_name="audit:board_events", action=Action.AUDIT_VIEW),
)
OWN: Menu = (
    Place(label=_("Foto’s en video’s"), icon="image", url_name="consent:my_children", action=Action.CONSENT_OWN_VIEW),
)
GUIDE: Menu = (
    Place(label=_("Schoolgids A tot Z"), icon="book-open", url_name="protocols:guide"),
    Place(label=_("Foto’s en video’s"), icon="image", url_name="home"),
    Place(label=_("Contact"), icon="phone", url_name="help"),
    Place(label=_("Inloggen"), icon="log-in", url_name="account_login"),
)
VISITOR: Menu = (
    Place(label=_("Scholen"), icon="school", url_name="home"),
    Place(label=_("Contact"), icon="phone", url_name="help"),
    Place(label=_("Inloggen"), icon="log-in", url_name="account_login"),
)
SIGNED_IN: Menu = (
    Place(label=_("Mijn pagina’s"), icon="house", url_name="home"),
    Place(label=_("Mijn account"), icon="user", url_name="account"),
    Place(label=_("Uitloggen"), icon="log-out", url_name="account_logout"),
)
# fmt: on


def items(
    places: Iterable[Place],
    *,
    path: str,
    actor: Actor | None = None,
    arguments: Mapping[str, str] | None = None,
) -> list[Item]:
    """The entries this person may use; the one that holds the page at `path` is current."""
    allowed = [
        place
        for place in places
        if place.action is None or (actor is not None and place.action in actor.actions)
    ]
    found = [(place, href) for place in allowed if (href := address(place.url_name, arguments))]
    holding = [
        href for _place, href in found if path == href or (href != "/" and path.startswith(href))
    ]
    current = max(holding, key=len, default="")
    return [
        Item(place.label, place.icon, href, href == current, place.family) for place, href in found
    ]


def folded(menu: Iterable[Item]) -> list[Item]:
    """The menu with one entry per family, which leads to its first member; an only child stays."""
    rows: dict[str, list[Item]] = {}
    for item in menu:
        rows.setdefault(str(item.family) or item.href, []).append(item)
    return [row[0] if len(row) == 1 else _together(row) for row in rows.values()]


def _together(members: list[Item]) -> Item:
    first = members[0]
    current = any(item.current for item in members)
    return Item(first.family, first.icon, first.href, current, members=tuple(members))


def address(url_name: str, arguments: Mapping[str, str] | None = None) -> str:
    """Where a page is for this school or board; "" when there is none.

    A page of the whole portal takes no arguments; it is found as well.
    """
    for given in (dict(arguments or {}), {}):
        try:
            return reverse(url_name, kwargs=given)
        except NoReverseMatch:
            continue
    return ""
