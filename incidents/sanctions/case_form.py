"""The base of every form page of a case."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise, cached_property

from incidents.sanctions.models import SanctionCase
from incidents.sanctions.policies import remember
from incidents.sanctions.possibilities import step_faults
from schoolgids.access.views import SchoolView
from schoolgids.interface.forms import PortalForm
from schoolgids.workflow import Refused

Text = str | Promise


class CaseForm(SchoolView, abstract=True):
    """A form about a case. While something lacks the page says what, and shows no form."""

    model = SanctionCase
    step: ClassVar[str] = ""  # of the table of steps, when the form takes one
    title: ClassVar[Text]
    lead: ClassVar[Text] = ""
    done: ClassVar[Text]
    template: ClassVar[str] = "sanctions/deed.html"

    def get_queryset(self) -> QuerySet[Any]:
        return SanctionCase.objects.select_related(
            "person", "measure", "school", "incident", "proposed_by", "decided_by", "objection"
        )

    @cached_property
    def row(self) -> Any:
        return remember(self.actor, super().row)

    @property
    def case(self) -> SanctionCase:
        case: SanctionCase = self.row
        return case

    @property
    def back(self) -> str:
        return reverse("sanctions:case", args=[self.school.slug, self.case.pk])

    def form(self, data: Any = None) -> PortalForm:
        raise NotImplementedError

    def deed(self, cleaned: dict[str, Any], form: PortalForm) -> None:
        raise NotImplementedError

    def faults(self) -> Sequence[Text]:
        """What lacks before this form makes sense."""
        if not self.step:
            return ()
        return step_faults(self.step, actor=self.actor, case=self.case)

    def page(self, form: PortalForm | None, faults: Sequence[Text], status: int) -> HttpResponse:
        context = {
            "case": self.case,
            "title": self.title,
            "lead": self.lead,
            "form": form,
            "faults": faults,
            "back": self.back,
            **self.extra(),
        }
        return render(self.request, self.template, context, status=status)

    def extra(self) -> dict[str, Any]:
        return {}

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        faults = self.faults()
        return self.page(None if faults else self.form(), faults, 200)

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, (), 422)
        try:
            self.deed(form.cleaned_data, form)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
            return self.page(form, (), 422)
        messages.success(request, str(self.done))
        return redirect(self.back)
