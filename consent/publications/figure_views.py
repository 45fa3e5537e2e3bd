"""The page with the figures of consent."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from consent.publications.figures import figures
from schoolgids.access.actions import Action
from schoolgids.access.views import SchoolView


class FiguresPage(SchoolView):
    """Coverage per channel and per group, as bars in tables. Counts and no names."""

    action: ClassVar[Action] = Action.CONSENT_SHEET_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        found = figures(school=self.school, on=localdate(), channel=self.channel())
        context = {"figures": found, "channel": self.channel(), "today": localdate()}
        return render(request, "consent/publications/figures.html", context)

    def channel(self) -> UUID | None:
        """The channel to show the groups for; all of them when it is none."""
        try:
            return UUID(self.request.GET.get("kanaal", ""))
        except ValueError:
            return None
