"""What the pages of the review calendar share."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from protocols.calendar.forms import OfCode
from protocols.calendar.models import Planned
from protocols.models import Code
from protocols.views.base import CodePage
from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.people.models import Person
from schoolgids.workflow import Refused

REFUSED = 422


class CalendarPage(CodePage, abstract=True):
    """A page of the review calendar of a school or of the board."""

    action: ClassVar[Action] = Action.REVIEW_VIEW

    def to(self, name: str, **arguments: Any) -> str:
        return self.link(f"review_calendar:{name}", **arguments)

    def own_codes(self) -> QuerySet[Code]:
        """The codes for which this place plans."""
        return visible(self.actor, Code.objects.filter(school=self.owner_id)).order_by("title")

    def colleagues(self) -> QuerySet[Person]:
        """Who works here today: at the school, or for the board."""
        rows = Person.objects.filter(deceased_on=None)
        return rows.staff_of(school_id=self.owner_id, day=localdate())  # type: ignore[arg-type]


class PlanPage(CalendarPage, abstract=True):
    """A form that plans something for a code; it leads to the page of what was planned."""

    action: ClassVar[Action] = Action.REVIEW_PLAN
    template: ClassVar[str]

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(self.form(None))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, REFUSED)
        try:
            target = self.plan(**form.cleaned_data)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
            return self.page(form, REFUSED)
        messages.success(request, _("Dit staat nu in de agenda."))
        return redirect(target)

    def form(self, data: Any) -> OfCode:
        raise NotImplementedError

    def plan(self, **given: Any) -> str:
        """Calls the service; the address of what was planned."""
        raise NotImplementedError

    def page(self, form: OfCode, status: int = 200) -> HttpResponse:
        context = {"form": form, "agenda_href": self.to("agenda"), **self.more()}
        return render(self.request, self.template, context, status=status)

    def more(self) -> dict[str, Any]:
        """What else the page shows."""
        return {}


class PlannedPage(CalendarPage, abstract=True):
    """A page about one plan, of this place or (to be read) of the board."""

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        return rows.of_place(self.owner_id).select_related("code", "stopped_by")  # type: ignore[no-any-return]

    def shared(self, row: Planned) -> dict[str, Any]:
        """What every page about a plan shows."""
        return {
            "plan": row,
            "agenda_href": self.to("agenda"),
            "here": self.request.path,
            "elsewhere": self.owner_id is not None and row.school_id is None,
        }
