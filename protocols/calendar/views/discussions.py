"""Planning discussions, and the table of groups and moments in which they are ticked."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from protocols.calendar import services
from protocols.calendar.entries import held_of
from protocols.calendar.forms import DiscussionsForm, MomentForm, TakeBackForm, TickForm
from protocols.calendar.models import Discussion, DiscussionPlan, Moment
from protocols.calendar.policies import taught_by, ticks_for_all
from protocols.calendar.services.reminders import takes_part
from protocols.calendar.terms import state_of
from protocols.calendar.views.base import REFUSED, PlannedPage, PlanPage
from protocols.calendar.words import TAGS
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide, visible
from schoolgids.interface.forms import PortalForm
from schoolgids.organisation.models import Group
from schoolgids.organisation.services import school_year_of
from schoolgids.workflow import Refused

FORMS: dict[str, type[PortalForm]] = {
    "add_moment": MomentForm,
    "tick": TickForm,
    "take_back": TakeBackForm,
}


class PlanDiscussions(PlanPage):
    template = "review_calendar/plan_discussions.html"

    def form(self, data: Any) -> DiscussionsForm:
        groups = Group.objects.filter(kind=Group.Kind.HOME, school_year=school_year_of(localdate()))
        years = groups.exclude(year_group="").order_by("year_group").values_list("year_group")
        return DiscussionsForm(
            data,
            codes=self.own_codes(),
            years=[year for (year,) in years.distinct()],
            groups=None if self.owner_id is None else groups.filter(school=self.owner_id),
            cancel=self.to("agenda"),
        )

    def plan(self, **given: Any) -> str:
        given.setdefault("groups", ())
        plan = services.plan_discussions(self.actor, **given, moment=now())
        return self.to("discussions", pk=plan.pk)


class DiscussionsPage(PlannedPage):
    """Groups by moments of one school year; for the board schools by moments, counted."""

    model: ClassVar[type[Model] | None] = DiscussionPlan

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        deed = request.POST.get("deed", "")
        if deed == "stop":
            services.stop(self.actor, plan=self.row, moment=now())
            messages.success(request, _("Deze gesprekken zijn gestopt."))
            return redirect(request.path)
        if deed not in FORMS:
            raise Http404
        form = FORMS[deed](request.POST, prefix=deed)
        if not form.is_valid():
            return self._page(deed, form)
        try:
            words = self._do(deed, form.cleaned_data)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
            return self._page(deed, form)
        messages.success(request, words)
        return redirect(request.get_full_path())

    def _do(self, deed: str, given: dict[str, Any]) -> str:
        if deed == "add_moment":
            services.add_moment(self.actor, plan=self.row, **given, moment=now())
            return _("Het moment staat in de agenda.")
        moment = self._moments().filter(pk=given["moment"]).select_related("plan").first()
        group = self._groups().filter(pk=given["group"]).first()
        if moment is None or group is None:
            raise Http404
        if deed == "tick":
            services.tick(
                self.actor, moment=moment, group=group, held_on=given["held_on"], now=now()
            )
            return _("Afgevinkt: het gesprek met %s.") % group.name
        services.take_back(self.actor, moment=moment, group=group, now=now())
        return _("Het vinkje bij %s is weggehaald.") % group.name

    def _moments(self) -> QuerySet[Moment]:
        return visible(self.actor, Moment.objects.filter(plan=self.row))

    def _groups(self) -> QuerySet[Group]:
        groups = Group.objects.filter(kind=Group.Kind.HOME).order_by("year_group", "name")
        return groups.select_related("school") if self.owner_id is None else groups

    def _page(self, deed: str = "", form: PortalForm | None = None) -> HttpResponse:
        plan, today = self.row, localdate()
        moments = list(self._moments().select_related("plan"))
        this_year = school_year_of(today)
        years = sorted({this_year, *(moment.school_year for moment in moments)})
        year = self.request.GET.get("jaar", this_year)
        year = year if year in years else this_year
        shown = [moment for moment in moments if moment.school_year == year]
        may_plan = plan.stopped_at is None and bool(decide(self.actor, Action.REVIEW_PLAN, plan))
        table = Table(self, shown, list(self._groups().filter(school_year=year)), today)
        context = {
            **self.shared(plan),
            "year": year,
            "years": years,
            "moments": shown,
            "may_plan": may_plan,
            "moment_form": MomentForm(prefix="add_moment") if may_plan else None,
            "forgotten": self._forgotten(moments, year) if may_plan and year == this_year else [],
            "full_path": self.request.get_full_path(),
            "deed": deed,
            **(table.by_school() if self.owner_id is None else table.by_group(deed, form)),
        }
        if form is not None:
            context["form"] = form
            if deed == "add_moment":
                context["moment_form"] = form
        status = REFUSED if form is not None else 200
        return render(self.request, "review_calendar/discussions.html", context, status=status)

    @staticmethod
    def _forgotten(moments: list[Moment], year: str) -> list[str]:
        """Moments of last year that nobody gave a date this year yet."""
        before = f"{int(year[:4]) - 1}-{year[:4]}"
        here = {moment.name.casefold() for moment in moments if moment.school_year == year}
        last = [moment.name for moment in moments if moment.school_year == before]
        return [name for name in last if name.casefold() not in here]


class Table:
    """The cells of the page, out of two more queries."""

    def __init__(
        self, page: DiscussionsPage, moments: list[Moment], groups: list[Group], today: date
    ) -> None:
        self.page, self.moments, self.today = page, moments, today
        self.groups = [g for g in groups if page.row.is_for(g)]
        self.held = held_of(page.actor, moments)

    def by_group(self, deed: str, form: PortalForm | None) -> dict[str, Any]:
        """A row for each group, a cell for each moment."""
        actor, running = self.page.actor, self.page.row.stopped_at is None
        everything = ticks_for_all(actor)
        mine = set() if everything else taught_by(actor.person_id)
        day = formats.date_format(self.today, "SHORT_DATE_FORMAT")
        typed = form.data if form is not None and deed == "tick" else {}
        wrong = (typed.get("tick-moment"), typed.get("tick-group"))
        rows = []
        for group in self.groups:
            may_tick = running and (everything or group.pk in mine)
            cells = [self._cell(moment, group) for moment in self.moments]
            for cell in cells:
                at = (str(cell["moment"].pk), str(group.pk))
                cell["is_wrong"] = at == wrong
                # What was typed is kept, and the error summary leads to it.
                cell["typed"] = typed.get("tick-held_on", "") if at == wrong else day
                cell["input"] = "id_tick-held_on" if at == wrong else f"d-{at[0]}-{at[1]}"
            rows.append({"group": group, "cells": cells, "may_tick": may_tick})
        return {"rows": rows, "history": self._history()}

    def _cell(self, moment: Moment, group: Group) -> dict[str, Any]:
        held: Discussion | None = self.held.get((moment.pk, group.pk))
        state = state_of(moment.until_on, self.today, done=held is not None, begins=moment.from_on)
        return {"moment": moment, "held": held, "tag": TAGS[state]}

    def _history(self) -> QuerySet[Discussion]:
        """Every tick and every one that was taken back, once something was."""
        rows = Discussion.objects.filter(moment__in=self.moments).select_related(
            "group", "moment", "ticked_by"
        )
        return visible(self.page.actor, rows)

    def by_school(self) -> dict[str, Any]:
        """A row for each school, with how many of its groups have talked at each moment."""
        schools: dict[str, list[Group]] = {}
        for group in self.groups:
            schools.setdefault(group.school.name, []).append(group)
        rows = []
        for name in sorted(schools):
            cells = []
            for moment in self.moments:
                here = [g for g in schools[name] if takes_part(moment, g)]
                done = sum((moment.pk, group.pk) in self.held for group in here)
                state = state_of(
                    moment.until_on,
                    self.today,
                    done=done == len(here),
                    begins=moment.from_on,
                )
                cells.append({"done": done, "total": len(here), "tag": TAGS[state]})
            rows.append({"school": name, "cells": cells})
        return {"schools": rows}
