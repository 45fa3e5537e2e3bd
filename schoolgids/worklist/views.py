"""The work list: what is late, what is due, and what waits for others (S10)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schoolgids.access.actions import Action
from schoolgids.access.views import SchoolView
from schoolgids.interface.forms import FilterForm
from schoolgids.interface.navigation import address
from schoolgids.interface.parts import Count
from schoolgids.worklist.agenda import Agenda, arrange
from schoolgids.worklist.sources import LABELS, Text, Work, work_for

SHOWN = 10  # of a part; the rest is behind a link
ALL = "alles"


@dataclass(frozen=True)
class Part:
    """A part of the list as the page shows it."""

    name: str
    title: Text
    works: tuple[Work, ...]
    total: int


class WorkFilter(FilterForm):
    """Narrows the list to a kind of task, or to what is the person's own."""

    soort = forms.ChoiceField(label=gettext_lazy("Soort taak"), required=False)
    van = forms.ChoiceField(
        label=gettext_lazy("Van wie"),
        required=False,
        choices=[("", gettext_lazy("Mijn rol en ik")), ("mij", gettext_lazy("Alleen van mij"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = [("", _("Alle soorten")), *LABELS.items()]  # type: ignore[attr-defined]

    def keep(self, works: list[Work]) -> list[Work]:
        """The work that passes the filter; all of it when the filter makes no sense."""
        if not self.is_valid():
            return works
        kind, own = self.cleaned_data["soort"], self.cleaned_data["van"] == "mij"
        return [
            work for work in works if (not kind or work.kind == kind) and (not own or work.assigned)
        ]

    @property
    def is_used(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())


class Worklist(SchoolView):
    """Of a school, or of the whole board for its officers."""

    action: ClassVar[Action] = Action.WORKLIST_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        today, show = localdate(), request.GET.get("toon", ALL)
        everything = work_for(self.actor, today)
        filters = WorkFilter(request.GET or None)
        kept = filters.keep(everything) if request.GET else everything
        agenda = arrange(everything, today)
        context = {
            "today": today,
            "counts": counts(agenda, show),
            "parts": parts(arrange(kept, today), show),
            "filters": filters,
            "filtered": bool(request.GET) and (filters.is_used or show != ALL),
            "total": len(agenda.own),
            "report_href": self._report_href(),
        }
        return render(request, "worklist/worklist.html", context)

    def _report_href(self) -> str:
        if self.request.school is None or Action.INCIDENT_REPORT not in self.actor.actions:
            return ""
        return address("incidents:new", {"school": self.request.school.slug})


def counts(agenda: Agenda, show: str) -> list[Count]:
    """The figures above the list; each leads to what it counts."""
    figures: list[tuple[str, Text, int]] = [
        (ALL, _("Alles voor mij"), len(agenda.own)),
        ("te-laat", _("Te laat"), len(agenda.late)),
        ("vandaag", _("Vandaag klaar"), len(agenda.today)),
        ("doorgezet", _("Doorgezet"), len(agenda.escalated)),
        ("plicht", _("Wettelijke plicht"), len(agenda.legal)),
    ]
    return [
        Count(
            number=number,
            label=label,
            href="?" if code == ALL else f"?toon={code}",
            current=code == show,
            alarm=code == "te-laat" and number > 0,
        )
        for code, label, number in figures
    ]


def parts(agenda: Agenda, show: str) -> list[Part]:
    """The parts that have something in them; one that was asked for stands in full."""
    if show in ("doorgezet", "plicht"):
        works = agenda.escalated if show == "doorgezet" else agenda.legal
        title = _("Doorgezet") if show == "doorgezet" else _("Wettelijke plicht")
        return [Part(show, title, works, len(works))] if works else []
    found: list[tuple[str, Text, tuple[Work, ...]]] = [
        ("te-laat", _("Te laat"), agenda.late),
        ("vandaag", _("Vandaag"), agenda.today),
        ("week", _("Komende 7 dagen"), agenda.week),
        ("later", _("Later of zonder termijn"), agenda.later),
        ("wacht", _("Wacht op een ander"), agenda.waiting),
    ]
    known = {name for name, _title, _works in found}
    return [
        Part(name, title, works if name == show else works[:SHOWN], len(works))
        for name, title, works in found
        if works and (name == show or show not in known)
    ]
