"""Asking for paper, seeing how far it is, fetching it."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from consent.rounds.models import PrintJob, Round
from consent.rounds.services import printing
from schoolgids.access.actions import Action
from schoolgids.access.views import SchoolView
from schoolgids.audit.services import record_view
from schoolgids.files import services as files
from schoolgids.organisation.models import Group
from schoolgids.workflow import Refused

fresh = method_decorator(never_cache, name="dispatch")


class AskView(SchoolView, abstract=True):
    """A press on a button that asks for paper."""

    action: ClassVar[Action] = Action.CONSENT_ROUND_RUN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        try:
            job = self.ask(submission_of(request))
        except Refused as refusal:
            for reason in refusal.reasons:
                messages.error(request, str(reason))
            return self.refused()
        return redirect("rounds:job", school=self.school.slug, pk=job.pk)

    def ask(self, submission: UUID) -> PrintJob:
        """The job; raises Refused when there is nothing to print."""
        raise NotImplementedError

    def refused(self) -> HttpResponse:
        return redirect("consent:groups", school=self.school.slug)


def submission_of(request: HttpRequest) -> UUID:
    """The token of the button; a client that sent none gets one for this request."""
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        return uuid4()


class LettersAsk(AskView):
    model = Round

    def get_queryset(self) -> QuerySet[Round]:
        return Round.objects.filter(school=self.school).select_related("school__board")

    def ask(self, submission: UUID) -> PrintJob:
        return printing.print_letters(actor=self.actor, row=self.row, submission=submission)

    def refused(self) -> HttpResponse:
        return redirect("rounds:round", school=self.school.slug, pk=self.row.pk)


class FormsAsk(AskView):
    model = Group

    def get_queryset(self) -> QuerySet[Group]:
        return Group.objects.filter(school=self.school).select_related("school")

    def ask(self, submission: UUID) -> PrintJob:
        return printing.print_forms(actor=self.actor, group=self.row, submission=submission)


class SheetsAsk(AskView):
    def ask(self, submission: UUID) -> PrintJob:
        return printing.print_sheets(actor=self.actor, school=self.school, submission=submission)


class JobView(SchoolView, abstract=True):
    """What the pages of a job share."""

    action: ClassVar[Action] = Action.CONSENT_ROUND_RUN
    model = PrintJob

    def get_queryset(self) -> QuerySet[PrintJob]:
        return PrintJob.objects.filter(school=self.school).select_related("round", "group", "file")


@fresh
class JobPage(JobView):
    """How far it is; looks again by itself until it is done."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        context = {"job": self.row, "progress": printing.progress_of(self.row)}
        return render(request, "consent/rounds/job.html", context)


@fresh
class JobFile(JobView):
    """The PDF. Fetching it leaves a trace."""

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        stored = self.row.file
        if stored is None or stored.destroyed_at is not None:
            raise Http404
        record_view(actor=self.actor, action="consent_print.view", about=self.row)
        return HttpResponse(
            files.read(stored),
            content_type=stored.media_type,
            headers={
                "Content-Disposition": f'attachment; filename="toestemming-{self.row.kind}.pdf"'
            },
        )
