"""The pages of sanction cases: the list, a case, its letters, and proposing a measure."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Case, Q, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from incidents.code import code_of
from incidents.models import Incident, InvolvedParty
from incidents.sanctions import overview
from incidents.sanctions.citations import cited_in
from incidents.sanctions.code import (
    NotShown,
    named_first,
    not_shown,
    receipt_lacking,
    said_of,
)
from incidents.sanctions.duty_lines import duty_lines
from incidents.sanctions.forms import ProposeForm
from incidents.sanctions.loading import catalogue_of, escalations_of, letters_of, whole_cases
from incidents.sanctions.models import Measure, SanctionCase, Target
from incidents.sanctions.policies import remember
from incidents.sanctions.possibilities import possibilities
from incidents.sanctions.services import MEASURED_PARTS, Proposal, propose
from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.access.views import SchoolView
from schoolgids.files.answers import download
from schoolgids.interface.navigation import address
from schoolgids.interface.paging import page_of
from schoolgids.letters.models import Letter
from schoolgids.people.models import Person
from schoolgids.workflow import Refused

PAGE = 30
# Where the file of the person stands, and who may ever open it; a guardian has none.
FILES: dict[str, tuple[str, Action]] = {
    Target.PUPIL: ("dossiers:pupil_file", Action.PUPIL_FILE_VIEW),
    Target.STAFF: ("dossiers:personnel_file", Action.PERSONNEL_FILE_VIEW),
}


class CaseList(SchoolView):
    """The cases of a school, newest first; open ones, or all."""

    action: ClassVar[Action] = Action.SANCTION_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        cases: Any = visible(self.actor, SanctionCase.objects.all())
        everything = request.GET.get("toon") == "alles"
        if not everything:
            cases = cases.open()
        shown = cases.with_group(localdate()).select_related("person", "measure", "school")
        page = page_of(shown, request.GET, size=PAGE)
        context = {"cases": page.rows, "page": page, "everything": everything}
        return render(request, "sanctions/case_list.html", context)


class CasePage(SchoolView):
    """One case: where it stands, what to do now, what not yet and why."""

    action: ClassVar[Action] = Action.SANCTION_VIEW
    model = SanctionCase
    leaves_trace = True

    def get_queryset(self) -> QuerySet[Any]:
        return whole_cases(localdate())

    def traced_people(self) -> list[UUID]:
        return [self.row.person_id]

    @cached_property
    def row(self) -> Any:
        return remember(self.actor, super().row)

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        case, today = self.row, localdate()
        letters = letters_of(case)
        deeds = possibilities(self.actor, case, letters)
        context = {
            "case": case,
            "title": overview.what(case),
            "age": case.person.age_on(today) if case.target == "pupil" else None,
            "file_href": self._file_href(case),
            "tags": overview.head_tags(case),
            "stages": overview.stages(case),
            "deeds": [deed for deed in deeds if not deed.reasons],
            "blocked": [deed for deed in deeds if deed.reasons],
            "entries": overview.entries(case, letters, escalations_of(case)),
            "duties": duty_lines(case, today),
            "facts": overview.facts(case),
            "rungs": overview.rungs(case, catalogue_of(case)),
            "clock": overview.what_the_clock_does(case),
            "cites": cited_in(case.incident),
            "said": said_of(case.incident, self.school, case.target),
            "warning": receipt_lacking(case) if case.status in SanctionCase.UNDECIDED else None,
        }
        return render(request, "sanctions/case.html", context)

    def _file_href(self, case: SanctionCase) -> str:
        if case.target not in FILES:
            return ""
        name, action = FILES[case.target]
        if action not in self.actor.actions:
            return ""
        return address(name, {"school": self.school.slug, "pk": str(case.person_id)})


class LetterFile(SchoolView):
    """A letter of a case, as the PDF it was made as."""

    action: ClassVar[Action] = Action.SANCTION_VIEW
    model = SanctionCase
    leaves_trace = True

    def traced_people(self) -> list[UUID]:
        return [self.row.person_id]

    def traced_facts(self) -> dict[str, Any]:
        return {"letter": str(self.kwargs["letter"])}

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        letters = Letter.objects.filter(source=self.row.pk).select_related("file")
        letter = letters.filter(pk=self.kwargs["letter"]).first()
        if letter is None:
            raise Http404
        return download(letter.file)


class Propose(SchoolView):
    """Proposing a measure for somebody with a part in an incident."""

    action: ClassVar[Action] = Action.SANCTION_PROPOSE
    model = Incident

    @cached_property
    def candidates(self) -> list[InvolvedParty]:
        parties = self.row.parties.filter(part__in=MEASURED_PARTS, person__isnull=False).exclude(
            fake_claim=InvolvedParty.FakeClaim.PROVED
        )
        return list(parties.select_related("person"))

    @cached_property
    def party(self) -> InvolvedParty | None:
        """Whom it is for: the one chosen, or the only one."""
        chosen = self.request.GET.get("voor", "")
        for party in self.candidates:
            if str(party.person_id) == chosen:
                return party
        return self.candidates[0] if len(self.candidates) == 1 and not chosen else None

    def _form(self, data: Any = None) -> ProposeForm:
        target = self.party.kind if self.party else ""
        named = named_first(code_of(self.row, self.school), target)
        measures = Measure.objects.filter(Q(is_active=True), board=self.board).order_by(
            Case(When(code__in=named, then=0), default=1), "position", "name"
        )
        return ProposeForm(
            data,
            measures=measures.filter(target=target),
            initial={} if data else {"facts": "", "grounds": ""},
            cancel=address("incidents:page", {"school": self.school.slug, "pk": str(self.row.pk)}),
        )

    def _page(self, form: ProposeForm, status: int = 200) -> HttpResponse:
        context = {
            "incident": self.row,
            "candidates": self.candidates,
            "party": self.party,
            "form": form,
            "cites": cited_in(self.row),
            "said": said_of(self.row, self.school, self.party.kind) if self.party else [],
            "warning": self._warning(),
        }
        return render(self.request, "sanctions/propose.html", context, status=status)

    def _warning(self) -> NotShown | None:
        """That nothing shows that this member of staff was given the code."""
        if self.party is None or self.party.person is None:
            return None
        return not_shown(
            self.row, school=self.school, person=self.party.person, target=self.party.kind
        )

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        if self.party is None or self.party.person is None:
            return self._page(self._form())
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            case = propose(
                actor=self.actor,
                incident=self.row,
                proposal=_proposal(self.party.person, form.cleaned_data),
                submission=form.cleaned_data["submission"],
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, str(reason))
            return self._page(form, 422)
        messages.success(request, _("De maatregel is voorgesteld."))
        return redirect("sanctions:case", self.school.slug, case.pk)


def _proposal(person: Person, cleaned: dict[str, Any]) -> Proposal:
    return Proposal(
        person=person,
        measure=cleaned["measure"],
        facts=cleaned["facts"],
        grounds=cleaned["grounds"],
        days=cleaned["days"],
        first_on=cleaned["first_on"],
        arrangements=cleaned["arrangements"],
    )
