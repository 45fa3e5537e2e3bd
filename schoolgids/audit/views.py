"""The log page: what was done, read and refused, newest first. Opening it leaves a trace."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.access.views import SchoolView
from schoolgids.audit.models import Event

PAGE = 50


class EventList(SchoolView):
    action: ClassVar[Action] = Action.AUDIT_VIEW
    leaves_trace = True

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        events = visible(self.actor, Event.objects.all())
        kind = request.GET.get("soort", "")
        if kind in Event.Kind.values:
            events = events.filter(kind=kind)
        if before := _place_in(request):
            events = events.filter(pk__lt=before)
        rows = list(events.order_by("-pk")[: PAGE + 1])
        context = {
            "events": rows[:PAGE],
            "older": rows[PAGE - 1].pk if len(rows) > PAGE else None,
            "kinds": Event.Kind.choices,
            "kind": kind,
        }
        return render(request, "audit/event_list.html", context)


def _place_in(request: HttpRequest) -> UUID | None:
    """Where the next stretch begins; the start when the address makes no sense."""
    try:
        return UUID(request.GET.get("voor", ""))
    except ValueError:
        return None
