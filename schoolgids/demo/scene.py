"""Who and what there is to play with: the schools, their staff, pupils and groups."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from uuid import UUID

from schoolgids.demo.calendar import Days
from schoolgids.demo.population import Place, Population
from schoolgids.organisation.calendar import Calendar
from schoolgids.organisation.models import Board, School
from schoolgids.people.models import Enrolment, Guardianship, Person


@dataclass
class Scene:
    """What the parts of the demo know of each other."""

    board: Board
    schools: dict[str, School]
    days: Days
    end: datetime
    random: Random
    population: Population
    places: dict[str, list[Place]] = field(default_factory=dict)
    calendars: dict[int, Calendar] = field(default_factory=dict)
    _staff: dict[tuple[int, str], list[Person]] = field(default_factory=dict)
    _guardians: dict[UUID, list[Guardianship]] = field(default_factory=dict)
    _pupils: dict[UUID, list[Enrolment]] = field(default_factory=dict)

    def index(self) -> None:
        """Notes who works where, who is in which group and whose guardians who are."""
        for appointment in self.population.appointments:
            if appointment.school_id is not None and appointment.until_on is None:
                key = (appointment.school_id, appointment.role)
                self._staff.setdefault(key, []).append(appointment.person)
        for tie in self.population.guardianships:
            self._guardians.setdefault(tie.pupil_id, []).append(tie)
        for enrolment in self.population.enrolments:
            self._pupils.setdefault(enrolment.group_id, []).append(enrolment)

    def known(self, key: str) -> Person:
        return self.population.known_as[key]

    def staff(self, school: School, role: str) -> list[Person]:
        """Who holds a role at a school, now and through the whole play."""
        return self._staff.get((school.pk, role), [])

    def enrolments(self, place: Place, day: date) -> list[Enrolment]:
        """Who was in the group on a day: this year's, or the one it came from."""
        group = place.group if day >= self.days.starts_on() else place.before
        if group is None:
            return []
        return [row for row in self._pupils.get(group.pk, []) if row.holds_on(day)]

    def holders(self, pupil: Person, day: date) -> Iterator[Person]:
        """Who holds authority over a pupil on a day and lives."""
        for tie in self._guardians.get(pupil.pk, []):
            alive = tie.guardian.deceased_on is None or tie.guardian.deceased_on > day
            if tie.parental_authority and alive and tie.holds_on(day):
                yield tie.guardian

    def school_day(self, school: School, day: date) -> date:
        """The first school day on or after a day."""
        return self.calendars[school.pk].school_day_from(day)
