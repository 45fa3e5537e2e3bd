"""Whom and what a request may be about: staff, groups and provisions of the school of the page."""

from collections.abc import Sequence
from datetime import date

from django.utils.text import Truncator

from protocols.services import provisions_in_force
from schoolgids.organisation.models import Group, School
from schoolgids.people.models import Enrolment, Person

SHORT = 70


def staff_of(school: School, on: date) -> list[Person]:
    """Who works there on a day. One query."""
    return list(Person.objects.staff_of(school_id=school.pk, day=on).filter(deceased_on=None))


def groups_of(school: School, on: date) -> list[Group]:
    """Groups with pupils on a day. One query."""
    here = Enrolment.objects.holding_on(on).filter(school=school)
    return list(Group.objects.filter(pk__in=here.values("group"), school=school))


def provisions_of(school: School, on: date) -> Sequence[tuple[str, str]]:
    """The rules of the codes in force, by how they are cited."""
    return [
        (str(cited.provision_id), f"{cited.display}: {Truncator(cited.text).chars(SHORT)}")
        for cited in provisions_in_force(school=school, on=on)
        if cited.kind == "item"
    ]
