"""The log page: what was done, read and refused, newest first. Opening it leaves a trace."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.access.views import SchoolView
from schoolgids.audit.models import Event
from schoolgids.interface.paging import page_of

PAGE = 50


class EventList(SchoolView):
    action: ClassVar[Action] = Action.AUDIT_VIEW
    leaves_trace = True

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        events = visible(self.actor, Event.objects.all())
        kind = request.GET.get("soort", "")
        if kind in Event.Kind.values:
            events = events.filter(kind=kind)
        page = page_of(events, request.GET, size=PAGE)
        context = {
            "events": page.rows,
            "page": page,
            "kinds": Event.Kind.choices,
            "kind": kind,
        }
        return render(request, "audit/event_list.html", context)
