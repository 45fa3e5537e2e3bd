"""Pages for the staff: the groups, a class sheet with the entry of paper, and the proof."""

from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, now
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from consent.forms import PaperPanel
from consent.models import Answer
from consent.rounds.forms import SheetFilter
from consent.rounds.table import ALL, in_order, kept
from consent.rule import State
from consent.services import class_sheet, record_paper
from consent.sheets import (
    Asked,
    Book,
    ClassSheet,
    Row,
    Subject,
    asked,
    guardians_of,
    progress_of_groups,
    settings_of,
)
from consent.words import STATE_WORDS, Reader, Text, explain, mark_of, word_of
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide, require
from schoolgids.access.views import SchoolView
from schoolgids.audit.services import record_view
from schoolgids.files.answers import download
from schoolgids.interface.templatetags import portal
from schoolgids.organisation.models import Group
from schoolgids.people.models import Enrolment, Person
from schoolgids.workflow import Refused

fresh = method_decorator(never_cache, name="dispatch")  # back in the browser fetches the page anew


class GroupList(SchoolView):
    """The groups of the school, and how far each is."""

    action: ClassVar[Action] = Action.CONSENT_SHEET_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        groups = progress_of_groups(school=self.school, on=localdate())
        context = {"groups": groups, "submission": uuid4()}
        return render(request, "consent/groups.html", context)


# --- The class sheet -------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """A purpose as the head of a column; `first` begins those with the same audience."""

    asked: Asked
    first: bool
    total: int


@dataclass(frozen=True)
class Line:
    """One row of the table on the page."""

    row: Row
    cells: SafeString
    chosen: bool


class Cells:
    """The cells of the rows: what may be, in a shape and a word, each drawn once.

    Why is for the page with the proof: a teacher has to know that it is a no, not whose.
    """

    def __init__(self, columns: list[Column]) -> None:
        self._firsts = [column.first for column in columns]
        self._drawn: dict[tuple[State, bool], SafeString] = {}

    def of(self, row: Row) -> SafeString:
        """The cells of one pupil, in the order of the columns."""
        states = (verdict.state for verdict in row.verdicts)
        pairs = zip(states, self._firsts, strict=True)
        cells = ((self._drawing(state, first=first),) for state, first in pairs)
        return format_html_join("", "{}", cells)

    def _drawing(self, state: State, *, first: bool) -> SafeString:
        if (state, first) not in self._drawn:
            markup = portal.state(mark_of(state), str(word_of(state)))
            cell = '<td class="split">{}</td>' if first else "<td>{}</td>"
            self._drawn[state, first] = format_html(cell, markup)
        return self._drawn[state, first]


def columns_of(sheet: ClassSheet) -> list[Column]:
    audiences = ["", *(column.purpose.audience for column in sheet.columns)]
    return [
        Column(column, column.purpose.audience != audiences[index], sheet.totals[index])
        for index, column in enumerate(sheet.columns)
    ]


def audiences_of(sheet: ClassSheet) -> list[tuple[str, int]]:
    """(label, number of columns) of each audience, in the order of the columns."""
    counted: dict[str, int] = {}
    for column in sheet.columns:
        label = column.purpose.get_audience_display()
        counted[label] = counted.get(label, 0) + 1
    return list(counted.items())


@fresh
class ClassSheetPage(SchoolView):
    """Who may be in the picture, for one group; with the entry of paper forms below."""

    action: ClassVar[Action] = Action.CONSENT_SHEET_VIEW
    model = Group

    def get_queryset(self) -> QuerySet[Group]:
        return Group.objects.filter(school=self.school)

    @cached_property
    def sheet(self) -> ClassSheet:
        return class_sheet(school=self.school, group=self.row, on=localdate())

    @cached_property
    def chosen(self) -> list[Person]:
        """The pupils that were ticked. Raises Http404 for one who is not in this group."""
        asked_for = set(
            self.request.GET.getlist("leerling") + self.request.POST.getlist("leerling")
        )
        found = [row.person for row in self.sheet.rows if str(row.person.pk) in asked_for]
        if len(found) < len(asked_for):
            raise Http404
        return found

    def panel(self, **bound: Any) -> PaperPanel:
        return PaperPanel(
            **bound,
            people=self.chosen,
            columns=self.sheet.columns,
            guardianships=guardians_of(person.pk for person in self.chosen),
            today=self.sheet.on,
            clerk=self.actor.person_id or UUID(int=0),
        )

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        may_record = bool(decide(self.actor, Action.CONSENT_RECORD, self.school))
        return self.page(self.panel() if may_record and self.chosen else None)

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        require(self.actor, Action.CONSENT_RECORD, self.school)
        if not self.chosen:
            raise Http404
        form = self.panel(data=request.POST, files=request.FILES)
        if form.is_valid():
            given = form.cleaned_data
            try:
                record_paper(
                    actor=self.actor,
                    school=self.school,
                    signed_on=given["signed_on"],
                    forms=given["forms"],
                    route=given["route"],
                    scan=given["scan"],
                    submission=given["submission"],
                )
            except Refused as refusal:
                for reason in refusal.reasons:
                    form.add_error(None, str(reason))
            else:
                count = len(given["forms"])
                said = ngettext("%d formulier opgeslagen.", "%d formulieren opgeslagen.", count)
                messages.success(request, said % count)
                return redirect("consent:class_sheet", school=self.school.slug, pk=self.row.pk)
        return self.page(form, status=422)

    def page(self, form: PaperPanel | None, *, status: int = 200) -> HttpResponse:
        chosen = {person.pk for person in self.chosen}
        columns = columns_of(self.sheet)
        # Who is ticked has to be seen: with a panel below, nobody is left out.
        which = self.request.GET.get("toon", "") if form is None else ALL
        cells = Cells(columns)
        lines = [
            Line(row, cells.of(row), row.person.pk in chosen)
            for row in in_order(kept(self.sheet.rows, which), self.request.GET.get("volgorde", ""))
        ]
        context = {
            "filters": SheetFilter(self.request.GET or None),
            "hidden": len(self.sheet.rows) - len(lines),
            "group": self.row,
            "sheet": self.sheet,
            "columns": columns,
            "audiences": audiences_of(self.sheet),
            "lines": lines,
            "form": form,
            "printed_at": now(),
            "submission": uuid4(),
            "may_record": bool(decide(self.actor, Action.CONSENT_RECORD, self.school)),
            "may_export": bool(decide(self.actor, Action.CONSENT_SHEET_EXPORT, self.school)),
            "may_prove": bool(decide(self.actor, Action.CONSENT_PROOF_VIEW, self.school)),
            "other_states": other_states(self.sheet),
        }
        return render(self.request, "consent/class_sheet.html", context, status=status)


def other_states(sheet: ClassSheet) -> list[tuple[str, Text]]:
    """The rarer states that occur on this sheet, for its legend."""
    usual = {"yes", "no", "withdrawn", "open", "dispute"}
    seen = {verdict.state for row in sheet.rows for verdict in row.verdicts}
    return [words for state, words in STATE_WORDS.items() if state in seen and state not in usual]


# --- Proof -----------------------------------------------------------------------------------


class HistoryPage(SchoolView):
    """Every answer about one pupil, with its way and its proof. Opening it leaves a trace."""

    action: ClassVar[Action] = Action.CONSENT_PROOF_VIEW
    model = Person
    leaves_trace = True

    def get_queryset(self) -> QuerySet[Person]:
        mine = {"person": OuterRef("pk"), "school": self.school}
        here = Enrolment.objects.filter(**mine)
        now_in = Enrolment.objects.holding_on(localdate()).filter(**mine).order_by("-from_on")
        found: QuerySet[Person] = Person.objects.filter(Exists(here)).annotate(
            group_pk=Subquery(now_in.values("group")[:1]),
            group_name=Subquery(now_in.values("group__name")[:1]),
        )
        return found

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        today = localdate()
        subject = Subject(self.row, self.school.pk)
        questions = asked([self.school.pk], today)
        book = Book([subject], on=today, settings=settings_of(self.board.pk, today))
        answers = Answer.objects.about([self.row.pk], school_ids=[self.school.pk])
        verdicts = [(question, book.verdict(subject, question)) for question in questions]
        context = {
            "pupil": self.row,
            "age": self.row.age_on(today),
            "verdicts": [
                (question, mark_of(v.state), word_of(v.state), explain(v, Reader.STAFF))
                for question, v in verdicts
            ],
            "answers": answers.select_related(
                "purpose", "wording", "given_by", "entered_by", "evidence", "check_of__checked_by"
            ).order_by("-given_on", "-recorded_at", "-pk"),
        }
        return render(request, "consent/history.html", context)

    def traced_people(self) -> list[UUID]:
        return [self.row.pk]


@fresh
class EvidencePage(SchoolView):
    """The scan behind an answer. Opening it leaves a trace."""

    action: ClassVar[Action] = Action.CONSENT_PROOF_VIEW
    model = Answer

    def get_queryset(self) -> QuerySet[Answer]:
        kept = Answer.objects.filter(school=self.school, evidence__destroyed_at=None)
        return kept.exclude(evidence=None).select_related("evidence")

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        scan = self.row.evidence
        record_view(
            actor=self.actor,
            action="consent_evidence.view",
            about=scan,
            people=[self.row.person_id],
        )
        return download(scan, name=f"toestemming-{self.row.given_on.isoformat()}", attached=True)
