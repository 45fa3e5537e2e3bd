"""The pages of files: whose there are, and one file in either room."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.timezone import is_aware, localdate

from incidents.dossiers.models import DossierEntry
from incidents.dossiers.pages import (
    employment_facts,
    one_pupil_with_facts,
    pupil_facts,
    pupil_line,
    pupils_with_facts,
    staff_with_facts,
)
from incidents.dossiers.policies import (
    ground_of,
    readable_groups,
    readable_pupils,
    with_ties,
)
from incidents.dossiers.services import Room, read_file
from schoolgids.access.actions import Action
from schoolgids.access.policy import visible
from schoolgids.access.views import SchoolView
from schoolgids.audit.services import views_of
from schoolgids.interface.given import words_of
from schoolgids.organisation.models import Group
from schoolgids.organisation.services import school_year_of
from schoolgids.people.models import Appointment, Enrolment, Person

LOOKED = 8
MOST_FOUND = 60


class PupilList(SchoolView):
    """The pupils of a group, or those found by name, whose file the reader may open."""

    action: ClassVar[Action] = Action.PUPIL_FILE_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        day = localdate()
        groups = list(
            readable_groups(self.actor, visible(self.actor, Group.objects.all())).filter(
                school=self.school, school_year=school_year_of(day)
            )
        )
        words = words_of(request.GET.get("q", ""))
        chosen = _among(groups, request.GET.get("klas", "")) or (
            groups[0] if groups and not words else None
        )
        pupils = readable_pupils(self.actor).pupils_of(school_id=self.school.pk, day=day)
        if words:
            pupils = pupils.called(words)
        elif chosen:
            pupils = pupils.filter(enrolments__group=chosen)
        else:
            pupils = pupils.none()
        context = {
            "groups": groups,
            "chosen": chosen,
            "words": words,
            "pupils": pupils_with_facts(pupils, day=day)[:MOST_FOUND],
        }
        return render(request, "dossiers/pupils.html", context)


class StaffList(SchoolView):
    """The members of staff whose file the reader may open."""

    action: ClassVar[Action] = Action.PERSONNEL_FILE_VIEW

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        day = localdate()
        people = Person.objects.staff_of(school_id=self.school.pk, day=day)
        people = people.exclude(pk=self.actor.person_id)
        words = words_of(request.GET.get("q", ""))
        if words:
            people = people.called(words)
        context = {"people": staff_with_facts(people, school=self.school, day=day), "words": words}
        return render(request, "dossiers/staff.html", context)


class OneFile(SchoolView, abstract=True):
    """A file of a person. Opening it leaves a trace that the person may see."""

    model = Person
    leaves_trace = True
    room: ClassVar[str]
    template: ClassVar[str]
    row: Person

    def get(self, request: HttpRequest, **_place: Any) -> HttpResponse:
        page = read_file(
            actor=self.actor, person=self.row, room=self.room, before=_place_in(request)
        )
        context = {
            "person": self.row,
            "page": page,
            "line": self.line(),
            "facts": self.facts(),
            "ground": ground_of(self.actor, self.action),
            "looked": views_of(self.row, action=self.action)[:LOOKED],
            "retention": DossierEntry.Retention,
        }
        return render(request, self.template, context)

    def line(self) -> str:
        """Who it is, in one line under the name."""
        return ""

    def facts(self) -> list[Any]:
        raise NotImplementedError

    def traced_people(self) -> Iterable[UUID]:
        return [self.row.pk]

    def traced_facts(self) -> dict[str, Any]:
        return {"ground": str(ground_of(self.actor, self.action))}


class PupilFile(OneFile):
    action: ClassVar[Action] = Action.PUPIL_FILE_VIEW
    room = Room.PUPIL
    template = "dossiers/pupil_file.html"

    def get_queryset(self) -> QuerySet[Any]:
        here = Enrolment.objects.filter(person=OuterRef("pk"), school=self.school)
        return with_ties(Person.objects.filter(Exists(here)), self.actor)

    @cached_property
    def pupil(self) -> Any:
        """The same person, with what stands around the file."""
        (pupil,) = one_pupil_with_facts(person=self.row.pk, day=localdate())
        return pupil

    def line(self) -> str:
        return pupil_line(self.pupil, localdate())

    def facts(self) -> list[Any]:
        return pupil_facts(self.pupil)


class PersonnelFile(OneFile):
    action: ClassVar[Action] = Action.PERSONNEL_FILE_VIEW
    room = Room.PERSONNEL
    template = "dossiers/personnel_file.html"

    def get_queryset(self) -> QuerySet[Any]:
        here = Appointment.objects.filter(person=OuterRef("pk"), school=self.school)
        staff = Person.objects.filter(Exists(here))
        return staff_with_facts(staff, school=self.school, day=localdate())

    def facts(self) -> list[Any]:
        return employment_facts(self.row)


def _among(groups: Iterable[Group], pk: str) -> Group | None:
    return next((group for group in groups if str(group.pk) == pk), None)


def _place_in(request: HttpRequest) -> tuple[datetime, UUID] | None:
    """Where the next stretch of a file begins; the start when the address makes no sense."""
    text, _tilde, pk = request.GET.get("voor", "").partition("~")
    try:
        moment, entry = datetime.fromisoformat(text), UUID(pk)
    except ValueError:
        return None
    return (moment, entry) if is_aware(moment) else None
