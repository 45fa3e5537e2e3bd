"""The public A–Z guide (G1): one topic open, all topics beside it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from protocols import public
from protocols.changes import kinds_between, tag_of
from protocols.markup import blocks
from protocols.models import PublishedTopic, PublishedVersion
from protocols.pages import contents, in_words, rows_of
from protocols.views.finding import Found, audience_choices, citation, consents, find, school_of
from protocols.views.keeping import chosen_audience, guide_page, kept, tagged
from protocols.wording import dated_in_words
from schoolgids.access.views import PortalRequest
from schoolgids.organisation.models import School


@guide_page
@kept
def guide(request: PortalRequest) -> HttpResponse:
    """The start of a guide: every topic from A to Z."""
    topics = public.topics_of(school_of(request))
    context = {"topics": topics, "letters": public.letters_of(topics)}
    return render(request, "protocols/guide.html", context)


@guide_page
@kept
def topic(request: PortalRequest, topic: str) -> HttpResponse:
    """One topic, as it holds today."""
    found = find(request, topic)
    return _topic_page(request, found, found.in_force())


@guide_page
@tagged
def topic_on(request: PortalRequest, topic: str, day: date) -> HttpResponse:
    """One topic as it held on a day."""
    found = find(request, topic)
    version = found.in_force(day)
    if version is None:
        raise Http404
    return _topic_page(request, found, version, day=day)


@guide_page
@kept
def version(request: PortalRequest, topic: str, number: int) -> HttpResponse:
    """One version of the text of a topic, whenever it held."""
    found = find(request, topic)
    return _topic_page(request, found, found.numbered(number), is_numbered=True)


def _topic_page(
    request: PortalRequest,
    found: Found,
    version: PublishedVersion | None,
    *,
    day: date | None = None,
    is_numbered: bool = False,
) -> HttpResponse:
    row, chosen = found.topic, chosen_audience(request)
    topics = public.topics_of(found.school)
    codes = public.addresses_of(found.school, topics)
    before = found.before(version)
    texts = public.texts_of([entry for entry in (version, before) if entry])
    rows = []
    if version:
        kinds = kinds_between(texts[before.pk], texts[version.pk]) if before else {}
        news = {key: tag_of(kind) for key, kind in kinds.items()}
        rows = rows_of(texts[version.pk], version.title, chosen, news, codes)
    context = {
        "topic": row,
        "own_text": blocks(row.own_text, codes) if row.own_text else "",
        "points": row.in_short.splitlines(),
        "version": version,
        "before": before,
        "adopted": dated_in_words(version.adopted) if version else "",
        "review": dated_in_words(row.review) if row.review else "",
        "consents": consents(version),
        "meant_for": in_words(version.audiences) if version else [],
        "citation": citation(found, version) if version else "",
        "versions": found.versions,
        "today": localdate(),
        "day": day,
        "is_other": is_numbered and version != found.in_force(),
        "not_bound_since": public.not_bound_since(row, localdate()),
        "rows": rows,
        "contents": contents(rows),
        "choices": audience_choices(request.path, chosen),
        "chosen": chosen,
        "topics": topics,
        "letters": public.letters_of(topics),
        "related": _related(found.school, row, topics),
    }
    return render(request, "protocols/topic.html", context)


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
