"""The small parts of every page: icons, dates, tags, states, notices. A builtin of all templates."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from lucide import _render_icon

from schoolgids.interface import dates, palette
from schoolgids.interface.navigation import Item

register = template.Library()

STATES = {
    "yes": ("ja", _("Ja")),
    "no": ("nee", _("Nee")),
    "open": ("open", _("Nog niet gekozen")),
    "dispute": ("oneens", _("Nee, de ouders zijn het niet eens")),
}
NOTICE_ICONS = {
    "info": "info",
    "plain": "info",
    "warn": "triangle-alert",
    "danger": "octagon-alert",
}


@lru_cache(maxsize=512)
def icon_markup(name: str, attributes: tuple[tuple[str, str], ...]) -> SafeString:
    """The SVG of an icon. Names and attributes come out of templates, so they are few and trusted."""
    return mark_safe(_render_icon(name, 24, **dict(attributes)))  # noqa: S308


@register.simple_tag
def lucide(name: str, **attributes: object) -> SafeString:
    """An icon, hidden from screen readers: there is always a word beside it."""
    given = {"aria_hidden": "true", **{key: str(value) for key, value in attributes.items()}}
    return icon_markup(str(name), tuple(sorted(given.items())))


# --- Days and moments ------------------------------------------------------------------------
@register.filter
def day(value: dates.Day | None) -> str:
    """vr 20 nov"""
    return dates.short_day(value) if value else ""


@register.filter
def long_day(value: dates.Day | None) -> str:
    """20 november 2026"""
    return dates.long_day(value) if value else ""


@register.filter
def full_day(value: dates.Day | None) -> str:
    """vrijdag 20 november 2026"""
    return dates.full_day(value) if value else ""


@register.filter
def day_of(value: dates.Day | None) -> date | None:
    """The day itself, to compare with."""
    return dates.local_day(value) if value else None


@register.filter
def hour(value: datetime | None) -> str:
    """14.30 uur"""
    return dates.hour(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """vr 20 nov, 14.30 uur"""
    return dates.moment(value) if value else ""


@register.filter
def ago(value: datetime | None) -> str:
    """12 minuten geleden"""
    return dates.ago(value, timezone.now()) if value else ""


@register.filter
def distance(value: dates.Day | None, today: date | None = None) -> str:
    """2 dagen te laat, vandaag, over 3 dagen"""
    return dates.distance(value, today or timezone.localdate()) if value else ""


@register.inclusion_tag("components/due.html")
def due(value: dates.Day | None, today: date | None = None) -> dict[str, Any]:
    """A deadline: the day and the distance in words, late ones marked by word and icon."""
    if not value:
        return {"day": None}
    today = today or timezone.localdate()
    due_on = dates.local_day(value)
    return {
        "day": due_on,
        "late": due_on < today,
        "distance": dates.distance(due_on, today),
    }


# --- States and messages ---------------------------------------------------------------------
# A list shows the same few hundreds of times. `typed`: a safe text is another one than the same
# characters that are not.
@lru_cache(maxsize=1024, typed=True)
def _badge(label: str, kind: str, icon: str) -> SafeString:
    return render_to_string("components/badge.html", {"label": label, "kind": kind, "icon": icon})


@lru_cache(maxsize=256, typed=True)
def _state(css: str, label: str) -> SafeString:
    return render_to_string("components/state.html", {"css": css, "label": label})


@register.simple_tag
def badge(label: str, *, kind: str = "", icon: str = "") -> SafeString:
    """A state as icon and word. `kind`: "", ok, warn, danger, info or solid (a legal duty)."""
    return _badge(str(label), str(kind), str(icon))


@register.simple_tag
def state(value: str, label: str | Promise | None = None) -> SafeString:
    """The state of a consent: yes, no, open or dispute, by shape, colour and word."""
    css, word = STATES[str(value)]
    return _state(css, str(word if label is None else label))


@lru_cache(maxsize=2048)
def _nav_items(rows: tuple[tuple[str, str, str, str], ...]) -> SafeString:
    return render_to_string("components/nav_items.html", {"rows": rows})


@register.simple_tag
def nav_items(menu: Iterable[Item], *, icons: bool = False) -> SafeString:
    """The entries of a menu. The same few stand on every page of a school."""
    rows = (
        (
            str(item.label),
            item.icon if icons else "",
            item.href,
            ("true" if item.members else "page") if item.current else "",
        )
        for item in menu
    )
    return _nav_items(tuple(rows))


@register.inclusion_tag("components/cite.html")
def cite(label: str, text: str, href: str = "") -> dict[str, Any]:
    """A provision, cited as everywhere: the number first, then the words."""
    return {"label": label, "text": text, "href": href}


@register.simple_block_tag
def notice(content: str, kind: str = "info", icon: str = "", role: str = "") -> SafeString:
    """One message above the content. `kind`: info, plain, warn or danger."""
    return render_to_string(
        "components/notice.html",
        {"content": content, "kind": kind, "icon": icon or NOTICE_ICONS[kind], "role": role},
    )


@register.simple_block_tag
def verdict(content: str, title: str, *, allowed: bool, note: str = "") -> SafeString:
    """One clear answer; the reasons stand inside the block."""
    return render_to_string(
        "components/verdict.html",
        {"content": content, "title": title, "allowed": allowed, "note": note},
    )


@register.inclusion_tag("components/crumbs.html")
def crumbs(*steps: str) -> dict[str, Any]:
    """The way to this page: label, href, label, href, …, and last the label of the page itself."""
    pairs = [
        (steps[n], steps[n + 1] if n + 1 < len(steps) else "") for n in range(0, len(steps), 2)
    ]
    return {"crumbs": [{"label": label, "href": href} for label, href in pairs]}


@register.filter
def listed(values: Sequence[object]) -> str:
    """a, b en c"""
    words = [str(value) for value in values]
    if len(words) < 2:
        return "".join(words)
    return str(_("%(first)s en %(last)s")) % {"first": ", ".join(words[:-1]), "last": words[-1]}


# --- The school's own look -------------------------------------------------------------------
class Styled(palette.Coloured, Protocol):
    """What a school has to say about its looks."""

    slug: str
    name: str
    mark: str


@register.simple_tag
def school_style(school: Styled) -> str:
    """The address of the stylesheet with the colours of a school."""
    return palette.address(school)


@register.inclusion_tag("components/school_mark.html")
def mark(school: Styled | None) -> dict[str, Any]:
    """The logo of a school, else its mark, or that of the portal."""
    return {
        "school": school,
        "logo": getattr(school, "logo", None),
        "mark": school.mark if school else palette.PORTAL_MARK,
    }
