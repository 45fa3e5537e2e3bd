"""Codes as staff keep them: the list, reading one in, and a version with all that is done to it."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from protocols import services
from protocols.binding.holding import codes_not_binding, not_bound_by
from protocols.forms import ImportForm
from protocols.models import Code, CodeVersion, Stage
from protocols.views.base import CodePage, VersionPage
from protocols.views.version import version_context
from protocols.views.version_deeds import VersionDeeds
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide, visible
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused


class CodeList(CodePage):
    action: ClassVar[Action] = Action.CODE_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        here = Code.objects.filter(school=None)
        if self.owner_id is not None:
            here = Code.objects.of_school(self.owner_id)
        codes = visible(self.actor, here)
        today = localdate()
        off = codes_not_binding([self.owner_id], today) if self.owner_id else frozenset()
        rows = [
            self._entry(code, list(code.versions.all()), today) | {"is_off": code.pk in off}
            for code in codes.prefetch_related("versions").order_by("title")
        ]
        context = {
            "rows": rows,
            "import_href": self.link("import"),
            "search_href": self.link("search:keeping"),
            "complete_href": "" if self.owner_id else self.link("completeness:page"),
            "may_import": decide(self.actor, Action.CODE_EDIT, self.own_place()),
        }
        return render(request, "protocols/code_list.html", context)

    def _entry(self, code: Code, versions: list[CodeVersion], today: date) -> dict[str, Any]:
        return {
            "code": code,
            "latest": versions[0] if versions else None,
            "holds": next((version for version in versions if holds(version, today)), None),
            "href": self.link("version", pk=versions[0].pk) if versions else "",
        }


class ImportCode(CodePage):
    action: ClassVar[Action] = Action.CODE_EDIT

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page(ImportForm(cancel=self.link("codes"), codes=self._codes))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES, cancel=self.link("codes"), codes=self._codes)
        if not form.is_valid():
            return self._page(form)
        file, text = form.cleaned_data["file"], form.cleaned_data["text"]
        try:
            if file:
                content, name = file.read(), file.name
                outline = services.read_file(content)
            else:
                content, name = text.encode(errors="replace"), "geplakt.txt"
                outline = services.read_pasted(text)
            version = services.import_outline(
                self.actor,
                outline=outline,
                content=content,
                name=name,
                title=form.cleaned_data["title"],
                school_id=self.owner_id,
                code=form.cleaned_data["code"],
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("file" if file else "text", str(reason))
            return self._page(form)
        messages.success(request, _("De tekst is ingelezen. Controleer nu de opbouw."))
        return redirect(self.link("version", pk=version.pk))

    @property
    def _codes(self) -> QuerySet[Code]:
        """Those of which this may be a newer edition."""
        return visible(self.actor, Code.objects.filter(school=self.owner_id)).order_by("title")

    def _page(self, form: ImportForm) -> HttpResponse:
        context = {"form": form, "codes_href": self.link("codes")}
        return render(self.request, "protocols/import.html", context)


class Version(VersionPage):
    """One version: its text and outline, who consented, and the next step."""

    action: ClassVar[Action] = Action.CODE_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        deeds = VersionDeeds(actor=self.actor, version=self.row, today=localdate())
        here = self.link("version", pk=self.row.pk)
        form, reasons = deeds.take(request.POST.get("deed", ""), request.POST)
        if form is None and not reasons:
            messages.success(request, _("Dat is vastgelegd."))
            return redirect(here)
        del self.row
        return self._page(deeds.name, form, reasons)

    def _page(
        self, deed: str = "", form: Any = None, reasons: list[str] | None = None
    ) -> HttpResponse:
        context = version_context(self.actor, self.row, localdate(), deed, form)
        of_board = self.owner_id is None
        context |= {
            "codes_href": self.link("codes"),
            "here": self.link("version", pk=self.row.pk),
            "outline_href": self.link("outline", pk=self.row.pk),
            "rules_href": self.link("rules", pk=self.row.pk),
            "receipts_href": self.link("receipts:of_version", pk=self.row.pk),
            "may_see_receipts": self.row.status not in (Stage.DRAFT, Stage.REVIEW)
            and decide(self.actor, Action.CODE_RECEIPT_VIEW, self.row),
            "calendar_href": f"{self.link('review_calendar:agenda')}?code={self.row.code_id}",
            "editions_href": self.link("editions", pk=self.row.pk),
            "reasons": reasons or [],
            "has_earlier": self.row.number > 1,
            "siblings": [
                {
                    "number": v.number,
                    "href": self.link("version", pk=v.pk),
                    "stage": v.get_status_display(),
                }
                for v in self.row.code.versions.exclude(pk=self.row.pk)
            ],
            "not_bound": self._not_bound(),
            "binding_href": self.link("binding:of_code", pk=self.row.pk) if of_board else "",
            "elsewhere": self.owner_id is not None and self.row.school_id is None,
        }
        status = 422 if deed else 200
        return render(self.request, "protocols/version.html", context, status=status)

    def _not_bound(self) -> list[School]:
        """The schools that this text of the board does not bind today; at a school, that one."""
        if self.row.school_id is not None:
            return []
        return list(School.objects.filter(pk__in=not_bound_by(self.row.code_id, localdate())))


def holds(version: CodeVersion, day: date) -> bool:
    """Whether a version holds on a day."""
    if not version.is_published or version.effective_on is None:
        return False
    return version.effective_on <= day and (version.until_on is None or day < version.until_on)
