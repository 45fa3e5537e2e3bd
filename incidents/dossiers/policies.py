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
from schoolgids.people.models import Enrolment, Person
from schoolgids.people.querysets import PersonQuerySet

# Roles that read every pupil's file of their school; a mentor reads those of the own group.
ALL_PUPILS = ("head", "team_leader", "care_coordinator", "board_member")


def with_ties(people: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Adds what the rule below wants to know of each person, so that it need not ask."""
    in_group = Enrolment.objects.holding_on(localdate()).filter(
        person=OuterRef("pk"), group_id__in=actor.group_ids
    )
    with_group: QuerySet[Any] = people.annotate(
        is_in_my_group=Exists(in_group) if actor.group_ids else Value(False)  # noqa: FBT003
    )
    return with_group


@rule(Action.PUPIL_FILE_VIEW)
def reads_pupil_file(actor: Actor, pupil: Any) -> Decision:
    if pupil is None or actor.is_clock:
        return YES
    if pupil.pk == actor.person_id:
        return no(_("Je opent geen dossier over jezelf via je werk. Vraag inzage aan."))
    if pupil.pk in actor.ward_ids:
        return no(_("Je bent ouder van deze leerling. Vraag inzage aan als ouder."))
    if actor.roles & set(ALL_PUPILS):
        return YES
    if not hasattr(pupil, "is_in_my_group"):
        pupil = with_ties(Person.objects.all(), actor).get(pk=pupil.pk)
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
    others: PersonQuerySet = Person.objects.exclude(pk__in=actor.kin_ids)
    if actor.roles & set(ALL_PUPILS):
        return others
    in_my_group: PersonQuerySet = with_ties(others, actor).filter(  # type: ignore[assignment]
        is_in_my_group=True
    )
    return in_my_group


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
