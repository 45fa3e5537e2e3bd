"""What follows from a deed: an entry in the file of the person, and a notice to who is next."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from incidents.dossiers.services import Concern, Room, enter
from incidents.sanctions import ladder
from incidents.sanctions.cleared import stays_out_of_files
from incidents.sanctions.models import SanctionCase, Target
from schoolgids.access.actor import Actor
from schoolgids.notices.services import tell
from schoolgids.people.models import Guardianship, Person


def tell_level(case: SanctionCase, level: str, *, occasion: str, but: Actor | None = None) -> None:
    """Tells whoever stands on a level that the case waits for them; never somebody who has a
    part in it, or whose child has (I6).
    """
    today = localdate()
    parties = case.incident.parties.filter(person__isnull=False)
    pairs = parties.values_list("person_id", "ward_id")
    touched = {case.person_id, *(pk for pair in pairs for pk in pair if pk)}
    guardians = Guardianship.objects.holding_on(today).filter(pupil__in=touched)
    people = Person.objects.filter(
        Q(appointments__until_on=None) | Q(appointments__until_on__gte=today),
        Q(appointments__school_id=case.school_id) | Q(appointments__school=None),
        appointments__from_on__lte=today,
        appointments__role=ladder.ROLE_OF_LEVEL[level],
    ).exclude(Q(pk__in=touched) | Q(pk__in=guardians.values("guardian_id")))
    if but is not None and but.person_id is not None:
        people = people.exclude(pk=but.person_id)
    _tell(case, list(people.distinct()), f"{occasion}/{level}")


def tell_person(case: SanctionCase, person: Person, *, occasion: str) -> None:
    """Tells one person that something changed in a case."""
    _tell(case, [person], occasion)


def _tell(case: SanctionCase, people: list[Person], occasion: str) -> None:
    tell(
        key=f"sanction/{case.pk}/{occasion}",
        board_id=case.board_id,
        people=people,
        path=reverse("sanctions:case", args=[case.school.slug, case.pk]),
    )


def enter_in_file(actor: Actor, case: SanctionCase, *, kind: str, happened_at: datetime) -> None:
    """Puts something of a case in the file it belongs to: of the pupil, of the member of staff,
    and for a guardian in the file of the child, marked as the guardian's. Nothing for who turned
    out not to have done it.
    """
    if stays_out_of_files(case):
        return
    enter(
        actor=actor,
        source=case,
        kind=kind,
        happened_at=happened_at,
        concerns=_concerns(case),
    )


def _concerns(case: SanctionCase) -> list[Concern]:
    if case.target == Target.STAFF:
        return [Concern(person_id=case.person_id, room=Room.PERSONNEL)]
    if case.target == Target.PUPIL:
        return [Concern(person_id=case.person_id, room=Room.PUPIL)]
    wards = case.incident.parties.filter(person_id=case.person_id).values_list("ward_id", flat=True)
    return [
        Concern(person_id=ward, room=Room.PUPIL, author_id=case.person_id)
        for ward in wards
        if ward is not None
    ]
