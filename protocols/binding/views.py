"""For which schools a code of the board holds: a page of the board (G2)."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from protocols.binding import services
from protocols.binding.forms import BindForm, ExcuseForm
from protocols.binding.models import NotBound
from protocols.views.base import VersionPage
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide, visible
from schoolgids.interface.forms import PortalForm
from schoolgids.interface.given import key_of
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused

REFUSED = 422


class Binding(VersionPage):
    """Each school of the board, whether the code of a version binds it, and its periods."""

    action: ClassVar[Action] = Action.CODE_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        again = request.POST.get("again")
        return self._bind_again(again) if again else self._excuse()

    def _excuse(self) -> HttpResponse:
        form = self._form(self.request.POST)
        if not form.is_valid():
            return self._page(form, REFUSED)
        try:
            services.excuse(self.actor, code=self.row.code, **form.cleaned_data, today=localdate())
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
            return self._page(form, REFUSED)
        messages.success(self.request, _("Dat is vastgelegd."))
        return redirect(self.link("binding:of_code", pk=self.row.pk))

    def _bind_again(self, key: str) -> HttpResponse:
        row = visible(self.actor, self._rows()).filter(pk=key_of(key)).first()
        if row is None:
            raise Http404
        form = BindForm(self.request.POST)
        reasons = [fault.message for fault in form.faults] if not form.is_valid() else []
        if not reasons:
            try:
                services.bind_again(
                    self.actor, row=row, from_on=form.cleaned_data["from_on"], today=localdate()
                )
            except Refused as refused:
                reasons = [str(reason) for reason in refused.reasons]
        if reasons:
            typed = (row.pk, self.request.POST.get("from_on", ""))
            return self._page(self._form(), REFUSED, reasons, typed)
        messages.success(self.request, _("Dat is vastgelegd."))
        return redirect(self.link("binding:of_code", pk=self.row.pk))

    def _rows(self) -> Any:
        rows = NotBound.objects.filter(code=self.row.code_id)
        return rows.select_related("code", "recorded_by", "ended_by")

    def _form(self, data: Any = None) -> ExcuseForm:
        schools = School.objects.filter(board=self.board)
        return ExcuseForm(data, schools=schools, cancel=self.link("version", pk=self.row.pk))

    def _page(
        self,
        form: PortalForm,
        status: int = 200,
        reasons: list[str] | None = None,
        typed: tuple[Any, str] | None = None,
    ) -> HttpResponse:
        today = localdate()
        periods: dict[int, list[NotBound]] = {}
        for row in visible(self.actor, self._rows()):
            periods.setdefault(row.school_id, []).append(row)
        rows = [
            _row(school, periods.get(school.pk, []), today, typed) for school in self._schools()
        ]
        context = {
            "form": form,
            "reasons": reasons or [],
            "version": self.row,
            "today": today,
            "rows": rows,
            "bound": sum(not row["is_off"] for row in rows),
            "may_change": decide(self.actor, Action.CODE_PUBLISH, self.row.code),
            "here": self.link("binding:of_code", pk=self.row.pk),
            "codes_href": self.link("codes"),
            "version_href": self.link("version", pk=self.row.pk),
        }
        return render(self.request, "binding/of_code.html", context, status=status)

    def _schools(self) -> list[School]:
        return list(School.objects.filter(board=self.board).order_by("name"))


def _row(
    school: School, periods: list[NotBound], today: Any, typed: tuple[Any, str] | None
) -> dict[str, Any]:
    """A school with its periods, newest first."""
    still = next((row for row in periods if row.until_on is None), None)
    off = any(
        row.from_on <= today and (row.until_on is None or today < row.until_on) for row in periods
    )
    day = typed[1] if typed and still and typed[0] == still.pk else ""
    return {"school": school, "periods": periods, "open": still, "is_off": off, "typed": day}
