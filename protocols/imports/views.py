"""Reading a text in: what is sent, how far it is, what has to be chosen, and what came of it."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from protocols.imports import progress, services
from protocols.imports.forms import AgainForm, ImportForm, PartsForm
from protocols.imports.models import ImportedDraft, ImportJob
from protocols.models import Code
from protocols.views.base import CodePage
from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.interface.forms import PortalForm
from schoolgids.workflow import Refused

fresh = method_decorator(never_cache, name="dispatch")
LISTED = 10
LOOK_AGAIN = "3"  # seconds
REFUSED = 422
Stage = ImportJob.Stage


class ImportPage(CodePage, abstract=True):
    """What the pages of reading in share."""

    action: ClassVar[Action] = Action.CODE_EDIT

    def get_queryset(self) -> QuerySet[ImportJob]:
        rows = ImportJob.objects.filter(school=self.owner_id).defer("outline")
        return rows.select_related("file", "asked_by", "code")

    @property
    def codes(self) -> QuerySet[Code]:
        """Those of which a text may be a newer edition."""
        return visible(self.actor, Code.objects.filter(school=self.owner_id)).order_by("title")


@fresh
class Upload(ImportPage):
    """A new text, and those of before."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page(ImportForm(cancel=self.link("codes"), codes=self.codes))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES, cancel=self.link("codes"), codes=self.codes)
        if not form.is_valid():
            return self._page(form, REFUSED)
        given = form.cleaned_data
        file = given["file"]
        try:
            job = services.upload(
                self.actor,
                content=file.read() if file else given["text"].encode(errors="replace"),
                name=file.name if file else "",
                title=given["title"],
                school_id=self.owner_id,
                code=given["code"],
                submission=given["submission"],
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("file" if file else "text", str(reason))
            return self._page(form, REFUSED)
        return redirect(self.link("code_imports:job", pk=job.pk))

    def _page(self, form: ImportForm, status: int = 200) -> HttpResponse:
        before = visible(self.actor, self.get_queryset())[:LISTED]
        context = {
            "form": form,
            "codes_href": self.link("codes"),
            "before": [(job, self.link("code_imports:job", pk=job.pk)) for job in before],
        }
        return render(self.request, "code_imports/upload.html", context, status=status)


@fresh
class Job(ImportPage):
    """One text: how far it is, what has to be chosen, why it was refused, or its drafts."""

    model: ClassVar[type[Model] | None] = ImportJob
    row: ImportJob

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        drafts = self._drafts()
        if self.row.status == Stage.DONE and len(drafts) == 1:
            if drafts[0].version.is_open:
                messages.success(request, _("De tekst is ingelezen. Controleer nu de opbouw."))
            return redirect(self.link("version", pk=drafts[0].version_id))
        return self._page(self._form(), drafts)

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = self._form(request.POST)
        if form is None or not form.is_valid():
            return self._page(form, self._drafts(), REFUSED)
        try:
            if isinstance(form, PartsForm):
                services.choose(self.actor, job=self.row, wanted=form.wanted)
            else:
                services.again(self.actor, job=self.row, **form.cleaned_data)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
            return self._page(form, self._drafts(), REFUSED)
        return redirect(self.link("code_imports:job", pk=self.row.pk))

    def _form(self, data: Any = None) -> PortalForm | None:
        """What is asked at this stage, if anything."""
        if self.row.status == Stage.CHOOSING:
            parts = services.proposals(self.row)
            return PartsForm(
                data, parts=parts, title=self.row.title, cancel=self.link("code_imports:upload")
            )
        if self.row.status == Stage.REFUSED:
            initial = {"title": self.row.title, "code": self.row.code_id}
            return AgainForm(
                data, initial=initial, codes=self.codes, cancel=self.link("code_imports:upload")
            )
        return None

    def _drafts(self) -> list[ImportedDraft]:
        rows = ImportedDraft.objects.filter(job=self.row).select_related("version")
        return list(visible(self.actor, rows).order_by("number"))

    def _page(
        self, form: PortalForm | None, drafts: list[ImportedDraft], status: int = 200
    ) -> HttpResponse:
        done, pages = progress.of(self.row.pk) if self.row.status == Stage.READING else (0, 0)
        context = {
            "row": self.row,
            "form": form,
            "done": done,
            "pages": pages,
            "drafts": [
                (draft.version, self.link("version", pk=draft.version_id)) for draft in drafts
            ],
            "here": self.link("code_imports:job", pk=self.row.pk),
            "upload_href": self.link("code_imports:upload"),
            "codes_href": self.link("codes"),
        }
        response = render(self.request, "code_imports/job.html", context, status=status)
        if self.row.is_busy:
            response.headers["Refresh"] = LOOK_AGAIN  # also without JavaScript
        return response
