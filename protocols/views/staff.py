"""Codes as staff keep them: the list, reading one in, and a version with all that is done to it."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from protocols import services
from protocols.forms import ImportForm
from protocols.models import Code, CodeVersion, Stage
from protocols.views.version import VersionDeeds, version_context
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide, visible
from schoolgids.access.views import SchoolView
from schoolgids.workflow import Refused


class CodePage(SchoolView, abstract=True):
    """A page about codes, of a school or of the board: the same pages at two addresses."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Somebody of one school has no work on the pages of the board.
        if self.request.school is None and not self.actor.is_board_wide:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def link(self, name: str, **arguments: Any) -> str:
        """A page of this school or board: "codes", or "search:keeping" of another app."""
        namespace, _colon, page = name.rpartition(":")
        namespace = namespace or "protocols"
        if self.request.school is None:
            place = {"board": self.board.slug}
            return reverse(f"{namespace}:board_{page}", kwargs=place | arguments)
        return reverse(f"{namespace}:{page}", kwargs={"school": self.school.slug, **arguments})

    @property
    def owner_id(self) -> int | None:
        """The school whose codes these are; None for those of the board."""
        return self.request.school.pk if self.request.school else None

    def own_place(self) -> Code:
        """A code of this place, to ask the policy about."""
        return Code(board_id=self.board.pk, school_id=self.owner_id)


class CodeList(CodePage):
    action: ClassVar[Action] = Action.CODE_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        here = Code.objects.filter(school=None)
        if self.owner_id is not None:
            here = Code.objects.of_school(self.owner_id)
        codes = visible(self.actor, here)
        today = localdate()
        rows = [
            self._entry(code, list(code.versions.all()), today)
            for code in codes.prefetch_related("versions").order_by("title")
        ]
        context = {
            "rows": rows,
            "import_href": self.link("import"),
            "search_href": self.link("search:keeping"),
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
        return self._page(ImportForm(cancel=self.link("codes")))

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES, cancel=self.link("codes"))
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
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("file" if file else "text", str(reason))
            return self._page(form)
        messages.success(request, _("De tekst is ingelezen. Controleer nu de opbouw."))
        return redirect(self.link("version", pk=version.pk))

    def _page(self, form: ImportForm) -> HttpResponse:
        context = {"form": form, "codes_href": self.link("codes")}
        return render(self.request, "protocols/import.html", context)


class Version(CodePage):
    """One version: its text and outline, who consented, and the next step."""

    action: ClassVar[Action] = Action.CODE_VIEW
    model = CodeVersion

    def get_queryset(self) -> Any:
        rows = CodeVersion.objects.select_related("code", "school", "original", "confirmed_by")
        if self.owner_id is None:
            return rows.filter(school=None)
        return rows.of_school(self.owner_id)

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        deeds = VersionDeeds(actor=self.actor, version=self.row, today=localdate())
        here = self.link("version", pk=self.row.pk)
        if "outline" in request.POST:
            deed, _colon, pk = request.POST["outline"].partition(":")
            label = request.POST.get(f"label-{pk}", "")
            reasons = deeds.outline(deed, pk, label)
            for reason in reasons:
                messages.error(request, reason)
            return redirect(f"{here}#b-{pk}" if not reasons else here)
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
        context |= {
            "codes_href": self.link("codes"),
            "here": self.link("version", pk=self.row.pk),
            "reasons": reasons or [],
            "siblings": [
                {
                    "number": v.number,
                    "href": self.link("version", pk=v.pk),
                    "stage": v.get_status_display(),
                }
                for v in self.row.code.versions.exclude(pk=self.row.pk)
            ],
            "elsewhere": self.owner_id is not None and self.row.school_id is None,
        }
        status = 422 if deed else 200
        return render(self.request, "protocols/version.html", context, status=status)


def holds(version: CodeVersion, day: date) -> bool:
    """Whether a version holds on a day."""
    if version.status not in (Stage.IN_FORCE, Stage.REPLACED) or version.effective_on is None:
        return False
    return version.effective_on <= day and (version.until_on is None or day < version.until_on)
