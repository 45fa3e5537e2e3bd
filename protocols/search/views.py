"""Searching a guide, and what its editors do about searches that find nothing (G14)."""

from typing import Any, ClassVar, cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from protocols import public
from protocols.search import services
from protocols.search.finding import names_like, search
from protocols.search.forms import SynonymForm
from protocols.search.models import MissedSearch, SynonymGroup
from protocols.search.words import LONGEST
from protocols.views.base import CodePage
from protocols.views.finding import audience_choices
from protocols.views.keeping import chosen_audience, guide_page
from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.access.views import PortalRequest
from schoolgids.interface.given import key_of, words_of
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused

SHOWN = 100  # searches that found nothing
SEEN_TWICE = 2  # once may be a slip, or somebody's name
A_MINUTE = 60


@guide_page
def search_page(request: PortalRequest) -> HttpResponse:
    """What the guide says of some words."""
    school, words, chosen = _school(request), _words(request), chosen_audience(request)
    found = search(school, words, localdate(), chosen)
    if words and (found.meant or not found) and not chosen:
        services.note_missed(school, words, localdate())
    context = {
        "words": words,
        "found": found,
        "chosen": chosen,
        "choices": audience_choices(request.path, chosen, words),
        "topics": [] if found else public.topics_of(school),
    }
    return render(request, "protocols/search.html", context)


@guide_page
def names_page(request: PortalRequest) -> HttpResponse:
    """Topics and headings that go on from what is being typed, for the list below the field."""
    names = names_like(_school(request), _words(request), localdate())
    response = JsonResponse({"names": names})
    patch_cache_control(response, public=True, max_age=A_MINUTE)
    return response


class SearchKeeping(CodePage):
    """Words that mean the same, and what readers looked for in vain."""

    action: ClassVar[Action] = Action.CODE_EDIT

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        typed = words_of(request.GET.get("woord", ""), longest=LONGEST)
        return self._page(SynonymForm(initial={"words": f"{typed}, " if typed else ""}))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        if "verwijder" in request.POST:
            return self._remove(request.POST["verwijder"])
        if "vergeet" in request.POST:
            return self._forget(request.POST["vergeet"])
        form = SynonymForm(request.POST)
        if not form.is_valid():
            return self._page(form)
        try:
            group = services.add_synonyms(
                self.actor, words=form.cleaned_data["words"], school_id=self.owner_id
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("words", str(reason))
            return self._page(form)
        messages.success(self.request, _("Toegevoegd: %s.") % group)
        return redirect(self.link("search:keeping"))

    def _remove(self, key: str) -> HttpResponse:
        group = _one(visible(self.actor, SynonymGroup.objects.all()), key)
        services.remove_synonyms(self.actor, group=group)
        messages.success(self.request, _("Verwijderd: %s.") % group)
        return redirect(self.link("search:keeping"))

    def _forget(self, key: str) -> HttpResponse:
        missed = _one(visible(self.actor, MissedSearch.objects.all()), key)
        services.forget_missed(self.actor, missed=missed)
        return redirect(self.link("search:keeping"))

    def _page(self, form: SynonymForm) -> HttpResponse:
        groups = visible(self.actor, SynonymGroup.objects.all())
        context = {
            "form": form,
            "here": self.link("search:keeping"),
            "codes_href": self.link("codes"),
            "own": groups.filter(school=self.owner_id),
            "of_board": groups.filter(school=None) if self.owner_id else (),
            "missed": self._missed(),
        }
        return render(self.request, "protocols/search_keeping.html", context)

    def _missed(self) -> QuerySet[MissedSearch]:
        """Of this school, or of all schools of the board."""
        rows = visible(self.actor, MissedSearch.objects.select_related("school"))
        if self.owner_id is not None:
            rows = rows.filter(school=self.owner_id)
        return rows.filter(times__gte=SEEN_TWICE)[:SHOWN]


def _one(rows: QuerySet[Any], key: str) -> Any:
    """The row that a button names. Raises Http404 when it is not there or not yours."""
    row = rows.filter(pk=key_of(key)).first()
    if row is None:
        raise Http404
    return row


def _school(request: PortalRequest) -> School:
    return cast(School, request.school)


def _words(request: PortalRequest) -> str:
    return words_of(request.GET.get("q", ""), longest=LONGEST)
