"""May this picture be published there? People, one channel and a day come to one answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from consent import rule
from consent.rule import Verdict
from consent.sheets import SOON, Asked, Book, Subject, settings_of
from schoolgids.organisation.models import Group, School
from schoolgids.people.models import Enrolment, Person
from schoolgids.prepared import Prepared, any_of

MOST_FOUND = 12
MOST_ELSEWHERE = 60  # people; of a crowd somebody always says no, on every channel
SHORTEST = 2  # letters of a name; one finds half the school


@dataclass(frozen=True)
class Line:
    """One person in the picture, and what is allowed."""

    subject: Subject
    verdict: Verdict
    on: date

    @property
    def person(self) -> Person:
        return self.subject.person

    @property
    def sixteen_on(self) -> date | None:
        """The 16th birthday, when it is near: the verdict may be another one then."""
        born = self.person.birth_date
        if born is None or self.subject.adult:
            return None
        birthday = rule.sixteenth_birthday(born)
        return birthday if 0 < (birthday - self.on).days <= SOON else None


@dataclass(frozen=True)
class Elsewhere:
    """Another channel, and who of these people may not be there."""

    asked: Asked
    without: tuple[Person, ...]


@dataclass(frozen=True)
class Check:
    """The answer for one channel on one day. Nobody in the picture is no answer."""

    on: date
    asked: Asked
    lines: tuple[Line, ...]
    unknown: bool
    elsewhere: tuple[Elsewhere, ...]

    @property
    def allowed(self) -> bool:
        return not self.unknown and all(line.verdict.allowed for line in self.lines)

    @property
    def refused(self) -> list[Line]:
        return [line for line in self.lines if not line.verdict.allowed]

    @property
    def agreed(self) -> list[Line]:
        return [line for line in self.lines if line.verdict.allowed]

    @property
    def near_sixteen(self) -> list[Line]:
        return [line for line in self.lines if line.sixteen_on]


def check(
    *,
    school: School,
    questions: Sequence[Asked],
    purpose_id: UUID,
    subjects: Sequence[Subject],
    unknown: bool,
    on: date,
) -> Check | None:
    """What the answers come to for this picture; None when the purpose is not asked that day.

    questions: what the school asks on that day, as `asked` finds it.

    The same few queries for one person and for two hundred.
    """
    here = next((item for item in questions if item.purpose.pk == purpose_id), None)
    if here is None:
        return None
    crowd = len(subjects) > MOST_ELSEWHERE
    book = book_of(school, subjects, on, only=here.purpose.pk if crowd else None)
    lines = tuple(Line(subject, book.verdict(subject, here), on) for subject in subjects)
    others = [] if crowd else [item for item in questions if item is not here]
    return Check(on, here, lines, unknown, tuple(_elsewhere(book, subjects, others)))


def book_of(
    school: School, subjects: Sequence[Subject], on: date, *, only: UUID | None = None
) -> Book:
    """What these people of the school answered (to one purpose only), as it holds on a day."""
    return Book(subjects, on=on, settings=settings_of(school.board_id, on), only=only)


def _elsewhere(
    book: Book, subjects: Sequence[Subject], others: Collection[Asked]
) -> list[Elsewhere]:
    """The other channels on which at least one of these people may be, the fullest first."""
    found = [
        Elsewhere(item, tuple(s.person for s in subjects if not book.verdict(s, item).allowed))
        for item in others
    ]
    useful = [place for place in found if len(place.without) < len(subjects)]
    return sorted(useful, key=lambda place: len(place.without))


def _people(people: list[UUID], school: int) -> QuerySet[Any]:
    enrolled = Enrolment.objects.filter(person=OuterRef("pk"), school=school)
    rows = Person.objects.filter(pk__in=any_of(people)).annotate(is_pupil=Exists(enrolled))
    found: QuerySet[Any] = rows.order_by("given_name", "family_name", "pk")
    return found


_people_of: Prepared[Any] = Prepared(_people, people=list, school=int)


def subjects_of(school: School, people: Collection[UUID]) -> list[Subject]:
    """These people as somebody in a picture of this school, by name. One query.

    Who was never a pupil of the school answers for himself: staff, guardians, volunteers.
    """
    return [
        Subject(person, school.pk, adult=not person.is_pupil)
        for person in _people_of(people=[*people], school=school.pk)
    ]


def _groups(school: int, on: date) -> QuerySet[Group]:
    inside = Enrolment.objects.holding_on(on).filter(group=OuterRef("pk"))
    return Group.objects.filter(Exists(inside), school=school).order_by("name")


_groups_of = Prepared(_groups, school=int, on=date)


def groups_of(school: School, on: date) -> list[Group]:
    """The groups with pupils on a day. One query."""
    return _groups_of(school=school.pk, on=on)


def _pupils(group: UUID, on: date) -> QuerySet[Person]:
    inside = Enrolment.objects.holding_on(on).filter(group=group, person=OuterRef("pk"))
    return Person.objects.filter(Exists(inside)).order_by("given_name", "family_name", "pk")


_pupils_of = Prepared(_pupils, group=UUID, on=date)


def pupils_of(group: Group, on: date) -> list[Person]:
    """Who is in the group on a day, by name. One query."""
    return _pupils_of(group=group.pk, on=on)


def people_called(words: str, *, without: Collection[UUID], on: date) -> list[Person]:
    """The first people of the school with such a name: pupils, staff, guardians. One query.

    `group_name` tells two pupils of one name apart; others have none.
    """
    if len(words.strip()) < SHORTEST:
        return []
    inside = Enrolment.objects.holding_on(on).filter(person=OuterRef("pk")).order_by("-from_on")
    found = Person.objects.called(words).exclude(pk__in=without)
    shown = found.annotate(group_name=Subquery(inside.values("group__name")[:1]))
    return list(shown.order_by("given_name", "family_name", "pk")[:MOST_FOUND])
