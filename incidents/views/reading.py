"""The list of reports, one report, its evidence, and the deeds of handling it."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch, QuerySet, Value
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from incidents.answers import Answers
from incidents.citing import Offered, offered_on
from incidents.code import code_of, told_to_handler
from incidents.fake_accounts import may_be_cleared, prove_fake
from incidents.forms import FakeAccountForm, SettleForm, TakeUpForm
from incidents.models import Draft, Evidence, Incident, IncidentKind, InvolvedParty
from incidents.pages import ListFilter, facts_of, group_names, status_lines, story
from incidents.sanctions.citations import cited_in
from incidents.sanctions.overview import cases_of
from incidents.services import BEING_HANDLED, cite_rules, settle, take_up
from incidents.workflow import INCIDENT
from schoolgids.access.actions import Action
from schoolgids.access.policy import decide, visible
from schoolgids.access.views import SchoolView
from schoolgids.audit.services import changes_of
from schoolgids.files.answers import download
from schoolgids.interface.forms import PortalForm
from schoolgids.interface.given import words_of
from schoolgids.interface.paging import page_of
from schoolgids.organisation.models import Group
from schoolgids.organisation.services import school_year_of
from schoolgids.workflow import Refused


class IncidentList(SchoolView):
    """Reports one may know of, the newest first. One's own stay, as a line, behind the wall."""

    action: ClassVar[Action] = Action.INCIDENT_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        day = localdate()
        chosen = ListFilter.of(request.GET)
        parties = InvolvedParty.objects.select_related("person")
        incidents = (
            visible(self.actor, Incident.objects.filter(school=self.school))
            .select_related("kind", "reporter", "handler")
            .prefetch_related(Prefetch("parties", parties))
        )
        page = page_of(chosen.apply(incidents, actor=self.actor, day=day), request.GET)
        context = {
            "incidents": page.rows,
            "page": page,
            "chosen": chosen,
            "stages": Incident.Stage.choices,
            "kinds": IncidentKind.objects.filter(retired_on=None),
            "groups": visible(self.actor, Group.objects.all()).filter(
                school=self.school, school_year=school_year_of(day)
            ),
            "walled": status_lines(self.actor, self.school),
            "draft": visible(self.actor, Draft.objects.filter(school=self.school)).first(),
        }
        return render(request, "incidents/list.html", context)


class OneIncident(SchoolView, abstract=True):
    """A page about one report, loaded through `visible`."""

    model = Incident
    row: Incident

    def get_queryset(self) -> QuerySet[Any]:
        incidents: QuerySet[Any] = Incident.objects.select_related(
            "kind", "reporter", "handler", "school"
        )
        known: QuerySet[Any] = incidents.annotate(known_to=Value(self.actor.person_id))
        return known

    @cached_property
    def parties(self) -> list[InvolvedParty]:
        return list(
            self.row.parties.select_related(
                "person", "ward", "fake_account_proof__recorded_by"
            ).annotate(group_name=group_names(localdate()))
        )

    def traced_people(self) -> Iterable[UUID]:
        return [party.person_id for party in self.parties if party.person_id]


class IncidentPage(OneIncident):
    """Facts, people, cited rules, evidence, and what was done since."""

    action: ClassVar[Action] = Action.INCIDENT_VIEW
    leaves_trace = True

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        return self.show(request)

    def show(self, request: HttpRequest, form: PortalForm | None = None) -> HttpResponse:
        incident = self.row
        offers = INCIDENT.offers(actor=self.actor, row=incident)
        may_cite = self.may_cite()
        context = {
            "incident": incident,
            "parties": self.parties,
            "cites": cited_in(incident),
            "offered": self._rules_to_choose() if may_cite else [],
            "may_cite": may_cite,
            "evidence": list(incident.evidence.select_related("file")),
            "entries": story(incident, changes_of(incident)),
            "facts": facts_of(incident),
            "cases": cases_of(self.actor, incident),
            "offers": offers,
            "locked": [offer for offer in offers if not offer.possible],
            "forms": self._forms({offer.name for offer in offers if offer.possible}, form),
            "form": form,
            "fake_form": self._fake_form(form),
            "clearable": [party for party in self.parties if may_be_cleared(party)],
            "said": told_to_handler(incident, self.school) if offers else [],
        }
        return render(request, "incidents/page.html", context)

    @property
    def named(self) -> frozenset[str]:
        """The kinds that the code of the day names."""
        return frozenset(code_of(self.row, self.school).conduct_named)

    def _fake_form(self, sent: PortalForm | None) -> FakeAccountForm | None:
        """For who handles the report: to say that a pupil did not do it."""
        open_to_it = self.row.status in BEING_HANDLED and any(map(may_be_cleared, self.parties))
        if not open_to_it or not decide(self.actor, Action.INCIDENT_HANDLE, self.row):
            return None
        return sent if isinstance(sent, FakeAccountForm) else FakeAccountForm()

    def may_cite(self) -> bool:
        """Whether the reader is to say which rule was broken, for the reporter did not know."""
        open_to_it = self.row.provision_unknown and self.row.status in BEING_HANDLED
        return open_to_it and bool(decide(self.actor, Action.INCIDENT_HANDLE, self.row))

    def _rules_to_choose(self) -> list[Offered]:
        words = words_of(self.request.GET.get("regel", ""))
        answers = Answers({"facts": [self.row.facts], "rule_search": [words]})
        return offered_on(answers, school=self.school, day=self.row.happened_on)

    def _forms(self, possible: set[str], form: PortalForm | None) -> dict[str, PortalForm]:
        """The form of each deed that can be done now; the one that was sent keeps its faults."""
        forms: dict[str, PortalForm] = {}
        if "take_up" in possible:
            sent = form if isinstance(form, TakeUpForm) else None
            forms["take_up"] = sent or TakeUpForm(
                kinds=open_kinds(), named=self.named, initial={"kind": self.row.kind_id}
            )
        if "settle" in possible:
            sent_settle = form if isinstance(form, SettleForm) else None
            forms["settle"] = sent_settle or SettleForm()
        return forms


class Deed(IncidentPage, abstract=True):
    """Something done to a report: its faults show on the page of the report."""

    leaves_trace = False

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        return self.back()

    def back(self) -> HttpResponseBase:
        return redirect("incidents:page", school=self.school.slug, pk=self.row.pk)


class TakeUp(Deed):
    """Somebody takes the report up."""

    action: ClassVar[Action] = Action.INCIDENT_TAKE_UP

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        form = TakeUpForm(request.POST, kinds=open_kinds(), named=self.named)
        if not form.is_valid():
            return self.show(request, form)
        try:
            take_up(actor=self.actor, incident=self.row, kind=form.chosen())
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.show(request, form)
        messages.success(request, _("Je hebt deze melding opgepakt."))
        return self.back()


class ProveFake(Deed):
    """The account was not the pupil's own."""

    action: ClassVar[Action] = Action.INCIDENT_HANDLE

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        form = FakeAccountForm(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        chosen = [each for each in self.parties if str(each.pk) == request.POST.get("party", "")]
        if not chosen:
            form.add_error("proof", _("Kies om welke leerling het gaat."))
            return self.show(request, form)
        try:
            prove_fake(actor=self.actor, party=chosen[0], proof=form.cleaned_data["proof"])
        except Refused as refused:
            form.add_error("proof", str(refused))
            return self.show(request, form)
        messages.success(request, _("Vastgelegd: het was een nepaccount."))
        return self.back()


class Settle(Deed):
    """The report is dealt with."""

    action: ClassVar[Action] = Action.INCIDENT_HANDLE

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        form = SettleForm(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        try:
            settle(actor=self.actor, incident=self.row, outcome=form.cleaned_data["outcome"])
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.show(request, form)
        messages.success(request, _("De melding is afgehandeld."))
        return self.back()


class Cite(Deed):
    """Whoever handles the report says which rule was broken."""

    action: ClassVar[Action] = Action.INCIDENT_HANDLE

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        chosen = Answers({"rules": request.POST.getlist("rules")}).rules
        try:
            cite_rules(actor=self.actor, incident=self.row, provisions=chosen)
        except Refused as refused:
            messages.error(request, str(refused))
        return self.back()


class EvidencePage(SchoolView):
    """One piece of evidence, out of the private store. Opening it leaves a trace."""

    action: ClassVar[Action] = Action.EVIDENCE_VIEW
    model = Evidence
    leaves_trace = True
    row: Evidence

    def get_queryset(self) -> QuerySet[Any]:
        return Evidence.objects.select_related("file", "incident")

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        name = f"{self.row.incident.number}-{self.row.position}"
        return download(self.row.file, name=name)

    def traced_people(self) -> Iterable[UUID]:
        parties = self.row.incident.parties.filter(person__isnull=False)
        return list(parties.values_list("person_id", flat=True))


def open_kinds() -> QuerySet[IncidentKind]:
    """The kinds a report may be given today."""
    return IncidentKind.objects.filter(retired_on=None)
