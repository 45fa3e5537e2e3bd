"""What stands around a file: who it is, as short facts, loaded with the person in one query."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import formats
from django.utils.translation import gettext as _

from schoolgids.access.roles import ROLES
from schoolgids.interface import dates
from schoolgids.interface.parts import Fact
from schoolgids.organisation.models import School
from schoolgids.people.ages import SIXTEEN, years_later
from schoolgids.people.models import Appointment, Enrolment, Guardianship, Person
from schoolgids.prepared import Prepared


def pupils_with_facts(pupils: QuerySet[Person], *, day: date) -> QuerySet[Person]:
    """Adds the group and the mentor of today, and who holds authority."""
    enrolled = Enrolment.objects.holding_on(day).filter(person=OuterRef("pk"))
    guardians = Guardianship.objects.holding_on(day).filter(pupil=OuterRef("pk"))
    mentors = Appointment.objects.holding_on(day).filter(
        role="mentor", group__enrolments__person=OuterRef("pk")
    )
    return pupils.annotate(
        group_name=Subquery(enrolled.values("group__name")[:1]),
        mentor_names=ArraySubquery(
            mentors.values(
                row=JSONObject(
                    given="person__given_name",
                    prefix="person__prefix",
                    family="person__family_name",
                )
            )
        ),
        guardian_rows=ArraySubquery(
            guardians.order_by("relation").values(
                row=JSONObject(relation="relation", authority="parental_authority")
            )
        ),
    )


def _one_pupil(person: UUID, day: date) -> QuerySet[Person]:
    return pupils_with_facts(Person.objects.filter(pk=person), day=day)


one_pupil_with_facts: Prepared[Any] = Prepared(_one_pupil, person=UUID, day=date)


def pupil_facts(pupil: Any) -> list[Fact]:
    """Birth, authority and mentor of a pupil."""
    birth = dates.long_day(pupil.birth_date) if pupil.birth_date else _("onbekend")
    facts = [Fact(label=_("Geboren"), value=birth)]
    if pupil.guardian_rows:
        facts.append(Fact(label=_("Gezag"), value=_authority(pupil.guardian_rows)))
    if pupil.mentor_names:
        names = ", ".join(_initialled(row) for row in pupil.mentor_names)
        facts.append(Fact(label=_("Mentor"), value=names))
    return facts


def pupil_line(pupil: Any, day: date) -> str:
    """Under the name: "Klas 4H2 · 15 jaar, wordt 16 op 2 december"; 16 is when rights move."""
    group = pupil.group_name
    parts = [_("Klas %(group)s") % {"group": group} if group else _("Niet meer ingeschreven")]
    age = pupil.age_on(day)
    if age is not None:
        parts.append(_("%(age)d jaar") % {"age": age})
    if age == SIXTEEN - 1:
        parts[-1] += ", " + _("wordt 16 op %(day)s") % {"day": _birthday(pupil.birth_date)}
    return " · ".join(parts)


def _birthday(born: date) -> str:
    """2 december"""
    return formats.date_format(years_later(born, SIXTEEN), "MONTH_DAY_FORMAT")


def _authority(rows: list[dict[str, Any]]) -> str:
    holders = [
        str(Guardianship.Relation(row["relation"]).label) for row in rows if row["authority"]
    ]
    return _(" en ").join(holders).capitalize() if holders else _("Niemand bekend")


def _initialled(row: dict[str, str]) -> str:
    """ "H. Wieringh", as a form of address among colleagues."""
    parts = (f"{row['given'][:1]}.", row["prefix"], row["family"])
    return " ".join(part for part in parts if part)


def staff_with_facts(people: QuerySet[Person], *, school: School, day: date) -> QuerySet[Person]:
    """Adds the appointments of today at the school."""
    held = Appointment.objects.holding_on(day).filter(person=OuterRef("pk"), school=school)
    return people.annotate(
        appointment_rows=ArraySubquery(
            held.order_by("from_on").values(
                row=JSONObject(role="role", title="title", tie="tie", since="from_on")
            )
        )
    )


def employment_facts(person: Any) -> list[Fact]:
    """Post, tie and first day of a member of staff."""
    facts = []
    for row in person.appointment_rows:
        facts += [
            Fact(label=_("Functie"), value=row["title"] or role_label(row["role"])),
            Fact(label=_("Verband"), value=Appointment.Tie(row["tie"]).label),
            Fact(label=_("Sinds"), value=dates.long_day(date.fromisoformat(row["since"]))),
        ]
    return facts


def role_label(code: str) -> str:
    return str(ROLES[code].label) if code in ROLES else code
