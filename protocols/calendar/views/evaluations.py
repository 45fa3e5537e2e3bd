"""Planning an evaluation, and the page on which its outcome is recorded."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from protocols.calendar import services
from protocols.calendar.entries import with_outcomes
from protocols.calendar.forms import CorrectionForm, EvaluationForm, OutcomeForm, SettleForm
from protocols.calendar.models import Evaluation, Outcome
from protocols.calendar.services import Settlement
from protocols.calendar.terms import state_of
from protocols.calendar.views.base import REFUSED, PlannedPage, PlanPage
from protocols.calendar.words import TAGS, due_in_words, together
from protocols.models import CodeVersion
from protocols.wording import dated_in_words
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide, visible
from schoolgids.workflow import Refused


class PlanEvaluation(PlanPage):
    """The form, empty or filled with what a text in force says: a person confirms it."""

    template = "review_calendar/plan_evaluation.html"

    def form(self, data: Any) -> EvaluationForm:
        return EvaluationForm(
            data,
            codes=self.own_codes(),
            people=self.colleagues(),
            initial=self._initial(),
            cancel=self.to("agenda"),
        )

    def plan(self, **given: Any) -> str:
        evaluation = services.plan_evaluation(self.actor, **given, moment=now())
        return self.to("evaluation", pk=evaluation.pk)

    def more(self) -> dict[str, Any]:
        rows = [
            {
                "proposal": proposal,
                "when": dated_in_words(proposal.first),
                "how_often": Evaluation.Comes(proposal.recurrence.value).label,
                "href": f"{self.request.path}?voorstel={proposal.key}",
            }
            for proposal in self._proposals
        ]
        return {"proposals": rows, "here": self.request.path}

    @cached_property
    def _proposals(self) -> list[services.Proposal]:
        return services.proposals(self.actor, school_id=self.owner_id, today=localdate())

    def _initial(self) -> dict[str, Any]:
        chosen = self.request.GET.get("voorstel", "")
        found = next((one for one in self._proposals if str(one.key) == chosen), None)
        if found is None:
            return {"recurrence": Evaluation.Comes.YEARLY}
        return {
            "code": found.code.pk,
            "first": dated_in_words(found.first),
            "recurrence": found.recurrence.value,
            "with_role": found.with_role,
        }


class EvaluationPage(PlannedPage):
    """One plan: what is to be done, what came of it before, and the form for what came of it now."""

    model: ClassVar[type[Model] | None] = Evaluation

    def get_queryset(self) -> QuerySet[Any]:
        return with_outcomes(super().get_queryset())

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        deed = request.POST.get("deed", "")
        if deed == "stop":
            services.stop(self.actor, plan=self.row, moment=now())
            messages.success(request, _("Deze evaluatie is gestopt."))
            return redirect(request.path)
        form = self._form(deed, request.POST)
        if not form.is_valid():
            return self._page(deed, form)
        try:
            self._record(deed, dict(form.cleaned_data))
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
            return self._page(deed, form)
        messages.success(request, _("De uitkomst is vastgelegd."))
        return redirect(request.path)

    def _form(self, deed: str, data: Any) -> OutcomeForm:
        if deed == "settle":
            return SettleForm(data, prefix=deed, versions=self._versions())
        if deed == "correct":
            return CorrectionForm(data, prefix=deed, versions=self._versions())
        raise Http404

    def _record(self, deed: str, given: dict[str, Any]) -> None:
        if deed == "settle":
            number = given.pop("occurrence")
            services.settle(
                self.actor,
                evaluation=self.row,
                occurrence=number,
                given=Settlement(**given),
                moment=now(),
            )
            return
        rows = visible(self.actor, Outcome.objects.filter(evaluation=self.row))
        outcome = rows.filter(pk=given.pop("outcome")).first()
        if outcome is None:
            raise Http404
        services.correct(self.actor, outcome=outcome, given=Settlement(**given), moment=now())

    def _versions(self) -> QuerySet[CodeVersion]:
        return visible(self.actor, CodeVersion.objects.filter(code=self.row.code_id))

    def _page(self, deed: str = "", form: OutcomeForm | None = None) -> HttpResponse:
        row: Evaluation = self.row
        found, last, today = row.open_occurrence, row.settled, localdate()
        may_plan = row.stopped_at is None and bool(decide(self.actor, Action.REVIEW_PLAN, row))
        context = {
            **self.shared(row),
            "due": due_in_words(found.due) if found else "",
            "tag": TAGS[state_of(found.due.last, today)] if found else None,
            "how_often": row.get_recurrence_display(),
            "together": together(row),
            "may_plan": may_plan,
            "may_read_notes": may_plan or row.with_person_id == self.actor.person_id,
            "history": [
                (outcome, due_in_words(row.due_of(outcome.occurrence)))
                for outcome in row.outcomes.all()
            ],
            "settle_form": self._settle_form(found.number) if found and may_plan else None,
            "correct_form": self._correct_form(last) if last and may_plan else None,
            "deed": deed,
        }
        if form is not None:
            context |= {f"{deed}_form": form, "form": form}
        status = REFUSED if form is not None else 200
        return render(self.request, "review_calendar/evaluation.html", context, status=status)

    def _settle_form(self, number: int) -> SettleForm:
        initial = {"occurrence": number, "done_on": localdate()}
        return SettleForm(prefix="settle", versions=self._versions(), initial=initial)

    def _correct_form(self, last: Outcome) -> CorrectionForm:
        initial = {
            "outcome": last.pk,
            "done_on": last.done_on,
            "result": last.result,
            "version": last.version_id,
            "notes": last.notes,
        }
        return CorrectionForm(prefix="correct", versions=self._versions(), initial=initial)
