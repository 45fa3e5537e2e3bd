"""The versions of a text: all of them with their dates, and what changed between two (G5, G6)."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from protocols import public
from protocols.changes import comparison
from protocols.models import PublishedVersion
from protocols.views.finding import Found, audience_choices, citation, consents, find, query
from protocols.views.keeping import chosen_audience, guide_page, kept
from protocols.wording import dated_in_words
from schoolgids.access.views import PortalRequest


@dataclass(frozen=True)
class Entry:
    """A version in the history."""

    version: PublishedVersion
    adopted: str
    consents: list[str]
    citation: str
    before: PublishedVersion | None


@guide_page
@kept
def history(request: PortalRequest, topic: str) -> HttpResponse:
    """Every version of a text: when it held, who consented, how it is quoted."""
    found = find(request, topic)
    if not found.versions:
        raise Http404
    entries = [
        Entry(
            version,
            dated_in_words(version.adopted),
            consents(version),
            citation(found, version),
            found.before(version),
        )
        for version in found.versions
    ]
    context = {"topic": found.topic, "entries": entries, "today": localdate()}
    context["not_bound_since"] = public.not_bound_since(found.topic, localdate())
    return render(request, "protocols/history.html", context)


@guide_page
def changes(request: PortalRequest, topic: str) -> HttpResponse:
    """What changed last; or the way to the two versions that were chosen in the form."""
    if "van" in request.GET or "naar" in request.GET:
        return _chosen(request, topic)
    return _last_changes(request, topic=topic)


@guide_page
@kept
def changes_between(request: PortalRequest, topic: str, old: int, new: int) -> HttpResponse:
    """What changed between any two versions of a text."""
    found = find(request, topic)
    return _changes_page(request, found, found.numbered(old), found.numbered(new))


@kept
def _last_changes(request: PortalRequest, topic: str) -> HttpResponse:
    found = find(request, topic)
    if not found.versions:
        raise Http404
    new = found.in_force() or found.versions[0]
    return _changes_page(request, found, found.before(new), new)


def _chosen(request: PortalRequest, topic: str) -> HttpResponse:
    found = find(request, topic)
    old, new = (_numbered(found, request.GET.get(name, "")) for name in ("van", "naar"))
    if old and new and old != new:
        page = found.address("changes_between", old=old.number, new=new.number)
        return redirect(page + query(voor=chosen_audience(request)))
    if not found.versions:
        raise Http404
    wrong = _("Kies twee verschillende versies.")
    return _changes_page(request, found, old, new or found.versions[0], wrong=wrong)


def _numbered(found: Found, given: str) -> PublishedVersion | None:
    return next((v for v in found.versions if str(v.number) == given), None)


def _changes_page(
    request: PortalRequest,
    found: Found,
    old: PublishedVersion | None,
    new: PublishedVersion,
    wrong: str = "",
) -> HttpResponse:
    chosen = chosen_audience(request)
    texts = public.texts_of([version for version in (old, new) if version])
    context: dict[str, Any] = {
        "topic": found.topic,
        "versions": found.versions,
        "old": old,
        "new": new,
        "wrong": wrong,
        "found": comparison(texts[old.pk], texts[new.pk], chosen) if old and not wrong else None,
        "adopted": dated_in_words(new.adopted),
        "consents": consents(new),
        "today": localdate(),
        "chosen": chosen,
        "choices": audience_choices(request.path, chosen),
        "points": found.topic.in_short.splitlines(),
    }
    return render(request, "protocols/changes.html", context)
