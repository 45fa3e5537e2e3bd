"""Everybody of the demo, collected as unsaved rows and then written at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from schoolgids.demo.calendar import Days
from schoolgids.demo.facts import HOME_DOMAIN, SchoolFacts
from schoolgids.demo.names import Names
from schoolgids.organisation.models import Board, Group, School
from schoolgids.people.models import Appointment, Enrolment, Guardianship, Hold, Person


@dataclass(frozen=True)
class Place:
    """A group of this school year with the group its pupils came from, if any."""

    facts: SchoolFacts
    school: School
    group: Group
    year: int
    before: Group | None = None


@dataclass
class Population:
    """Rows of people and what ties them; `save` writes them in the order of their keys."""

    board: Board
    days: Days
    names: Names
    random: Random
    people: list[Person] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    guardianships: list[Guardianship] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    known_as: dict[str, Person] = field(default_factory=dict)  # people the demo tells of
    _numbers: dict[int, int] = field(default_factory=dict)
    _first_day: dict[UUID, date] = field(default_factory=dict)

    def add(
        self, given_name: str, family: tuple[str, str], *, key: str = "", **facts: Any
    ) -> Person:
        prefix, family_name = family
        person = Person(
            board=self.board,
            given_name=given_name,
            prefix=prefix,
            family_name=family_name,
            **facts,
        )
        self.people.append(person)
        if key:
            self.known_as[key] = person
        return person

    def add_adult(
        self, given_name: str, family: tuple[str, str], address: str, **facts: Any
    ) -> Person:
        """A guardian, with an address and a telephone number."""
        facts.setdefault("email", self.names.email(given_name, family[1], HOME_DOMAIN))
        facts.setdefault("phone", self.names.phone())
        return self.add(given_name, family, address=address, **facts)

    def enrol(self, pupil: Person, place: Place, *, until_on: date | None = None) -> None:
        """A pupil in a group this year, and in the group before it last year."""
        number = self._numbers[place.school.pk] = self._numbers.get(place.school.pk, 0) + 1
        rows = [(place.group, self.days.starts_on(), until_on)]
        if place.before is not None:
            last_day = date(self.days.first_year, 7, 31)
            rows.insert(0, (place.before, self.days.starts_on(1), last_day))
        for group, from_on, last_on in rows:
            self.enrolments.append(
                Enrolment(
                    board=self.board,
                    school=place.school,
                    group=group,
                    person=pupil,
                    from_on=from_on,
                    until_on=last_on,
                    number=f"{self.days.first_year % 100}{place.school.pk:02}{number:04}",
                )
            )
        self._first_day[pupil.pk] = rows[0][1]
        self._show(place.school.pk, pupil)

    def tie(
        self,
        guardian: Person,
        pupil: Person,
        relation: str,
        *,
        authority: bool = True,
        information: bool = True,
        from_on: date | None = None,
        until_on: date | None = None,
    ) -> None:
        """Names a guardian of a pupil who was enrolled before."""
        self.guardianships.append(
            Guardianship(
                board=self.board,
                pupil=pupil,
                guardian=guardian,
                relation=relation,
                parental_authority=authority,
                information_right=information,
                from_on=from_on or self._first_day[pupil.pk],
                until_on=until_on,
            )
        )
        for school_id in pupil.school_ids:
            self._show(school_id, guardian)

    def appoint(
        self,
        person: Person,
        role: str,
        *,
        school: School | None = None,
        group: Group | None = None,
        title: str = "",
        tie: str = Appointment.Tie.EMPLOYEE,
        from_on: date | None = None,
        until_on: date | None = None,
    ) -> None:
        self.appointments.append(
            Appointment(
                board=self.board,
                person=person,
                school=school,
                group=group,
                role=role,
                title=title,
                tie=tie,
                from_on=from_on or self.days.starts_on(3),
                until_on=until_on,
            )
        )
        if school is not None:
            self._show(school.pk, person)

    def keep_unfound(self, *people: Person) -> None:
        """People with a secret address."""
        self.holds += [
            Hold(
                board=self.board,
                person=person,
                ground=Hold.Ground.SECRET_ADDRESS,
                from_on=self.days.starts_on(1),
            )
            for person in people
        ]

    def birth_date(self, place: Place, *, older: int = 0) -> date:
        """A day on which somebody in this year of this kind of school may have been born."""
        age = (4 if place.facts.is_primary else 12) + place.year - 1 + older
        first = date(self.days.first_year - age - 1, 10, 1)
        return date.fromordinal(first.toordinal() + self.random.randrange(365))

    @staticmethod
    def _show(school_id: int, person: Person) -> None:
        if school_id not in person.school_ids:
            person.school_ids = sorted({*person.school_ids, school_id})

    def save(self) -> None:
        Person.objects.bulk_create(self.people, batch_size=1000)
        Enrolment.objects.bulk_create(self.enrolments, batch_size=1000)
        Guardianship.objects.bulk_create(self.guardianships, batch_size=1000)
        Appointment.objects.bulk_create(self.appointments, batch_size=1000)
        Hold.objects.bulk_create(self.holds)

    def pupils(self) -> Iterable[Person]:
        """Everybody with an enrolment, once."""
        seen: dict[UUID, Person] = {row.person_id: row.person for row in self.enrolments}
        return seen.values()
