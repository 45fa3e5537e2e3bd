"""Pages for the staff: the check before publishing, and the register of what was published."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from consent.publications.checking import (
    Check,
    check,
    groups_of,
    people_called,
    pupils_of,
    subjects_of,
)
from consent.publications.forms import CheckForm, RegisterForm
from consent.publications.models import Appearance, Publication, TakeDown
from consent.publications.presenters import (
    agreed_lines,
    carried,
    names_of,
    refused_lines,
    shown_appearance,
    tick_boxes,
)
from consent.publications.services import MOST_PEOPLE, Published, register
from consent.sheets import Asked, Subject, asked
from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.access.views import SchoolView
from schoolgids.audit.services import record_view
from schoolgids.interface.paging import page_of
from schoolgids.organisation.models import Group
from schoolgids.workflow import Refused

fresh = method_decorator(never_cache, name="dispatch")  # names and verdicts stay on no shelf


class Picturing(SchoolView, abstract=True):
    """What the pages about one picture share: who was ticked."""

    @cached_property
    def chosen(self) -> list[Subject]:
        """Who is in the picture. Raises Http404 for somebody this school does not know."""
        try:
            wanted = {UUID(given) for given in self.request.POST.getlist("person")}
        except ValueError:
            raise Http404 from None
        if len(wanted) > MOST_PEOPLE:
            raise Http404
        found = subjects_of(self.school, wanted) if wanted else []
        if len(found) < len(wanted):
            raise Http404
        return found

    @property
    def unknown(self) -> bool:
        return bool(self.request.POST.get("unknown"))


@fresh
class CheckPage(Picturing):
    """May this picture be there? Ticked by name, answered at once, nothing uploaded."""

    action: ClassVar[Action] = Action.CONSENT_SHEET_VIEW

    @cached_property
    def groups(self) -> list[Group]:
        return groups_of(self.school, localdate())

    @cached_property
    def group(self) -> Group | None:
        """The group whose pupils can be ticked: the one asked for, or the first."""
        wanted = self.request.POST.get("group") or self.request.GET.get("klas")
        found = next((group for group in self.groups if str(group.pk) == wanted), None)
        return found or (self.groups[0] if self.groups else None)

    @cached_property
    def questions(self) -> list[Asked]:
        return asked([self.school.pk], localdate())

    def form(self, data: Any = None) -> CheckForm:
        return CheckForm(
            data,
            questions=self.questions,
            groups=self.groups,
            initial={"group": str(self.group.pk) if self.group else ""},
        )

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        if request.POST.get("deed") != "check":
            # Only what to tick changes: what was typed stays, and nothing is judged yet.
            return self.page(self.form(), whole=request.POST.get("deed") == "whole")
        form = self.form(request.POST)
        found = self.judged(form)
        return self.page(form, found, status=422 if form.errors else 200)

    def judged(self, form: CheckForm) -> Check | None:
        nobody = not self.chosen and not self.unknown
        if not form.is_valid() or nobody:
            if nobody:
                form.add_error("words", _("Kies wie er herkenbaar op staan."))
            return None
        return check(
            school=self.school,
            questions=self.questions,
            purpose_id=UUID(form.cleaned_data["purpose"]),
            subjects=self.chosen,
            unknown=self.unknown,
            on=localdate(),
        )

    def page(
        self,
        form: CheckForm,
        found: Check | None = None,
        *,
        whole: bool = False,
        status: int = 200,
    ) -> HttpResponse:
        given = self.request.POST
        pupils = pupils_of(self.group, localdate()) if self.group else []
        here = {pupil.pk for pupil in pupils}
        ticked = {subject.person.pk for subject in self.chosen} | (here if whole else set())
        words = given.get("words", "").replace("\x00", "")[:60]
        context = {
            "form": form,
            "group": self.group,
            "groups": self.groups,
            "pupils": tick_boxes(pupils, ticked),
            "others": tick_boxes(
                (one.person for one in self.chosen if one.person.pk not in here), ticked
            ),
            "found": people_called(words, without=ticked | here, on=localdate()),
            "words": words,
            "searched": given.get("deed") == "find",
            "purpose": given.get("purpose", ""),
            "unknown": self.unknown,
            "ticked": len(ticked),
            **(verdict_context(found) if found else {}),
        }
        return render(self.request, "consent/publications/check.html", context, status=status)


def verdict_context(found: Check) -> dict[str, Any]:
    """The answer as the page shows it."""
    return {
        "check": found,
        "carried": carried(found.lines),
        "refused": len(found.refused),
        "refused_lines": refused_lines(found.refused),
        "agreed": len(found.agreed),
        "agreed_lines": agreed_lines(found.agreed),
        "refused_names": names_of(line.person for line in found.refused),
        "elsewhere": [(place.asked, names_of(place.without)) for place in found.elsewhere],
        "checked_at": now(),
    }


@fresh
class Register(Picturing):
    """Writing down what was published, after the check."""

    action: ClassVar[Action] = Action.PUBLICATION_REGISTER

    def get(self, _request: HttpRequest, **_place: Any) -> HttpResponseBase:
        """Without people there is nothing to register: the check comes first."""
        return redirect("publications:check", school=self.school.slug)

    def post(self, request: HttpRequest, **_place: Any) -> HttpResponseBase:
        today = localdate()
        if request.POST.get("deed") != "register":
            return self.page(RegisterForm(initial={"published_on": today}, today=today))
        form = RegisterForm(request.POST, today=today)
        if form.is_valid():
            given = form.cleaned_data
            try:
                publication = register(
                    actor=self.actor,
                    school=self.school,
                    published=Published(
                        purpose_id=self.purpose_id,
                        people=[subject.person.pk for subject in self.chosen],
                        unknown=self.unknown,
                        title=given["title"],
                        published_on=given["published_on"],
                        spots=given["spots"],
                    ),
                    submission=given["submission"],
                )
            except Refused as refusal:
                for reason in refusal.reasons:
                    form.add_error(None, str(reason))
            else:
                messages.success(request, _("De publicatie staat in het register."))
                return redirect("publications:page", self.school.slug, publication.pk)
        return self.page(form, status=422)

    @property
    def purpose_id(self) -> UUID:
        """Raises Http404 for what no page of ours sends."""
        try:
            return UUID(self.request.POST.get("purpose", ""))
        except ValueError:
            raise Http404 from None

    def page(self, form: RegisterForm, *, status: int = 200) -> HttpResponse:
        questions = asked([self.school.pk], localdate())
        question = next((item for item in questions if item.purpose.pk == self.purpose_id), None)
        if question is None or not (self.chosen or self.unknown):
            raise Http404
        context = {
            "form": form,
            "question": question,
            "people": [subject.person for subject in self.chosen],
            "unknown": self.unknown,
        }
        return render(self.request, "consent/publications/register.html", context, status=status)


@fresh
class PublicationList(SchoolView):
    """What was published, newest first."""

    action: ClassVar[Action] = Action.PUBLICATION_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        rows = visible(self.actor, Publication.objects.with_counts())
        rows = rows.filter(school=self.school).select_related("purpose", "registered_by")
        without = request.GET.get("toon") == "zonder"
        page = page_of(rows.filter(allowed=False) if without else rows, request.GET)
        context = {"page": page, "publications": page.rows, "without": without}
        return render(request, "consent/publications/list.html", context)


@fresh
class PublicationPage(SchoolView):
    """One publication: where it stands, who is in it and what was allowed on that day."""

    action: ClassVar[Action] = Action.PUBLICATION_VIEW
    model = Publication

    def get_queryset(self) -> QuerySet[Publication]:
        people = Appearance.objects.select_related("person").order_by(
            "person__given_name", "person__family_name", "pk"
        )
        rows: QuerySet[Publication] = Publication.objects.filter(school=self.school)
        return rows.select_related("purpose", "registered_by").prefetch_related(
            "places", Prefetch("appearances", people)
        )

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        appearances = list(self.row.appearances.all())
        context = {
            "publication": self.row,
            "places": self.row.places.all(),
            "refused": [shown_appearance(row) for row in appearances if not row.verdict.allowed],
            "agreed": [shown_appearance(row) for row in appearances if row.verdict.allowed],
            "take_downs": TakeDown.objects.filter(appearance__publication=self.row).select_related(
                "place", "appearance__person"
            ),
        }
        people = [row.person_id for row in appearances]
        record_view(actor=self.actor, action=self.action, about=self.row, people=people)
        return render(request, "consent/publications/page.html", context)
