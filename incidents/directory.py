"""Who can be named in a report: people of the school found by name or class, and accounts.

A form sends keys and nothing else: "p:<id>" a pupil, "s:<id>" a member of staff,
"g:<id>:<id of the child>" a guardian, "a:", "f:" and "o:" with the name of an unknown account,
a fake account and an outsider.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from incidents.models import InvolvedParty
from schoolgids.access.roles import ROLES
from schoolgids.interface.given import key_of, words_of
from schoolgids.organisation.models import School
from schoolgids.people.models import Appointment, Enrolment, Guardianship, Person
from schoolgids.people.querysets import is_called
from schoolgids.prepared import Prepared, any_of

Kind = InvolvedParty.Kind
PEOPLE = {"p": Kind.PUPIL, "s": Kind.STAFF, "g": Kind.GUARDIAN}
NAMED = {"a": Kind.UNKNOWN_ACCOUNT, "f": Kind.FAKE_ACCOUNT, "o": Kind.OUTSIDER}
FEW = 6
LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class Someone:
    """Who may be named: what a chip in the form shows, and what the report keeps."""

    key: str
    kind: Kind
    label: str
    note: str = ""
    person: Person | None = None
    ward: Person | None = None
    named: str = ""


def named(letter: str, name: str) -> Someone:
    """An account or an outsider, who is no row of ours."""
    return Someone(
        key=f"{letter}:{name}",
        kind=NAMED[letter],
        label=str(NAMED[letter].label).capitalize(),
        note=name,
        named=name,
    )


def search(words: str, *, school: School, day: date) -> list[Someone]:
    """Pupils, staff and guardians by name, pupils by class too. Three queries."""
    words = words_of(words)
    if len(words) < 2:
        return []
    pupils = _enrolments(school, day).filter(
        is_called(words, "person") | Q(group__name__istartswith=words)
    )
    staff = _appointments(school, day).filter(is_called(words, "person"))
    guardians = _guardianships(school, day).filter(is_called(words, "guardian"))
    found = [
        *(_pupil(row) for row in pupils[:FEW]),
        *(_staff(row) for row in staff[:FEW]),
        *(_guardian(row) for row in guardians[: FEW * 2]),
    ]
    return list({someone.key: someone for someone in found}.values())[: FEW * 2]


def resolve(keys: Iterable[str], *, school: School, day: date) -> Mapping[str, Someone]:
    """Each key that names somebody of this school, or an account; the rest is left out."""
    wanted = list(dict.fromkeys(keys))
    found: dict[str, Someone] = {}
    ids: dict[str, set[UUID]] = {letter: set() for letter in PEOPLE}
    for key in wanted:
        letter, _colon, rest = key.partition(":")
        name = "".join(sign for sign in rest if sign.isprintable()).strip()[:LONGEST_NAME]
        if letter in NAMED and name:
            found[key] = named(letter, name)
        elif letter in PEOPLE and (pk := key_of(rest.partition(":")[0])):
            ids[letter].add(pk)
    rows: list[Someone] = []
    if ids["p"]:
        rows += map(_pupil, _pupils_among(school=school.pk, day=day, ids=list(ids["p"])))
    if ids["s"]:
        rows += map(_staff, _appointments(school, day).filter(person__in=ids["s"]))
    if ids["g"]:
        rows += map(_guardian, _guardianships(school, day).filter(guardian__in=ids["g"]))
    people = {someone.key: someone for someone in rows}
    return {key: found.get(key) or people[key] for key in wanted if key in found or key in people}


def with_roles(roles: Iterable[str], *, school: School, day: date) -> list[Someone]:
    """The members of staff with one of these roles, by name."""
    rows = _appointments(school, day).filter(role__in=list(roles))
    return list({someone.key: someone for someone in map(_staff, rows)}.values())


def people_in(keys: Iterable[str]) -> set[UUID]:
    """Everybody whom these keys name: of a guardian, the child too."""
    ids = (key_of(part) for key in keys if key[:1] in PEOPLE for part in key.split(":")[1:])
    return {pk for pk in ids if pk is not None}


def _enrolments(school: School | int, day: date) -> QuerySet[Any]:
    rows = Enrolment.objects.holding_on(day).filter(school=school)
    return rows.select_related("person", "group").order_by(
        "person__given_name", "person__family_name", "person_id"
    )


def _enrolments_of(school: int, day: date, ids: list[UUID]) -> QuerySet[Any]:
    return _enrolments(school, day).filter(person__in=any_of(ids))


_pupils_among = Prepared(_enrolments_of, school=int, day=date, ids=list)


def _appointments(school: School, day: date) -> QuerySet[Any]:
    rows = Appointment.objects.holding_on(day).filter(school=school)
    return rows.select_related("person").order_by("person__family_name", "person_id")


def _guardianships(school: School, day: date) -> QuerySet[Any]:
    here = Enrolment.objects.holding_on(day).filter(school=school)
    rows = Guardianship.objects.holding_on(day).filter(pupil__in=here.values("person_id"))
    return rows.select_related("guardian", "pupil").order_by(
        "guardian__family_name", "guardian_id", "pupil__given_name"
    )


def _pupil(row: Enrolment) -> Someone:
    return Someone(
        key=f"p:{row.person_id}",
        kind=Kind.PUPIL,
        label=row.person.name,
        note=row.group.name,
        person=row.person,
    )


def _staff(row: Appointment) -> Someone:
    role = ROLES.get(row.role)
    return Someone(
        key=f"s:{row.person_id}",
        kind=Kind.STAFF,
        label=row.person.name,
        note=row.title or str(role.label if role else ""),
        person=row.person,
    )


def _guardian(row: Guardianship) -> Someone:
    return Someone(
        key=f"g:{row.guardian_id}:{row.pupil_id}",
        kind=Kind.GUARDIAN,
        label=row.guardian.name,
        note=_("ouder of verzorger van %(name)s") % {"name": row.pupil.name},
        person=row.guardian,
        ward=row.pupil,
    )
