"""One function per deed on people. Each keeps `Person.school_ids` true, which the database reads."""

from datetime import date

from django.db import transaction

from schoolgids.organisation.models import Board, Group, School
from schoolgids.people.models import Appointment, Enrolment, Guardianship, Person


def _show_to(school: School, *people: Person) -> None:
    """Lets a school see these people from now on."""
    for person in people:
        if school.pk not in person.school_ids:
            person.school_ids = sorted({*person.school_ids, school.pk})
            person.save(update_fields=["school_ids"])


@transaction.atomic
def enrol(
    person: Person, *, group: Group, from_on: date, until_on: date | None = None, number: str = ""
) -> Enrolment:
    """Enrols a pupil in a home group; the school sees the pupil and the pupil's guardians."""
    guardians = Person.objects.filter(wards__pupil=person)
    _show_to(group.school, person, *guardians)
    return Enrolment.objects.create(
        board_id=group.board_id,
        school=group.school,
        group=group,
        person=person,
        from_on=from_on,
        until_on=until_on,
        number=number,
    )


@transaction.atomic
def name_guardian(
    guardian: Person,
    *,
    pupil: Person,
    relation: str,
    from_on: date,
    parental_authority: bool = True,
    information_right: bool = True,
    until_on: date | None = None,
) -> Guardianship:
    """Records a guardian of a pupil; the pupil's schools see the guardian."""
    for school in School.objects.filter(pk__in=pupil.school_ids):
        _show_to(school, guardian)
    return Guardianship.objects.create(
        board_id=pupil.board_id,
        pupil=pupil,
        guardian=guardian,
        relation=relation,
        from_on=from_on,
        until_on=until_on,
        parental_authority=parental_authority,
        information_right=information_right,
    )


@transaction.atomic
def appoint(
    person: Person,
    *,
    role: str,
    from_on: date,
    school: School | None = None,
    group: Group | None = None,
    tie: str = Appointment.Tie.EMPLOYEE,
    title: str = "",
    until_on: date | None = None,
) -> Appointment:
    """Gives a person a role, at a school or for the whole board."""
    if school is not None:
        _show_to(school, person)
    return Appointment.objects.create(
        board_id=person.board_id,
        person=person,
        school=school,
        group=group,
        role=role,
        tie=tie,
        title=title,
        from_on=from_on,
        until_on=until_on,
    )


def register(board: Board, *, given_name: str, family_name: str, **facts: object) -> Person:
    """A new person of a board, seen by the whole board until enrolled or appointed somewhere."""
    return Person.objects.create(
        board=board, given_name=given_name, family_name=family_name, **facts
    )
