"""Taking answers over: upload, say which column is what, see what comes of it, agree."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache

from consent.imports import services
from consent.imports.forms import ColumnsForm, UploadForm, guesses
from consent.imports.judging import FINE
from consent.imports.models import AnswerImport, ImportRow
from consent.imports.workflow import ANSWER_IMPORT
from consent.sheets import asked
from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.access.views import SchoolView
from schoolgids.interface.parts import Count
from schoolgids.workflow import Refused

fresh = method_decorator(never_cache, name="dispatch")
LISTED = 200  # rows that can't be taken over
Stage = AnswerImport.Stage
FINE_VERDICTS = [outcome.value for outcome in FINE]


class ImportView(SchoolView, abstract=True):
    """What the pages of an import share."""

    action: ClassVar[Action] = Action.CONSENT_RECORD

    def get_queryset(self) -> QuerySet[AnswerImport]:
        rows = AnswerImport.objects.filter(school=self.school)
        return rows.select_related("file", "asked_by", "agreed_by", "school")

    def address(self, name: str, **more: Any) -> str:
        return reverse(f"imports:{name}", kwargs={"school": self.school.slug, **more})


@fresh
class Upload(ImportView):
    """The files of before, and a new one."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(UploadForm())

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(form, status=422)
        file = form.cleaned_data["file"]
        try:
            row = services.upload(
                actor=self.actor,
                school=self.school,
                content=file.read(),
                name=file.name,
                submission=form.cleaned_data["submission"],
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("file", str(reason))
            return self.page(form, status=422)
        return redirect(self.address("columns", pk=row.pk))

    def page(self, form: UploadForm, *, status: int = 200) -> HttpResponse:
        before = visible(self.actor, self.get_queryset())[:10]
        context = {"form": form, "before": before}
        return render(self.request, "consent/imports/upload.html", context, status=status)


@fresh
class Columns(ImportView):
    """Which column says what, with the first rows beside it."""

    model = AnswerImport
    row: AnswerImport

    def form(self, *given: Any, **more: Any) -> ColumnsForm:
        return ColumnsForm(
            *given,
            heads=self.row.heads,
            questions=asked([self.school.pk], localdate()),
            cancel=self.address("upload"),
            **more,
        )

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        if self.row.status not in (Stage.MAPPING, Stage.CHECKED):
            return redirect(self.address("import", pk=self.row.pk))
        before = self.row.columns or services.last_columns(self.school, self.row.heads)
        questions = asked([self.school.pk], localdate())
        return self.page(self.form(initial=guesses(self.row.heads, questions, before)))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            services.check(actor=self.actor, row=self.row, columns=form.columns)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
            return self.page(form, status=422)
        return redirect(self.address("import", pk=self.row.pk))

    def page(self, form: ColumnsForm, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "row": self.row,
            "examples": services.examples_of(self.row),
            "upload_href": self.address("upload"),
        }
        return render(self.request, "consent/imports/columns.html", context, status=status)


@fresh
class Import(ImportView):
    """How far it is, what is new, and which rows can't be taken over and why."""

    model = AnswerImport
    row: AnswerImport

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        if self.row.status == Stage.MAPPING:
            return redirect(self.address("columns", pk=self.row.pk))
        return self.page([])

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        try:
            if request.POST.get("deed") == "stop":
                services.stop(actor=self.actor, row=self.row)
            else:
                services.add(actor=self.actor, row=self.row)
        except Refused as refused:
            return self.page([str(reason) for reason in refused.reasons])
        return redirect(self.address("import", pk=self.row.pk))

    def page(self, reasons: list[str]) -> HttpResponse:
        for reason in reasons:
            messages.error(self.request, reason)
        figures = services.figures_of(self.row)
        doubts = self.row.rows.exclude(verdict="").exclude(verdict__in=FINE_VERDICTS)
        per_verdict = figures["per_verdict"]
        context = {
            "row": self.row,
            "figures": figures,
            "counts": [
                Count(number=per_verdict[value], label=label, href="#kan-niet")
                for value, label in ImportRow.Verdict.choices
                if value in per_verdict
            ],
            "doubts": doubts[:LISTED],
            "more_doubts": max(sum(per_verdict.values()) - _fine(per_verdict) - LISTED, 0),
            "offers": {
                offer.name: offer for offer in ANSWER_IMPORT.offers(actor=self.actor, row=self.row)
            },
            "upload_href": self.address("upload"),
            "columns_href": self.address("columns", pk=self.row.pk),
            "here": self.address("import", pk=self.row.pk),
        }
        status = 422 if reasons else 200
        return render(self.request, "consent/imports/import.html", context, status=status)


def _fine(per_verdict: dict[str, int]) -> int:
    return sum(per_verdict.get(verdict, 0) for verdict in FINE_VERDICTS)
