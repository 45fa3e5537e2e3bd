"""Codes as staff keep them: the list, and a version with all that is done to it."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from protocols.binding.holding import codes_not_binding, not_bound_by
from protocols.models import Code, CodeVersion, Stage
from protocols.views.base import CodePage, VersionPage
from protocols.views.outline_page import Tree, part_in
from protocols.views.version import version_context
from protocols.views.version_deeds import VersionDeeds
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide, visible
from schoolgids.interface.given import key_of
from schoolgids.organisation.models import School


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
            "import_href": self.link("code_imports:upload"),
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
        asked = self.request.GET
        tree = Tree(self.row, at=key_of(asked.get("rij")), part=part_in(asked.get("deel")))
        context = version_context(self.actor, tree, localdate(), deed, form)
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
