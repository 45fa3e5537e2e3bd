"""Who may do what in a sanction case, with the reason when not.

Roles say who could ever (schoolgids.access.roles); here stands who may in this case: the level
that decides, four eyes on an exclusion, and the wall between a case and those it touches (I6).
"""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from incidents.models import Incident
from incidents.sanctions import ladder
from incidents.sanctions.models import Duty, Level, SanctionCase, the
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import (
    NOT_YOUR_ROLE,
    YES,
    Decision,
    no,
    rule,
    visibility,
    visible,
    wall,
)
from schoolgids.access.roles import ROLES
from schoolgids.people.models import Appointment

WALLED = _("Je bent zelf bij deze zaak betrokken. Een collega behandelt hem.")
SEES_WHOLE_SCHOOL = frozenset(
    {"team_leader", "care_coordinator", "head", "board_secretary", "board_member"}
)
READS_PERSONNEL = frozenset(
    code for code, role in ROLES.items() if Action.PERSONNEL_FILE_VIEW in role.actions
)


@visibility(SanctionCase)
def cases_one_may_know_of(actor: Actor, cases: QuerySet[SanctionCase]) -> QuerySet[SanctionCase]:
    """Of the school, or of the own group; never about oneself, one's child, or an incident in
    which one has a part. Cases of staff only for who reads personnel files.
    """
    if actor.is_clock:
        return cases
    if Action.SANCTION_VIEW not in actor.actions:
        return cases.none()
    known: Any = cases
    known = known.not_about(actor.kin_ids)
    theirs = Incident.objects.filter(pk=OuterRef("incident_id"))
    known = known.filter(Exists(theirs.not_walled_off_from(actor.kin_ids)))
    whole, personnel = _schools(actor, SEES_WHOLE_SCHOOL), _schools(actor, READS_PERSONNEL)
    if None not in personnel:
        known = known.exclude(~Q(school__in=personnel), target="staff")
    if None not in whole:
        own_group = SanctionCase.objects.of_groups(actor.group_ids, localdate())
        known = known.filter(Q(school__in=whole) | Q(pk__in=own_group.values("pk")))
    allowed: QuerySet[SanctionCase] = known
    return allowed


@wall(SanctionCase)
def cases_that_touch(actor: Actor, cases: QuerySet[SanctionCase]) -> QuerySet[SanctionCase]:
    """Those about oneself or one's child, or that came of an incident in which one has a part."""
    incidents: Any = Incident.objects.all()
    touching = incidents.walled_off_from(actor.kin_ids)
    others = SanctionCase.objects.not_about(actor.kin_ids).exclude(incident__in=touching)
    return cases.exclude(pk__in=others.values("pk"))


def _schools(actor: Actor, roles: frozenset[str]) -> set[int | None]:
    """Where the actor holds one of these roles; None for the whole board."""
    return {school for role, school in actor.roles_by_school if role in roles}


def knows(actor: Actor, case: SanctionCase) -> bool:
    """Whether the actor may know of the case; asked of the database once per loaded row."""
    if actor.is_clock:
        return True
    asked = _answers(case)
    if actor.person_id not in asked:
        mine = visible(actor, SanctionCase.objects.filter(pk=case.pk))
        asked[actor.person_id] = mine.exists()
    return asked[actor.person_id]


def remember(actor: Actor, case: SanctionCase) -> SanctionCase:
    """Notes on a row that was loaded through `visible` that the actor knows of it."""
    _answers(case)[actor.person_id] = True
    return case


def _answers(case: SanctionCase) -> dict[UUID | None, bool]:
    answers: dict[UUID | None, bool] = case.__dict__.setdefault("_known_to", {})
    return answers


@rule(Action.SANCTION_VIEW)
def may_view(actor: Actor, case: SanctionCase | None) -> Decision:
    return YES if case is None or knows(actor, case) else no(NOT_YOUR_ROLE)


@rule(Action.SANCTION_PROPOSE)
def may_propose(actor: Actor, incident: Incident | None) -> Decision:
    """About an incident in which one has no part."""
    if incident is None or getattr(incident, "known_to", None) == actor.person_id:
        return YES  # loaded through `visible`, which has the wall
    open_to = Incident.objects.filter(pk=incident.pk).not_walled_off_from(actor.kin_ids)
    return YES if open_to.exists() else no(WALLED)


@rule(
    Action.SANCTION_HEAR,
    Action.SANCTION_COMMUNICATE,
    Action.SANCTION_ESCALATE,
    Action.SANCTION_OBJECT,
    Action.SANCTION_CLOSE,
)
def may_handle(actor: Actor, case: SanctionCase) -> Decision:
    return YES if knows(actor, case) else no(WALLED)


@rule(Action.SANCTION_WITHDRAW)
def may_withdraw(actor: Actor, case: SanctionCase) -> Decision:
    """Who proposed it, or who decides on it."""
    if not knows(actor, case):
        return no(WALLED)
    if actor.person_id == case.proposed_by_id or _stands_at(actor, case.school_id, case.decider):
        return YES
    return no(_("Alleen wie het voorstel deed of wie beslist, trekt het in."))


@rule(Action.SANCTION_DECIDE)
def may_decide(actor: Actor, case: SanctionCase) -> Decision:
    """The level with the mandate, or a higher one. On a suspension or an expulsion the proposer
    decides only when nobody else holds that mandate at the school.
    """
    if not knows(actor, case):
        return no(WALLED)
    if not _stands_at(actor, case.school_id, case.decider):
        return no(_who_decides(case))
    own_proposal = case.is_exclusion and actor.person_id == case.proposed_by_id
    if own_proposal and _colleague_at(actor, case, case.decider):
        return no(_("Je hebt dit zelf voorgesteld. Een collega met dezelfde bevoegdheid beslist."))
    return YES


@rule(Action.SANCTION_RULE)
def may_rule(actor: Actor, case: SanctionCase) -> Decision:
    """The board, and not who decided, unless there is nobody else."""
    if not knows(actor, case):
        return no(WALLED)
    if actor.person_id == case.decided_by_id and _colleague_at(actor, case, Level.BOARD):
        return no(_("Je nam het besluit zelf. Een andere bestuurder beslist op het bezwaar."))
    return YES


@rule(Action.DUTY_FULFIL)
def may_fulfil(actor: Actor, duty: Duty | None) -> Decision:
    """The level that sees to it, or a higher one; the secretary does so for the board."""
    if duty is None:
        return YES
    if not knows(actor, duty.case):
        return no(WALLED)
    if (
        duty.level == Level.TEAM_LEADER
        or _stands_at(actor, duty.school_id, duty.level)
        or actor.is_board_wide
    ):
        return YES
    return no(_caretaker(duty))


def _stands_at(actor: Actor, school_id: int, level: str) -> bool:
    return ladder.reaches(ladder.level_of(actor.roles_at(school_id)), level)


def _who_decides(case: SanctionCase) -> str:
    return str(_("Hierover beslist %(level)s.")) % {"level": the(case.decider)}


def _caretaker(duty: Duty) -> str:
    return str(_("Hiervoor zorgt %(level)s.")) % {"level": the(duty.level)}


def _colleague_at(actor: Actor, case: SanctionCase, level: str) -> bool:
    """Whether somebody else stands on this level or a higher one of the same school."""
    levels = [level, *(up for up in ladder.above(level) if up != Level.BOARD)]
    roles = [ladder.ROLE_OF_LEVEL[each] for each in levels]
    here = Q(school_id=case.school_id) | Q(school=None)
    others = Appointment.objects.holding_on(localdate()).filter(here, role__in=roles)
    return bool(others.exclude(person_id=actor.person_id).exists())
