"""Who may know of an incident and act on it. The wall of interests (I6) is in `visible`."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from incidents.models import Draft, Evidence, Incident
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import YES, Decision, no, rule, visibility, visible, wall

LEADERS = ("team_leader", "head")  # know of every incident of their school


def leads(actor: Actor, school_id: int) -> bool:
    """Whether the actor leads this school, or the board."""
    leads_school = not actor.roles_at(school_id).isdisjoint(LEADERS)
    return leads_school or actor.acts_for_board(Action.INCIDENT_VIEW)


@visibility(Incident)
def incidents_one_may_know(actor: Actor, incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """The own ones, those of the own group, or all; never one in which one has a part."""
    if actor.is_clock:
        return incidents
    if not actor.is_staff_member:
        return incidents.none()
    known = _outside_the_wall(actor, incidents)
    if actor.acts_for_board(Action.INCIDENT_VIEW):
        return known
    led = {school for role, school in actor.roles_by_school if role in LEADERS}
    if actor.schools <= led:
        return known  # all of the page's: an `or` would make the database read every row
    own = Q(school__in=led) | Q(reporter_id=actor.person_id) | Q(handler_id=actor.person_id)
    if "mentor" in actor.roles and actor.group_ids:
        own |= Incident.objects.concern_groups(actor.group_ids, localdate())
    return known.filter(own)


def own_reports(actor: Actor, incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """What the actor reported, walled off or not: for the line with number and status alone."""
    return incidents.filter(reporter=actor.person_id)


def for_a_file(actor: Actor, incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """For who reads somebody's file: any incident of it but one in which one has a part."""
    if actor.is_clock:
        return incidents
    return _outside_the_wall(actor, incidents)


def _outside_the_wall(actor: Actor, incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Without those in which the actor, or a child of the actor, has a part."""
    left: QuerySet[Incident] = incidents.not_walled_off_from(  # type: ignore[attr-defined]
        actor.kin_ids
    )
    return left


@wall(Incident)
def incidents_that_touch(actor: Actor, incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    touching: QuerySet[Incident] = incidents.walled_off_from(  # type: ignore[attr-defined]
        actor.kin_ids
    )
    return touching


@visibility(Evidence)
def evidence_of_known_incidents(actor: Actor, evidence: QuerySet[Evidence]) -> QuerySet[Evidence]:
    return evidence.filter(incident__in=visible(actor, Incident.objects.all()))


@visibility(Draft)
def own_draft(actor: Actor, drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """Nobody sees a draft but who writes it."""
    return drafts.filter(reporter_id=actor.person_id)


@rule(Action.INCIDENT_REPORT)
def any_staff_member_reports(_actor: Actor, _row: Any) -> Decision:
    return YES


@rule(Action.INCIDENT_VIEW)
def knows_of_it(actor: Actor, incident: Any) -> Decision:
    if incident is None or _knows(actor, incident):
        return YES
    return no(_("Deze melding is niet voor jou."))


@rule(Action.EVIDENCE_VIEW)
def sees_the_evidence(actor: Actor, evidence: Any) -> Decision:
    if evidence is None or visible(actor, Evidence.objects.filter(pk=evidence.pk)).exists():
        return YES
    return no(_("Dit bewijs is niet voor jou."))


@rule(Action.INCIDENT_TAKE_UP)
def takes_it_up(actor: Actor, incident: Any) -> Decision:
    """Who leads the school, or the mentor of a pupil who has a part in it."""
    if incident is None:
        return YES
    if not _knows(actor, incident):
        return no(_("Deze melding is niet voor jou."))
    if leads(actor, incident.school_id) or actor.is_clock:
        return YES
    about_own_group = Incident.objects.filter(pk=incident.pk).filter(
        Incident.objects.concern_groups(actor.group_ids, localdate())
    )
    if actor.group_ids and about_own_group.exists():
        return YES
    return no(_("De teamleider of de mentor van een betrokken leerling pakt deze melding op."))


@rule(Action.INCIDENT_HANDLE)
def handles_it(actor: Actor, incident: Any) -> Decision:
    """Who took it up, or who leads the school."""
    if incident is None or actor.is_clock:
        return YES
    if not _knows(actor, incident):
        return no(_("Deze melding is niet voor jou."))
    if incident.handler_id == actor.person_id or leads(actor, incident.school_id):
        return YES
    return no(_("Alleen wie deze melding heeft opgepakt of de schoolleiding doet dit."))


def _knows(actor: Actor, incident: Incident) -> bool:
    """Rows loaded through `visible` carry the answer, so that a page asks only once."""
    if getattr(incident, "known_to", None) == actor.person_id:
        return True
    return visible(actor, Incident.objects.filter(pk=incident.pk)).exists()
