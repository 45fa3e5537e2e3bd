"""Who reads which file: two rooms with different readers, and never one's own (D2)."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from incidents.dossiers.models import DossierEntry
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import YES, Decision, no, rule, visibility
from schoolgids.access.roles import ROLES
from schoolgids.organisation.models import Group
from schoolgids.people.models import Enrolment, Guardianship, Person
from schoolgids.people.querysets import PersonQuerySet

# Roles that read every pupil's file of their school; a mentor reads those of the own group.
ALL_PUPILS = ("head", "team_leader", "care_coordinator", "board_member")


def with_ties(people: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Adds what the rules below want to know of each person, so that they need not ask."""
    day = localdate()
    wards = Guardianship.objects.holding_on(day).filter(
        pupil=OuterRef("pk"), guardian_id=actor.person_id
    )
    in_group = Enrolment.objects.holding_on(day).filter(
        person=OuterRef("pk"), group_id__in=actor.group_ids
    )
    with_both: QuerySet[Any] = people.annotate(
        is_my_ward=Exists(wards),
        is_in_my_group=Exists(in_group) if actor.group_ids else Value(False),  # noqa: FBT003
    )
    return with_both


@rule(Action.PUPIL_FILE_VIEW)
def reads_pupil_file(actor: Actor, pupil: Any) -> Decision:
    if pupil is None or actor.is_clock:
        return YES
    if pupil.pk == actor.person_id:
        return no(_("Je opent geen dossier over jezelf via je werk. Vraag inzage aan."))
    if not hasattr(pupil, "is_my_ward"):
        pupil = with_ties(Person.objects.all(), actor).get(pk=pupil.pk)
    if pupil.is_my_ward:
        return no(_("Je bent ouder van deze leerling. Vraag inzage aan als ouder."))
    if actor.roles & set(ALL_PUPILS):
        return YES
    if pupil.is_in_my_group:
        return YES
    return no(_("Deze leerling zit niet in je groep."))


@rule(Action.PERSONNEL_FILE_VIEW)
def reads_personnel_file(actor: Actor, person: Any) -> Decision:
    if person is not None and person.pk == actor.person_id:
        return no(_("Je opent geen dossier over jezelf via je werk. Vraag inzage aan."))
    return YES


@visibility(DossierEntry)
def entries_of_readable_files(
    actor: Actor, entries: QuerySet[DossierEntry]
) -> QuerySet[DossierEntry]:
    """Entries in the files this actor may open."""
    if actor.is_clock:
        return entries
    rooms = Q(pk=None)
    if Action.PUPIL_FILE_VIEW in actor.actions:
        rooms |= Q(room=DossierEntry.Room.PUPIL, person__in=readable_pupils(actor))
    if Action.PERSONNEL_FILE_VIEW in actor.actions:
        rooms |= Q(room=DossierEntry.Room.PERSONNEL) & ~Q(person_id=actor.person_id)
    return entries.filter(rooms)


def readable_pupils(actor: Actor) -> PersonQuerySet:
    """The people whose pupil file this actor may open, as a list."""
    people: Any = with_ties(Person.objects.all(), actor).exclude(pk=actor.person_id)
    others: PersonQuerySet = people.filter(is_my_ward=False)
    if actor.roles & set(ALL_PUPILS):
        return others
    return others.filter(is_in_my_group=True)


def readable_groups(actor: Actor, groups: QuerySet[Group]) -> QuerySet[Group]:
    """The groups whose pupils' files this actor may open."""
    if actor.roles & set(ALL_PUPILS):
        return groups
    return groups.filter(pk__in=actor.group_ids)


def ground_of(actor: Actor, action: Action) -> str | Promise:
    """Why this actor may open a file, in words: the role that gives the right."""
    for code in (*ALL_PUPILS, "mentor"):
        role = ROLES[code]
        if code in actor.roles and action in role.actions:
            return role.label
    return ""
