"""Pages about taking down: the outcome for the staff, and what became of it for who asked."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from consent.publications.forms import SettleForm
from consent.publications.models import TakeDown
from consent.publications.policies import asked_by_oneself
from consent.publications.take_downs import settle
from consent.publications.views import fresh
from schoolgids.access.actions import Action
from schoolgids.access.views import SchoolView
from schoolgids.interface.paging import page_of
from schoolgids.workflow import Refused


@fresh
class Settle(SchoolView):
    """What has to disappear where and before when, and the outcome."""

    action: ClassVar[Action] = Action.TAKE_DOWN_SETTLE
    model = TakeDown

    def get_queryset(self) -> QuerySet[TakeDown]:
        rows: QuerySet[TakeDown] = TakeDown.objects.filter(school=self.school).whole()
        return rows

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(SettleForm())

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        form = SettleForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            try:
                settle(
                    actor=self.actor,
                    take_down=self.row,
                    step=given["outcome"],
                    explanation=given["explanation"],
                )
            except Refused as refusal:
                for reason in refusal.reasons:
                    form.add_error(None, str(reason))
            else:
                messages.success(request, _("De uitkomst is vastgelegd."))
                publication = self.row.appearance.publication_id
                return redirect("publications:page", self.school.slug, publication)
        return self.page(form, status=422)

    def page(self, form: SettleForm, *, status: int = 200) -> HttpResponse:
        context = {"take_down": self.row, "form": form}
        return render(self.request, "consent/publications/take_down.html", context, status=status)


@fresh
class MyTakeDowns(SchoolView):
    """What became of what somebody asked the school to take down."""

    action: ClassVar[Action] = Action.CONSENT_OWN_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        rows = asked_by_oneself(self.actor).select_related(
            "place", "school", "appearance__person", "appearance__publication__purpose"
        )
        page = page_of(rows, request.GET)
        context = {"page": page, "take_downs": page.rows}
        return render(request, "consent/publications/my_take_downs.html", context)
