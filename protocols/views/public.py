"""The public A–Z guide (G1): one topic open, all topics beside it."""

from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from protocols import public
from protocols.dated import Dated, Precision
from protocols.markup import blocks
from protocols.models import PublishedTopic, PublishedVersion
from protocols.pages import contents, rows_of
from protocols.views.keeping import chosen_audience, guide_page, kept, tagged
from protocols.wording import dated_in_words
from schoolgids.access.views import PortalRequest
from schoolgids.interface.parts import Choice
from schoolgids.organisation.models import School


@guide_page
@kept
def guide(request: PortalRequest) -> HttpResponse:
    """The start of a guide: every topic from A to Z."""
    topics = public.topics_of(_school(request))
    context = {"topics": topics, "letters": public.letters_of(topics)}
    return render(request, "protocols/guide.html", context)


@guide_page
@kept
def topic(request: PortalRequest, topic: str) -> HttpResponse:
    """One topic, as it holds today."""
    return _topic_page(request, topic, localdate())


@guide_page
@tagged
def topic_on(request: PortalRequest, topic: str, day: date) -> HttpResponse:
    """One topic as it held on a day."""
    return _topic_page(request, topic, day, is_past=True)


def _topic_page(
    request: PortalRequest, slug: str, day: date, *, is_past: bool = False
) -> HttpResponse:
    school = _school(request)
    row = public.topic_of(school, slug)
    if row is None:
        raise Http404
    versions = public.versions_of(row.code)
    version = public.in_force(versions, day)
    if is_past and version is None:
        raise Http404
    chosen = chosen_audience(request)
    topics = public.topics_of(school)
    rows = rows_of(public.provisions_of(version), version.title, chosen) if version else []
    context = {
        "topic": row,
        "own_text": blocks(row.own_text) if row.own_text else "",
        "points": row.in_short.splitlines(),
        "version": version,
        "adopted": dated_in_words(version.adopted) if version else "",
        "review": dated_in_words(row.review) if row.review else "",
        "consents": _consents(version),
        "versions": versions,
        "today": localdate(),
        "day": day if is_past else None,
        "rows": rows,
        "contents": contents(rows),
        "choices": audience_choices(request.path, chosen),
        "chosen": chosen,
        "topics": topics,
        "letters": public.letters_of(topics),
        "related": _related(school, row, topics),
    }
    return render(request, "protocols/topic.html", context)


def _school(request: PortalRequest) -> School:
    return cast(School, request.school)


def audience_choices(path: str, chosen: str, words: str = "") -> list[Choice]:
    """The audience filter: links, so that it works without JavaScript and can be shared."""
    labels = {
        "": _("Iedereen"),
        "leerlingen": _("Leerlingen"),
        "ouders": _("Ouders"),
        "medewerkers": _("Medewerkers"),
    }
    return [
        Choice(
            label=label,
            href=path + _query(voor=name, q=words),
            current=name == chosen,
            icon="check" if name == chosen else "",
        )
        for name, label in labels.items()
    ]


def _query(**asked: str) -> str:
    given = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(given)}" if given else ""


def _consents(version: PublishedVersion | None) -> list[str]:
    """Who consented and when, as a reader reads it: "GMR, 18 juni 2026"."""
    if version is None:
        return []
    return [
        f"{body}, {dated_in_words(Dated(date.fromisoformat(day), Precision(precision)))}"
        for body, day, precision in version.consents
    ]


def _related(
    school: School, row: PublishedTopic, topics: list[PublishedTopic]
) -> list[dict[str, Any]]:
    by_slug = {topic.slug: topic for topic in topics}
    return [
        {
            "title": by_slug[slug].title,
            "href": reverse("protocols:topic", kwargs={"school": school.slug, "topic": slug}),
        }
        for slug in row.related
        if slug in by_slug
    ]
