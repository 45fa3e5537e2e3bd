"""Who is doing something: a person with the roles held today in the scope of this page."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from schoolgids.access.actions import Action
from schoolgids.access.roles import ROLES
from schoolgids.people.models import Appointment, Enrolment, Guardianship, Person
from schoolgids.prepared import Prepared


@dataclass(frozen=True)
class Actor:
    """Plain values, so that an actor can be handed to a service, a rule or a test alike."""

    person_id: UUID | None
    name: str
    board_id: int
    schools: frozenset[int]
    roles: frozenset[str] = frozenset()
    group_ids: frozenset[UUID] = frozenset()
    roles_by_school: frozenset[tuple[str, int | None]] = field(default_factory=frozenset)
    ward_ids: frozenset[UUID] = frozenset()  # the children of whom the actor is a guardian today

    @classmethod
    def clock(cls, board_id: int, schools: frozenset[int]) -> "Actor":
        """The portal itself, when a term passes or a night job runs."""
        return cls(None, "Klok", board_id, schools, frozenset({"clock"}))

    @classmethod
    def operator(cls, board_id: int, schools: frozenset[int]) -> "Actor":
        """Whoever keeps the server, at its command line: writes a name in the trail, holds no role."""
        return cls(None, "Beheer van de server", board_id, schools)

    @property
    def is_clock(self) -> bool:
        return "clock" in self.roles

    @property
    def kin_ids(self) -> frozenset[UUID]:
        """The actor and the actor's children: what touches them is behind the wall (I6)."""
        return self.ward_ids | ({self.person_id} if self.person_id else set())

    @cached_property
    def actions(self) -> frozenset[Action]:
        held = (ROLES[role].actions for role in self.roles if role in ROLES)
        return frozenset().union(*held)

    @property
    def is_staff_member(self) -> bool:
        return any(ROLES[role].staff for role in self.roles if role in ROLES)

    @property
    def is_board_wide(self) -> bool:
        """Whether a role here comes from the board and not from one school."""
        return any(ROLES[role].board_wide for role in self.roles if role in ROLES)

    def roles_at(self, school_id: int) -> frozenset[str]:
        """The roles held for one school, those of the board among them."""
        held = self.roles_by_school
        return frozenset(role for role, school in held if school in (None, school_id))

    def acts_for_board(self, action: Action) -> bool:
        """Whether a role of the whole board reaches this action."""
        return any(
            ROLES[role].board_wide and action in ROLES[role].actions
            for role in self.roles
            if role in ROLES
        )

    def for_whole_board(self) -> "Actor":
        """Who this is on a page of the whole board: the head of one school heads no other there."""
        of_schools = {role for role, school in self.roles_by_school if school is not None}
        of_board = {role for role, school in self.roles_by_school if school is None}
        return replace(
            self,
            roles=(self.roles - of_schools) | of_board,
            roles_by_school=frozenset((role, None) for role in of_board),
            group_ids=frozenset(),
        )

    @property
    def role_label(self) -> str:
        """The roles in words, for the audit trail: what the actor was when it happened.

        Of a member of staff only the work: that somebody has a child at a school is private.
        """
        held = [ROLES[code] for code in self.roles if code in ROLES]
        named = [role for role in held if role.staff] or held
        return ", ".join(sorted(str(role.label) for role in named))


def _person_with_ties(person: UUID, day: date) -> QuerySet[Any]:
    """Somebody with what holds on a day; the scope keeps it to its schools."""
    held = Q(until_on=None) | Q(until_on__gte=day)
    appointments = Appointment.objects.filter(held, person=OuterRef("pk"), from_on__lte=day)
    wards = Guardianship.objects.filter(held, guardian=OuterRef("pk"), from_on__lte=day)
    enrolments = Enrolment.objects.filter(held, person=OuterRef("pk"), from_on__lte=day)
    with_ties: QuerySet[Any] = Person.objects.filter(pk=person).annotate(
        appointed=ArraySubquery(
            appointments.values(row=JSONObject(role="role", group="group_id", school="school_id"))
        ),
        ward_ids=ArraySubquery(wards.values("pupil_id")),
        is_enrolled=Exists(enrolments),
    )
    return with_ties


_who_is = Prepared(_person_with_ties, person=UUID, day=date)


def load_actor(
    *, person_id: UUID, board_id: int, schools: frozenset[int], day: date
) -> Actor | None:
    """The actor that a person is on a day, with roles for these schools. One query.

    None when the person is not to be seen in the current scope.
    """
    person = next(iter(_who_is(person=person_id, day=day)), None)
    if person is None:
        return None
    roles = {row["role"] for row in person.appointed}
    if person.ward_ids:
        roles.add("guardian")
    if person.is_enrolled:
        roles.add("pupil")
    return Actor(
        person_id=person.pk,
        name=person.name,
        board_id=board_id,
        schools=schools,
        roles=frozenset(roles),
        group_ids=frozenset(
            UUID(row["group"])
            for row in person.appointed
            if row["group"] and _is_read_by_group(row["role"])
        ),
        roles_by_school=frozenset((row["role"], row["school"]) for row in person.appointed),
        ward_ids=frozenset(person.ward_ids),
    )


def _is_read_by_group(role: str) -> bool:
    """Whether a role reads the files of its group. Another group, taught as well, adds none."""
    return role in ROLES and Action.PUPIL_FILE_VIEW in ROLES[role].actions
