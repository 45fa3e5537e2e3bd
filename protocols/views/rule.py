"""One rule at an address of its own: to quote, to hang on a wall, to see what became of it (G9)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from protocols import public
from protocols.changes import tag_of
from protocols.diff import Kind, Part, marked
from protocols.markup import plain, spoken
from protocols.models import PublishedProvision, PublishedVersion
from protocols.outline.references import ELSEWHERE
from protocols.pages import rows_of
from protocols.views.finding import Found, citation, find
from protocols.views.keeping import guide_page, kept, tagged
from protocols.views.placing import place_rule
from schoolgids.access.views import PortalRequest
from schoolgids.interface.parts import Tag
from schoolgids.letters import qr

PICTURES = {"svg": ("image/svg+xml", qr.svg), "png": ("image/png", qr.png)}


@dataclass(frozen=True)
class Past:
    """What became of a rule in one version."""

    version: PublishedVersion
    number: str
    tag: Tag | None  # nothing happened to it
    parts: Sequence[Part]


@guide_page
@kept
def rule(request: PortalRequest, topic: str, anchor: str) -> HttpResponse:
    """One rule as it holds now, or as it read last."""
    found = find(request, topic)
    placed = place_rule(found, anchor)
    provision, version = placed.provision, placed.version
    place = found.address("rule", anchor=provision.stable_anchor)
    number = provision.path or provision.label
    context = {
        "topic": found.topic,
        "version": version,
        "provision": provision,
        "number": number,
        "title": placed.title,
        "above": [f"{row.path} {plain(row.text)}".strip() for row in placed.above],
        "rows": rows_of(placed.text, "", codes=_codes(found, placed.text)),
        "holds": version == found.in_force(),
        "today": localdate(),
        "past": _past(found, provision),
        "place": place,
        "citation": citation(found, version, placed.name, place),
    }
    return render(request, "protocols/rule.html", context)


@guide_page
@tagged
def rule_qr(request: PortalRequest, topic: str, anchor: str, kind: str) -> HttpResponse:
    """The QR of a rule's own address, as a picture."""
    found = find(request, topic)
    provision = place_rule(found, anchor).provision
    return _picture(found.address("rule", anchor=provision.stable_anchor), kind)


@guide_page
@tagged
def topic_qr(request: PortalRequest, topic: str, kind: str) -> HttpResponse:
    """The QR of a topic, as a picture."""
    return _picture(find(request, topic).address(), kind)


# --- Steps ------------------------------------------------------------------------------------


def _picture(path: str, kind: str) -> HttpResponse:
    media_type, draw = PICTURES[kind]
    return HttpResponse(draw(qr.portal_address(path)), content_type=media_type)


def _codes(found: Found, text: Sequence[PublishedProvision]) -> dict[str, str]:
    """Where the other codes stand that a rule points to. One query for a rule that does."""
    if not any(ELSEWHERE in row.text for row in text):
        return {}
    return public.addresses_of(found.school, public.topics_of(found.school))


def _past(found: Found, provision: PublishedProvision) -> list[Past]:
    """What became of it in every version from the first that had it, newest first."""
    texts = public.texts_of_key(found.versions, provision.key)
    past: list[Past] = []
    before: PublishedProvision | None = None
    for version in reversed(found.versions):
        row = texts.get(version.pk)
        if row is None and before is None:
            continue
        was, reads = (spoken(entry.text) if entry else "" for entry in (before, row))
        kind = _kind(before, row, was != reads)
        number = (row or before).path if (row or before) else ""  # type: ignore[union-attr]
        past.append(Past(version, number, tag_of(kind) if kind else None, _parts(kind, was, reads)))
        before = row
    return past[::-1]


def _parts(kind: Kind | None, was: str, reads: str) -> tuple[Part, ...]:
    """What is shown: the whole text where it began, the marked words where it changed."""
    if kind is Kind.ADDED:
        return marked(reads, reads)
    return marked(was, reads) if kind is Kind.CHANGED else ()


def _kind(
    before: PublishedProvision | None, row: PublishedProvision | None, is_other: object
) -> Kind | None:
    if row is None:
        return Kind.REMOVED
    if before is None:
        return Kind.ADDED
    if is_other:
        return Kind.CHANGED
    return Kind.RENUMBERED if before.path != row.path else None
