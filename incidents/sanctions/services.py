"""One function per deed in a sanction case: atomic, one audit line, notices for who is next."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from incidents.models import Incident, InvolvedParty
from incidents.sanctions import ladder, terms
from incidents.sanctions.duties import fulfil_by_contact, open_after_decision, open_at_proposal
from incidents.sanctions.filing import enter_in_file, tell_level, tell_person
from incidents.sanctions.models import (
    BoardInforming,
    Contact,
    Escalation,
    Hearing,
    Level,
    Measure,
    Objection,
    SanctionCase,
    Target,
)
from incidents.sanctions.policies import roles_at
from incidents.sanctions.workflow import (
    SANCTION,
    can_be_objected_to,
    law_of,
    starts_in_time,
    within_longest_term,
)
from incidents.workflow import INCIDENT
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.organisation.calendar import Calendar
from schoolgids.organisation.services import calendar_of
from schoolgids.people.models import Appointment, Enrolment, Guardianship, Person
from schoolgids.workflow import Refused

# A measure is for who did something, never for who suffered or saw it.
MEASURED_PARTS = (
    InvolvedParty.Part.SUBJECT,
    InvolvedParty.Part.MAKER,
    InvolvedParty.Part.SHARER,
)
PROPOSABLE = (Incident.Stage.TAKEN_UP, Incident.Stage.MEASURE_PROPOSED)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What somebody proposes."""

    measure: Measure
    person: Person
    facts: str
    grounds: str
    days: int | None = None
    first_on: date | None = None
    arrangements: str = ""


# --- Proposing -------------------------------------------------------------------------------
@transaction.atomic
def propose(
    *, actor: Actor, incident: Incident, proposal: Proposal, submission: UUID
) -> SanctionCase:
    """Proposes a measure for somebody with a part in an incident. The same submission again is
    the same case. Raises Refused with each reason.
    """
    require(actor, Action.SANCTION_PROPOSE, incident)
    _one_at_a_time(f"sanction/{incident.school_id}")
    case: SanctionCase | None = SanctionCase.objects.filter(submission=submission).first()
    if case is not None:
        return case
    today, calendar = localdate(), calendar_of(incident.school)
    case = _new_case(actor, incident, proposal, submission, calendar)
    if reasons := _faults(incident, case, today):
        raise Refused(*reasons)
    case.save(force_insert=True)
    open_at_proposal(actor, case, calendar)
    record(
        "sanction.propose",
        actor=actor,
        about=case,
        people=[case.person_id],
        measure=case.measure.code,
        days=case.days,
    )
    if incident.status == Incident.Stage.TAKEN_UP:
        INCIDENT.perform("propose_measure", actor=actor, row=incident)
    tell_level(case, case.level, occasion="proposed", but=actor)
    return case


def _new_case(
    actor: Actor, incident: Incident, proposal: Proposal, submission: UUID, calendar: Calendar
) -> SanctionCase:
    measure, today = proposal.measure, localdate()
    last_on = None
    if proposal.first_on is not None and proposal.days:
        last_on = terms.last_day(calendar, proposal.first_on, proposal.days)
    own_level = ladder.level_of(roles_at(actor, incident.school_id))
    waits = measure.hear_within if measure.needs_hearing else measure.decide_within
    return SanctionCase(
        board_id=incident.board_id,
        school=incident.school,
        status=SANCTION.initial,
        year=today.year,
        sequence=_next_number(incident.school_id, today.year),
        submission=submission,
        incident=incident,
        person=proposal.person,
        measure=measure,
        target=measure.target,
        is_exclusion=measure.is_exclusion,
        mandate=measure.mandate,
        days=proposal.days,
        first_on=proposal.first_on,
        last_on=last_on,
        facts=proposal.facts,
        grounds=proposal.grounds,
        arrangements=proposal.arrangements,
        proposed_by_id=actor.person_id,
        proposed_at=now(),
        level=own_level if measure.needs_hearing else ladder.highest(own_level, measure.mandate),
        due_on=terms.within(calendar, today, waits),
    )


def _faults(incident: Incident, case: SanctionCase, today: date) -> list[str]:
    """Why this can't be proposed."""
    found = []
    if incident.status not in PROPOSABLE:
        found.append(_("Pak eerst de melding op."))
    if not case.measure.is_active or case.measure.board_id != incident.board_id:
        found.append(_("Deze maatregel is niet meer in gebruik."))
    if not _has_part(incident, case.person):
        found.append(_("%(name)s is niet bij deze melding betrokken.") % {"name": case.person.name})
    elif not _is_target(case, today):
        found.append(
            _("Deze maatregel is voor een %(target)s.") % {"target": Target(case.target).label}
        )
    found += [reason for guard in (within_longest_term, starts_in_time) if (reason := guard(case))]
    running = SanctionCase.objects.open().filter(
        incident=incident, person=case.person, measure=case.measure
    )
    if running.exists():
        found.append(_("Deze maatregel is voor deze melding al voorgesteld."))
    return found


def _has_part(incident: Incident, person: Person) -> bool:
    return bool(incident.parties.filter(person=person, part__in=MEASURED_PARTS).exists())


def _is_target(case: SanctionCase, day: date) -> bool:
    """Whether the person is, at this school today, what the measure is for."""
    person = case.person_id
    if case.target == Target.PUPIL:
        rows: Any = Enrolment.objects.holding_on(day).filter(
            person_id=person, school_id=case.school_id
        )
    elif case.target == Target.STAFF:
        rows = Appointment.objects.holding_on(day).filter(
            person_id=person, school_id=case.school_id
        )
    else:
        rows = Guardianship.objects.holding_on(day).filter(guardian_id=person)
    return bool(rows.exists())


def _one_at_a_time(what: str) -> None:
    """Lets others who do the same wait until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])


def _next_number(school_id: int, year: int) -> int:
    """Without gaps or doubles: the caller holds the lock of the school."""
    given = SanctionCase.objects.filter(school_id=school_id, year=year)
    return int(given.aggregate(last=Max("sequence"))["last"] or 0) + 1


# --- Hearing and contact ---------------------------------------------------------------------
@transaction.atomic
def plan_hearing(
    *, actor: Actor, case: SanctionCase, planned_at: datetime, with_whom: str, place: str = ""
) -> Hearing:
    """Plans the hearing, or moves the one that was planned."""
    require(actor, Action.SANCTION_HEAR, case)
    hearing = _hearing_to_fill(case)
    hearing.planned_at, hearing.with_whom, hearing.place = planned_at, with_whom, place
    hearing.recorded_by_id = actor.person_id
    hearing.save()
    record("sanction.plan_hearing", actor=actor, about=case, people=[case.person_id])
    return hearing


@transaction.atomic
def hear(
    *,
    actor: Actor,
    case: SanctionCase,
    with_whom: str,
    held_at: datetime | None = None,
    minutes: str = "",
    absence: str = "",
) -> SanctionCase:
    """Records that those concerned were heard, or did not come and why; with that a proposal is
    heard, and goes to the level that decides.
    """
    require(actor, Action.SANCTION_HEAR, case)
    hearing = _hearing_to_fill(case)
    hearing.with_whom, hearing.held_at = with_whom, held_at
    hearing.minutes, hearing.absence = minutes, absence
    hearing.recorded_by_id, hearing.recorded_at = actor.person_id, now()
    hearing.save()
    if case.status != SanctionCase.Stage.PROPOSED:
        record("sanction.hear_again", actor=actor, about=case, people=[case.person_id])
        return case
    due_on = terms.within(calendar_of(case.school), localdate(), case.measure.decide_within)
    heard: SanctionCase = SANCTION.perform(
        "hear", actor=actor, row=case, level=case.decider, due_on=due_on
    )
    tell_level(heard, heard.level, occasion="heard", but=actor)
    return heard


def _hearing_to_fill(case: SanctionCase) -> Hearing:
    """The hearing that is planned and not over yet, or a new one."""
    purpose = Hearing.Purpose.DECISION
    if case.status not in SanctionCase.UNDECIDED:
        purpose = Hearing.Purpose.OBJECTION
    planned = case.hearings.filter(purpose=purpose, held_at=None, absence="").first()
    return planned or Hearing(
        board_id=case.board_id, school_id=case.school_id, case=case, purpose=purpose
    )


@transaction.atomic
def record_contact(
    *,
    actor: Actor,
    case: SanctionCase,
    guardian: Person,
    contacted_at: datetime,
    how: str,
    reached: bool,
    note: str = "",
) -> Contact:
    """Records that a guardian was spoken to, or that it was tried."""
    require(actor, Action.SANCTION_HEAR, case)
    contact = Contact.objects.create(
        board_id=case.board_id,
        school_id=case.school_id,
        case=case,
        guardian=guardian,
        contacted_at=contacted_at,
        how=how,
        reached=reached,
        note=note,
        recorded_by_id=actor.person_id,
    )
    if reached:
        fulfil_by_contact(actor, contact)
    record("sanction.contact", actor=actor, about=case, people=[case.person_id], reached=reached)
    return contact


# --- Deciding --------------------------------------------------------------------------------
@transaction.atomic
def consider_board(
    *, actor: Actor, case: SanctionCase, informed: bool, reason: str
) -> BoardInforming:
    """Decides, with the reason, whether the board is told of the case."""
    require(actor, Action.SANCTION_ESCALATE, case)
    informing, _fresh = BoardInforming.objects.update_or_create(
        case=case,
        defaults={
            "board_id": case.board_id,
            "school_id": case.school_id,
            "informed": informed,
            "reason": reason,
            "recorded_by_id": actor.person_id,
            "recorded_at": now(),
        },
    )
    record(
        "sanction.consider_board",
        actor=actor,
        about=case,
        people=[case.person_id],
        informed=informed,
    )
    if informed:
        tell_level(case, Level.BOARD, occasion="informed")
    return informing


@transaction.atomic
def decide(
    *,
    actor: Actor,
    case: SanctionCase,
    outcome: str,
    motivation: str,
    days: int | None = None,
    first_on: date | None = None,
) -> SanctionCase:
    """Decides on the proposal. Of two who decide at the same time one wins; the other is told
    why not. Raises Refused with each reason.
    """
    calendar, today = calendar_of(case.school), localdate()
    last_on = terms.last_day(calendar, first_on, days) if first_on and days else None
    imposed = outcome == SanctionCase.Outcome.IMPOSED
    decided: SanctionCase = SANCTION.perform(
        "decide",
        actor=actor,
        row=case,
        outcome=outcome,
        motivation=motivation,
        days=days if imposed else None,
        first_on=first_on if imposed else None,
        last_on=last_on if imposed else None,
        decided_by_id=actor.person_id,
        decided_at=now(),
        due_on=terms.at_once(calendar, today),
    )
    open_after_decision(actor, decided, calendar, today)
    if decided.proposed_by_id != actor.person_id:
        tell_person(decided, decided.proposed_by, occasion="decided")
    return decided


@transaction.atomic
def escalate(*, actor: Actor, case: SanctionCase, to_level: str, reason: str) -> SanctionCase:
    """Passes a case up: who it goes to decides. By hand always with a reason. Raises Refused."""
    require(actor, Action.SANCTION_ESCALATE, case)
    case = SanctionCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if reasons := escalation_faults(case, to_level):
        raise Refused(*reasons)
    calendar = calendar_of(case.school)
    Escalation.objects.create(
        board_id=case.board_id,
        school_id=case.school_id,
        case=case,
        from_level=case.level,
        to_level=to_level,
        by_clock=actor.is_clock,
        reason=reason,
        recorded_by_id=actor.person_id,
    )
    before, case.level, case.escalated_at = case.level, to_level, now()
    case.due_on = terms.within(calendar, localdate(), case.measure.decide_within)
    case.save(update_fields=["level", "escalated_at", "due_on"])
    record(
        "sanction.escalate",
        actor=actor,
        about=case,
        people=[case.person_id],
        before=before,
        after=to_level,
    )
    tell_level(case, to_level, occasion="escalated")
    return case


def escalation_faults(case: SanctionCase, to_level: str = Level.BOARD) -> list[str]:
    """Why the case can't be passed up."""
    if case.status not in SanctionCase.UNDECIDED:
        return [_("Er is al een besluit.")]
    if to_level not in ladder.above(case.level):
        return [_("De zaak ligt al bij: %(level)s.") % {"level": case.level_label}]
    return []


# --- Making known, objecting, ending ---------------------------------------------------------
@transaction.atomic
def communicate(*, actor: Actor, case: SanctionCase, on: date, how: str) -> SanctionCase:
    """Records that the decision was made known; from then the term to object runs."""
    until = None
    if case.is_exclusion and case.outcome == SanctionCase.Outcome.IMPOSED:
        until = terms.objection_until(law_of(case), on)
    known: SanctionCase = SANCTION.perform(
        "communicate",
        actor=actor,
        row=case,
        communicated_on=on,
        communicated_how=how,
        objection_until=until,
        due_on=None,
    )
    enter_in_file(actor, known, kind="decision", happened_at=known.status_since)
    return known


@transaction.atomic
def record_objection(
    *, actor: Actor, case: SanctionCase, by: Person, received_on: date, grounds: str
) -> SanctionCase:
    """Records an objection; the board has to rule on it in time."""
    require(actor, Action.SANCTION_OBJECT, case)
    if case.status != SanctionCase.Stage.COMMUNICATED or case.communicated_on is None:
        raise Refused(*SANCTION.refusals("object", actor=actor, row=case))
    if reason := can_be_objected_to(case):
        raise Refused(reason)
    law = law_of(case)
    Objection.objects.create(
        board_id=case.board_id,
        school_id=case.school_id,
        case=case,
        by=by,
        received_on=received_on,
        is_late=not terms.is_in_time(law, case.communicated_on, received_on),
        grounds=grounds,
        ruling_due_on=terms.ruling_by(law, case.communicated_on, received_on),
        recorded_by_id=actor.person_id,
    )
    objected: SanctionCase = SANCTION.perform("object", actor=actor, row=case)
    tell_level(objected, Level.BOARD, occasion="objected", but=actor)
    return objected


@transaction.atomic
def rule_on_objection(
    *, actor: Actor, case: SanctionCase, ruling: str, reason: str
) -> SanctionCase:
    """Rules on the objection. Raises Refused with each reason."""
    Objection.objects.select_for_update().filter(case=case, ruling="").update(
        ruling=ruling,
        ruling_reason=reason,
        ruled_by_id=actor.person_id,
        ruled_at=now(),
    )
    ruled: SanctionCase = SANCTION.perform("rule", actor=actor, row=case)
    enter_in_file(actor, ruled, kind="ruling", happened_at=ruled.status_since)
    tell_person(ruled, ruled.proposed_by, occasion="ruled")
    return ruled


def close(*, actor: Actor, case: SanctionCase) -> SanctionCase:
    """Closes a case in which nothing is left to do."""
    closed: SanctionCase = SANCTION.perform("close", actor=actor, row=case)
    return closed


def withdraw(*, actor: Actor, case: SanctionCase, reason: str) -> SanctionCase:
    """Takes a proposal back before it is decided on."""
    withdrawn: SanctionCase = SANCTION.perform("withdraw", actor=actor, row=case, end_reason=reason)
    return withdrawn


def lapse(*, actor: Actor, case: SanctionCase, reason: str) -> SanctionCase:
    """Ends a case that has no object any more: the pupil left, the facts proved to be wrong."""
    lapsed: SanctionCase = SANCTION.perform("lapse", actor=actor, row=case, end_reason=reason)
    return lapsed
