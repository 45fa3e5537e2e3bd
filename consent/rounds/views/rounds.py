"""Rounds: the list, a new one, how far it is, remind and close."""

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from consent.rounds.forms import RoundForm
from consent.rounds.models import Round
from consent.rounds.services import rounds
from consent.rounds.services.trend import columns_of, trend
from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.access.views import SchoolView
from schoolgids.interface.paging import page_of
from schoolgids.organisation.models import Group
from schoolgids.organisation.services import school_year_of
from schoolgids.workflow import Refused

fresh = method_decorator(never_cache, name="dispatch")
LISTED = 200  # of who has not answered; the rest are counted


class RoundView(SchoolView, abstract=True):
    """What the pages of rounds share."""

    action: ClassVar[Action] = Action.CONSENT_ROUND_RUN

    def get_queryset(self) -> QuerySet[Round]:
        return Round.objects.filter(school=self.school).select_related("school__board", "group")

    def back(self, row: Round) -> HttpResponse:
        return redirect("rounds:round", school=self.school.slug, pk=row.pk)


@fresh
class RoundList(RoundView):
    """The rounds of the school, newest first."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        found = visible(self.actor, self.get_queryset()).select_related("started_by")
        return render(request, "consent/rounds/list.html", {"page": page_of(found, request.GET)})


class RoundNew(RoundView):
    """Start to ask."""

    def form(self, *given: Any) -> RoundForm:
        year = school_year_of(localdate())
        groups = Group.objects.filter(school=self.school, school_year=year)
        cancel = reverse("rounds:list", kwargs={"school": self.school.slug})
        return RoundForm(*given, groups=list(groups), cancel=cancel)

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = self.form(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            staff = given["who"] == RoundForm.STAFF
            try:
                row = rounds.start(
                    actor=self.actor,
                    school=self.school,
                    audience=Round.Audience.STAFF if staff else Round.Audience.PUPILS,
                    group=form.group,
                    remind_every=given["remind_every"],
                    reminders=given["reminders"],
                )
            except Refused as refusal:
                form.add_error("who", [str(reason) for reason in refusal.reasons])
            else:
                messages.success(request, _("De ronde loopt."))
                return self.back(row)
        return self.page(form, status=422)

    def page(self, form: RoundForm, *, status: int = 200) -> HttpResponse:
        return render(self.request, "consent/rounds/new.html", {"form": form}, status=status)


@fresh
class RoundPage(RoundView):
    """How far a round is, who has not answered and how they were reached."""

    model = Round

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        today = localdate()
        standing = rounds.standing(self.row, on=today)
        context = {
            "standing": standing,
            "columns": columns_of(trend(self.row, on=today), whole=standing.pupils),
            "listed": standing.open[:LISTED],
            "hidden": max(len(standing.open) - LISTED, 0),
            "jobs": self.row.jobs.order_by("-pk")[:5],
            "submission": uuid4(),
        }
        return render(request, "consent/rounds/round.html", context)


class RoundRemind(RoundView):
    """Remind now, without waiting for the day."""

    model = Round
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        try:
            count = rounds.remind(actor=self.actor, row=self.row)
        except Refused as refusal:
            for reason in refusal.reasons:
                messages.error(request, str(reason))
        else:
            said = ngettext(
                "%d adres krijgt een herinnering, als er nog niet is gekozen.",
                "%d adressen krijgen een herinnering, als er nog niet is gekozen.",
                count,
            )
            messages.success(request, said % count)
        return self.back(self.row)


class RoundClose(RoundView):
    """Nothing more is sent."""

    model = Round
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        rounds.close(actor=self.actor, row=self.row)
        messages.success(request, _("De ronde is gesloten. Kiezen en wijzigen kan altijd nog."))
        return self.back(self.row)
