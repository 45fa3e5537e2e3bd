"""A calendar for the program on one's own phone or computer: the page, and the file itself."""

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from protocols.calendar import services
from protocols.calendar.entries import read
from protocols.calendar.ical import calendar_file
from protocols.calendar.models import Feed
from protocols.calendar.subscription import shown_to
from protocols.calendar.views.base import CalendarPage
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor, load_actor
from schoolgids.access.models import Account
from schoolgids.access.policy import decide, visible
from schoolgids.access.scope import Scope, scoped
from schoolgids.letters.qr import portal_address
from schoolgids.organisation.models import Board, School

CONTENT_TYPE = "text/calendar; charset=utf-8"


class Subscription(CalendarPage):
    """Makes, renews and ends the secret address. It is shown once: only its digest is kept."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        if request.POST.get("deed") == "stop":
            services.unsubscribe(self.actor, school_id=self.owner_id, moment=now())
            messages.success(request, _("Het adres werkt niet meer."))
            return redirect(request.path)
        token = services.subscribe(self.actor, school_id=self.owner_id, moment=now())
        return self._page(portal_address(self.to("feed", token=token)))

    def _page(self, address: str = "") -> HttpResponse:
        rows = Feed.objects.filter(school=self.owner_id, revoked_at=None)
        context = {
            "address": address,
            "feed": visible(self.actor, rows).first(),
            "here": self.request.path,
            "agenda_href": self.to("agenda"),
        }
        response = render(self.request, "review_calendar/subscription.html", context)
        patch_cache_control(response, private=True, no_store=True)
        return response


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str, school: str = "", board: str = "") -> HttpResponse:
    """The file, for who has the address; what is wrong with another address is not said."""
    place: School | None = None
    if school:
        place = get_object_or_404(School.objects.select_related("board"), slug=school)
    owner = place.board if place else get_object_or_404(Board, slug=board)
    scope = Scope.of_school(place) if place else Scope.of_board(owner)
    with scoped(scope), override("nl"):
        actor = _reader(scope, place, token)
        content = _content(actor, place, owner)
    etag = f'"{hashlib.sha256(content).hexdigest()[:40]}"'
    fresh = HttpResponse(content, content_type=CONTENT_TYPE, headers={"ETag": etag})
    fresh["Content-Disposition"] = 'inline; filename="evaluatieagenda.ics"'
    response = get_conditional_response(request, etag=etag, response=fresh)
    answer = HttpResponse(status=304) if response is None else response
    patch_cache_control(answer, private=True, max_age=0, must_revalidate=True)
    return answer


feed.public_page = True  # type: ignore[attr-defined]  # opens its own scope


def _reader(scope: Scope, place: School | None, token: str) -> Actor:
    """Whose feed it is, as long as that person works there. Raises Http404."""
    found = services.feed_at(school_id=place.pk if place else None, token=token)
    if found is None:
        raise Http404
    actor = load_actor(
        person_id=found.person_id,
        board_id=scope.board,
        schools=scope.schools,
        day=localdate(),
    )
    if actor is not None and place is None:
        actor = actor.for_whole_board()
    if actor is None or not _may_sign_in(actor) or not decide(actor, Action.REVIEW_VIEW):
        raise Http404
    return actor


def _may_sign_in(actor: Actor) -> bool:
    """Whether the account is open: the address of the feed opens nothing that it would not."""
    accounts = Account.objects.filter(person=actor.person_id, board=actor.board_id)
    return accounts.filter(user__is_active=True).exists()


def _content(actor: Actor, place: School | None, owner: Board) -> bytes:
    if place is not None:
        path = reverse("review_calendar:agenda", kwargs={"school": place.slug})
    else:
        path = reverse("review_calendar:board_agenda", kwargs={"board": owner.slug})
    name = _("Evaluatieagenda %(place)s") % {"place": place.name if place else owner.name}
    reading = read(actor, today=localdate())
    return calendar_file(name, shown_to(actor, reading, portal_address(path)))
