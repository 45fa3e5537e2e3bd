"""The review calendar itself, and the standing items in it."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from protocols.calendar import services
from protocols.calendar.entries import ITEM, Entry, Tally, read, tallies
from protocols.calendar.forms import AgendaFilter, ItemForm
from protocols.calendar.models import AgendaItem, Evaluation, Moment
from protocols.calendar.terms import State
from protocols.calendar.views.base import CalendarPage, PlannedPage, PlanPage
from protocols.calendar.words import KINDS, TAGS, about, title_of
from protocols.models import Code
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide
from schoolgids.interface.parts import Count
from schoolgids.organisation.models import School

STATES = {"telaat": State.LATE, "binnenkort": State.SOON, "gepland": State.PLANNED, "gedaan": State.DONE}  # fmt: skip
NAMES = {state: name for name, state in STATES.items()}


class Agenda(CalendarPage):
    """Everything by day, late ones first. For the board its own lines, and the schools counted."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        today = localdate()
        everything = read(self.actor, today=today).entries()
        here = [e for e in everything if e.school_id in (self.owner_id, None)]
        filters = AgendaFilter(request.GET or None, codes=self._codes())
        state = STATES.get(request.GET.get("stand", ""))
        kept = keep(here, filters)
        shown = [entry for entry in kept if state is None or entry.state is state]
        context = {
            "rows": [self._row(entry) for entry in shown],
            "counts": counts(kept, state, request.GET),
            "filters": filters,
            "filtered": bool(request.GET),
            "schools": self._schools(tallies(everything)) if self.owner_id is None else [],
            "may_plan": decide(self.actor, Action.REVIEW_PLAN, self.own_place()),
            "links": {
                name: self.to(name)
                for name in ("plan_evaluation", "plan_discussions", "plan_item", "subscription")
            },
            "here": request.path,
        }
        return render(request, "review_calendar/agenda.html", context)

    def _codes(self) -> QuerySet[Code]:
        """Those of this place, by title: all staff may know which there are."""
        if self.owner_id is None:
            return Code.objects.filter(school=None).order_by("title")
        return Code.objects.of_school(self.owner_id).order_by("title")

    def _row(self, entry: Entry) -> dict[str, Any]:
        return {
            "entry": entry,
            "title": title_of(entry),
            "about": about(entry),
            "kind": KINDS[entry.kind],
            "tag": TAGS[entry.state],
            "href": self._href(entry),
            "of_board": entry.school_id is None,
            "has_day": entry.kind != ITEM,
        }

    def _href(self, entry: Entry) -> str:
        plan = entry.plan
        if isinstance(plan, Moment):
            return self.to("discussions", pk=plan.plan_id)
        return self.to("evaluation" if isinstance(plan, Evaluation) else "item", pk=plan.pk)

    def _schools(self, numbers: dict[int | None, Tally]) -> list[tuple[School, Tally]]:
        none = Tally(0, 0, 0, 0)
        schools = School.objects.filter(board=self.board).order_by("name")
        return [(school, numbers.get(school.pk, none)) for school in schools]


def keep(entries: list[Entry], filters: AgendaFilter) -> list[Entry]:
    """Those that pass the filter; all of them when it makes no sense."""
    if not filters.is_valid():
        return entries
    kind, code = filters.cleaned_data["soort"], filters.cleaned_data["code"]
    return [
        entry
        for entry in entries
        if (not kind or entry.kind == kind) and (code is None or _code_of(entry) == code.pk)
    ]


def counts(entries: list[Entry], chosen: State | None, query: QueryDict) -> list[Count]:
    """How many of each state, each a link that keeps the other filters."""

    def href(name: str) -> str:
        params = query.copy()
        params["stand"] = name
        return f"?{params.urlencode()}"

    found = []
    for state, tag in TAGS.items():
        number = sum(entry.state is state and entry.kind != ITEM for entry in entries)
        found.append(
            Count(
                number=number,
                label=tag.label,
                href=href("" if state is chosen else NAMES[state]),
                current=state is chosen,
                alarm=state is State.LATE and number > 0,
            )
        )
    return found


def _code_of(entry: Entry) -> Any:
    plan = entry.plan
    return plan.plan.code_id if isinstance(plan, Moment) else plan.code_id


class PlanItem(PlanPage):
    template = "review_calendar/plan_item.html"

    def form(self, data: Any) -> ItemForm:
        initial = {"every": AgendaItem.Every.MEETING, "from_on": localdate()}
        cancel = self.to("agenda")
        return ItemForm(data, codes=self.own_codes(), initial=initial, cancel=cancel)

    def plan(self, **given: Any) -> str:
        item = services.plan_item(self.actor, **given, moment=now())
        return self.to("item", pk=item.pk)


class ItemPage(PlannedPage):
    """A standing item, to be read and to be stopped."""

    model: ClassVar[type[Model] | None] = AgendaItem

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        context = {
            **self.shared(self.row),
            "may_plan": self.row.stopped_at is None
            and decide(self.actor, Action.REVIEW_PLAN, self.row),
        }
        return render(request, "review_calendar/item.html", context)

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        services.stop(self.actor, plan=self.row, moment=now())
        messages.success(request, _("Het agendapunt is gestopt."))
        return redirect(self.to("agenda"))
