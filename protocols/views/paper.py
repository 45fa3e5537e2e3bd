"""A text without anything around it: on the screen, and as a PDF that is made once (G9)."""

import hashlib
from functools import cache, partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from protocols import public, services
from protocols.markup import blocks
from protocols.models import PublishedVersion
from protocols.pages import contents, for_paper, in_words, rows_of
from protocols.views.finding import Found, audience_choices, citation, consents, find, query
from protocols.views.keeping import (
    chosen_audience,
    guide_page,
    kept,
    release_fingerprint,
    tagged,
)
from protocols.views.placing import Placed, place_rule
from protocols.wording import dated_in_words
from schoolgids.access.views import PortalRequest
from schoolgids.house.models import logo_version
from schoolgids.interface.assets import paper_stylesheet
from schoolgids.letters.qr import drawn, portal_address
from schoolgids.letters.rendering import render_pdf

TEMPLATE = "protocols/paper.html"


@guide_page
@kept
def plain_topic(request: PortalRequest, topic: str) -> HttpResponse:
    """A topic as it holds today, as text alone."""
    found = find(request, topic)
    return _plain(request, found, found.in_force(), with_own_text=True)


@guide_page
@kept
def plain_version(request: PortalRequest, topic: str, number: int) -> HttpResponse:
    """One version of a text, as text alone."""
    found = find(request, topic)
    return _plain(request, found, found.numbered(number), with_own_text=False)


@guide_page
@tagged
def topic_pdf(request: PortalRequest, topic: str) -> HttpResponse:
    """A topic as it holds today, as PDF: what the school says itself, and the text."""
    found = find(request, topic)
    return _pdf(request, found, found.in_force(), with_own_text=True)


@guide_page
@tagged
def version_pdf(request: PortalRequest, topic: str, number: int) -> HttpResponse:
    """One version of a text, as PDF."""
    found = find(request, topic)
    return _pdf(request, found, found.numbered(number), with_own_text=False)


@guide_page
@tagged
def rule_pdf(request: PortalRequest, topic: str, anchor: str) -> HttpResponse:
    """One rule with what stands under it, as PDF."""
    found = find(request, topic)
    placed = place_rule(found, anchor)
    stable = placed.provision.stable_anchor
    content = services.paper(
        school=found.school,
        address=found.address("rule_pdf", anchor=stable),
        language=get_language() or "nl",
        made_from=_made_from(found, placed.version),
        make=partial(_made_of_rule, found, placed),
    )
    return _file(content, f"{found.topic.slug}-{slugify(placed.name) or stable}")


# --- Steps ------------------------------------------------------------------------------------


def _plain(
    request: PortalRequest,
    found: Found,
    version: PublishedVersion | None,
    *,
    with_own_text: bool,
) -> HttpResponse:
    chosen = chosen_audience(request)
    context = paper_context(found, version, chosen, with_own_text=with_own_text)
    context["on_screen"] = True
    context["language"] = get_language()
    context["choices"] = audience_choices(request.path, chosen) if version else []
    return render(request, TEMPLATE, context)


def _pdf(
    request: PortalRequest,
    found: Found,
    version: PublishedVersion | None,
    *,
    with_own_text: bool,
) -> HttpResponse:
    chosen = chosen_audience(request)
    content = services.paper(
        school=found.school,
        address=request.path + query(voor=chosen),
        language=get_language() or "nl",
        made_from=_made_from(found, version),
        make=partial(_made, found, version, chosen, with_own_text=with_own_text),
    )
    number = f"versie-{version.number}" if version else ""
    return _file(content, "-".join(part for part in (found.topic.slug, number, chosen) if part))


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}.pdf"'},
    )


def _made(
    found: Found, version: PublishedVersion | None, chosen: str, *, with_own_text: bool
) -> bytes:
    context = paper_context(found, version, chosen, with_own_text=with_own_text)
    return render_pdf(TEMPLATE, context, colours=found.school)


def _made_of_rule(found: Found, placed: Placed) -> bytes:
    place = found.address("rule", anchor=placed.provision.stable_anchor)
    context = paper_context(found, placed.version, "", with_own_text=False) | {
        "title": placed.title,
        "rows": rows_of(placed.text, ""),
        "contents": [],
        "citation": citation(found, placed.version, placed.name, place),
        "address": portal_address(place),
        "qr": _live(place),
    }
    return render_pdf(TEMPLATE, context, colours=found.school)


def paper_context(
    found: Found, version: PublishedVersion | None, chosen: str, *, with_own_text: bool
) -> dict[str, Any]:
    """What the page of paper shows; the same whenever it is printed."""
    topic = found.topic
    if version is None and not (with_own_text and topic.own_text):
        raise Http404
    text = public.texts_of([version])[version.pk] if version else []
    mine, left_out = for_paper(text, chosen)
    rows = rows_of(mine, version.title if version else "")
    place = found.address() if with_own_text else ""
    if version and not with_own_text:
        place = found.address("version", number=version.number)
    return {
        "school": found.school,
        "topic": topic,
        "version": version,
        "title": version.title if version else topic.title,
        "own_text": blocks(topic.own_text) if with_own_text and topic.own_text else "",
        "points": topic.in_short.splitlines() if with_own_text else [],
        "adopted": dated_in_words(version.adopted) if version else "",
        "consents": consents(version),
        "meant_for": in_words(version.audiences) if version else [],
        "citation": citation(found, version) if version else "",
        "rows": rows,
        "contents": contents(rows),
        "left_out": left_out,
        "chosen": chosen,
        "place": place + query(voor=chosen),
        "address": portal_address(place),
        "qr": _live(place),
    }


def _live(place: str) -> str:
    """The QR of the page on the internet."""
    return drawn(portal_address(place), title=_("QR-code van deze pagina"))


def _made_from(found: Found, version: PublishedVersion | None) -> str:
    """Another value when the paper would be another."""
    school = found.school
    parts = [
        *(str(getattr(school, field.attname)) for field in school._meta.concrete_fields),
        logo_version(school),
        school.board.name,
        found.topic.changed_at.isoformat(),
        f"{version.pk} {version.until_on}" if version else "",
        portal_address(""),
        release_fingerprint(),
        _styles_fingerprint(),
    ]
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


@cache
def _styles_fingerprint() -> str:
    return hashlib.sha256(paper_stylesheet().encode()).hexdigest()[:16]
