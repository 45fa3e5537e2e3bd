"""The pupils of a class app's group on a day: who is in it, who is not, who has to be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from protocols.registers.models import Entry, Placement
from protocols.registers.platforms import age_in_words, is_too_young
from schoolgids.people.models import Enrolment, Person

Where = Placement.Where


@dataclass(frozen=True)
class Pupil:
    """A pupil of the group, with what was written down last."""

    person: Person
    age: int | None
    too_young: bool
    placement: Placement | None

    @property
    def age_words(self) -> str:
        return age_in_words(self.person.birth_date, self.age)

    @property
    def is_placed(self) -> bool:
        """Looked at, and still right: an earlier "in the app" does not hold for who is too young."""
        if self.placement is None:
            return False
        return not (self.too_young and self.placement.where == Where.IN)

    @property
    def is_out(self) -> bool:
        return self.placement is not None and self.placement.where == Where.OUT


@dataclass(frozen=True)
class Roll:
    """All of them, by name."""

    pupils: Sequence[Pupil]

    @property
    def outside(self) -> list[Pupil]:
        return [pupil for pupil in self.pupils if pupil.is_out]

    @property
    def unplaced(self) -> list[Pupil]:
        """Not looked at yet: new in the group, or too young to be simply in it."""
        return [pupil for pupil in self.pupils if not pupil.is_placed]

    @property
    def too_young(self) -> list[Pupil]:
        return [pupil for pupil in self.pupils if pupil.too_young]

    def find(self, person: UUID) -> Pupil | None:
        return next((pupil for pupil in self.pupils if pupil.person.pk == person), None)


def roll_of(entry: Entry, on: date) -> Roll:
    """Who is in the group of a class app on a day. Two queries."""
    here = Enrolment.objects.holding_on(on).filter(group=entry.group_id)
    people = Person.objects.filter(pk__in=here.values("person"), deceased_on=None)
    noted = {row.person_id: row for row in Placement.objects.filter(entry=entry).noted_last()}
    pupils = []
    for person in people:
        age = person.age_on(on)
        young = is_too_young(age, entry.minimum_age)
        pupils.append(Pupil(person, age, young, noted.get(person.pk)))
    return Roll(pupils)
