"""Who turns 16 in this half of the school year."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from consent.rounds.services.sixteen import turning
from consent.rounds.term import half_year_of
from consent.rule import AtSixteen
from consent.sheets import settings_of
from schoolgids.access.actions import Action
from schoolgids.access.views import SchoolView


class SixteenList(SchoolView):
    """For whoever makes the pictures: from which day on the pupil decides."""

    action: ClassVar[Action] = Action.CONSENT_SHEET_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        today = localdate()
        first, last = half_year_of(today)
        context = {
            "turning": turning(school=self.school, day=today),
            "first": first,
            "last": last,
            "today": today,
            "asks_afresh": settings_of(self.board.pk, today).at_sixteen is AtSixteen.ASK,
        }
        return render(request, "consent/rounds/sixteen.html", context)
