"""Telling the leadership at once of a report that can't wait, in a mail that says nothing of it."""

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from incidents.models import Incident
from incidents.policies import LEADERS
from schoolgids.notices.services import tell
from schoolgids.people.models import Appointment, Guardianship, Person

BOARD = ("board_member",)


def tell_of_urgent(incident: Incident) -> None:
    """Tells who leads the school, except who filed it, has a part in it, or whose child has.

    When nobody of them is left, the board is told.
    """
    people = _those_who(LEADERS, incident) or _those_who(BOARD, incident)
    tell(
        key=f"incident/{incident.pk}/urgent",
        board_id=incident.board_id,
        people=people,
        path=reverse("incidents:page", args=[incident.school.slug, incident.pk]),
    )


def _those_who(roles: tuple[str, ...], incident: Incident) -> list[Person]:
    today = localdate()
    here = Q(school_id=incident.school_id) | Q(school=None)
    held = Appointment.objects.holding_on(today).filter(here, role__in=roles)
    parts = incident.parties.filter(person__isnull=False)
    named = Q(pupil__in=parts.values("person_id")) | Q(pupil__in=parts.values("ward_id"))
    guardians = Guardianship.objects.holding_on(today).filter(named)
    return list(
        Person.objects.filter(pk__in=held.values("person_id"))
        .exclude(pk=incident.reporter_id)
        .exclude(pk__in=parts.values("person_id"))
        .exclude(pk__in=guardians.values("guardian_id"))
    )
