"""Proposing a measure for somebody with a part in an incident."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from incidents.code import code_of
from incidents.models import Incident, InvolvedParty
from incidents.sanctions import ladder, terms
from incidents.sanctions.code import IS_TALK, hears_first
from incidents.sanctions.models import (
    Measure,
    SanctionCase,
    Target,
)
from incidents.sanctions.obligations import asks_who_decides, mandate
from incidents.sanctions.services.duties import (
    open_at_proposal,
)
from incidents.sanctions.services.filing import tell_level
from incidents.sanctions.workflow import (
    SANCTION,
    starts_in_time,
    within_longest_term,
)
from incidents.workflow import INCIDENT
from protocols.rules import Rules
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
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
PROPOSABLE = INCIDENT.steps["propose_measure"].source


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


@transaction.atomic
def propose(
    *, actor: Actor, incident: Incident, proposal: Proposal, submission: UUID
) -> SanctionCase:
    """Proposes a measure for somebody with a part in an incident. The same submission again is
    the same case. Raises Refused with each reason.
    """
    require(actor, Action.SANCTION_PROPOSE, incident)
    one_at_a_time(f"sanction/{incident.school_id}")
    case: SanctionCase | None = SanctionCase.objects.filter(submission=submission).first()
    if case is not None:
        return case
    today, calendar = localdate(), calendar_of(incident.school)
    code = code_of(incident, incident.school)  # on the day of the incident, not of the proposal
    case = _new_case(actor, incident, proposal, submission, calendar, code)
    if reasons := _faults(incident, case, today):
        raise Refused(*reasons)
    case.save(force_insert=True)
    open_at_proposal(actor, case, calendar, code)
    record(
        "sanction.propose",
        actor=actor,
        about=case,
        people=[case.person_id],
        measure=case.measure.code,
        days=case.days,
    )
    INCIDENT.perform("propose_measure", actor=actor, row=incident)
    tell_level(case, case.level, occasion="proposed", but=actor)
    return case


def _new_case(
    actor: Actor,
    incident: Incident,
    proposal: Proposal,
    submission: UUID,
    calendar: Calendar,
    code: Rules,
) -> SanctionCase:
    if actor.person_id is None:
        raise TypeError("the clock proposes nothing")
    measure, today = proposal.measure, localdate()
    last_on = None
    if proposal.first_on is not None and proposal.days:
        last_on = terms.last_day(calendar, proposal.first_on, proposal.days)
    own_level = ladder.level_of(actor.roles_at(incident.school_id))
    is_formal = bool(measure.letter)
    decided_by = mandate(code, measure.mandate, is_formal=is_formal)
    case = SanctionCase(
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
        mandate=decided_by,
        asks_about_board=code.board_informed_by_decision and is_formal,
        asks_who_decides=asks_who_decides(code, is_formal=is_formal),
        days=proposal.days,
        first_on=proposal.first_on,
        last_on=last_on,
        facts=proposal.facts,
        grounds=proposal.grounds,
        arrangements=proposal.arrangements,
        proposed_by_id=actor.person_id,
        proposed_at=now(),
    )
    hears = hears_first(case)
    case.level = own_level if hears else ladder.highest(own_level, decided_by)
    waits = measure.hear_within if hears else measure.decide_within
    case.due_on = terms.within(calendar, today, waits)
    return case


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
    elif not _is_bound(case, today):
        found.append(
            _(
                "Deze maatregel is voor wie in dienst is. De gedragscode rekent stagiairs, "
                "vrijwilligers en mensen van buiten niet tot de medewerkers."
            )
        )
    found += [reason for guard in (within_longest_term, starts_in_time) if (reason := guard(case))]
    running = SanctionCase.objects.open().filter(
        incident=incident, person=case.person, measure=case.measure
    )
    if running.exists():
        found.append(_("Deze maatregel is voor deze melding al voorgesteld."))
    return found


def _has_part(incident: Incident, person: Person) -> bool:
    return bool(
        incident.parties.filter(person=person, part__in=MEASURED_PARTS)
        .exclude(fake_claim=InvolvedParty.FakeClaim.PROVED)
        .exists()
    )


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


def _is_bound(case: SanctionCase, day: date) -> bool:
    """Whether what the cao says of staff holds for the person, or the code says that it does."""
    if case.target != Target.STAFF or case.measure.code in IS_TALK:
        return True
    here = Appointment.objects.holding_on(day).filter(
        person_id=case.person_id, school_id=case.school_id
    )
    employed = here.filter(tie=Appointment.Tie.EMPLOYEE)
    return code_of(case.incident, case.school).others_count_as_staff or employed.exists()


def _next_number(school_id: int, year: int) -> int:
    """Without gaps or doubles: the caller holds the lock of the school."""
    given = SanctionCase.objects.filter(school_id=school_id, year=year)
    return int(given.aggregate(last=Max("sequence"))["last"] or 0) + 1
