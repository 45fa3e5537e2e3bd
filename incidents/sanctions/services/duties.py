"""Duties with a clock and a proof: opened by what happens in a case, fulfilled by people (S6)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from incidents.sanctions import terms
from incidents.sanctions.models import Contact, Duty, Level, SanctionCase
from incidents.sanctions.obligations import Happening, Obligation, obligations
from incidents.sanctions.services.filing import tell_level
from incidents.sanctions.workflow import law_of
from protocols.rules import Rules
from protocols.services import find_in_force
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.interface.dates import local_day
from schoolgids.organisation.calendar import Calendar
from schoolgids.workflow import Refused

MIN_REASON = 10  # characters: less is no reason


REPORT_A_BREACH_WITHIN = timedelta(hours=72)  # AVG art. 33


@dataclass(frozen=True, kw_only=True)
class Call:
    """A phone call as its proof: which number, who called, when, and what was advised."""

    phone: str
    caller: str
    called_at: datetime
    advice: str


def open_at_proposal(actor: Actor, case: SanctionCase, calendar: Calendar, code: Rules) -> None:
    """What the measure, the code and the law ask from the start of a case."""
    today, kind = localdate(), case.incident.kind
    happening = Happening(
        target=case.target,
        category=kind.category if kind else "",
        kind=kind.code if kind else "",
        is_minor=case.concerns_minor(today),
        contact_first=case.measure.needs_guardian_contact,
    )
    for asked in obligations(code, happening):
        _open(
            actor,
            case,
            asked.kind,
            level=asked.level,
            due_on=_due(case, asked, calendar, today),
            why=_why(case, asked),
            is_legal=asked.is_legal,
            is_weighed=asked.is_weighed,
            provision_id=_provision(case, asked, code),
        )


def _due(case: SanctionCase, asked: Obligation, calendar: Calendar, today: date) -> date:
    if asked.kind == Duty.Kind.PRIVACY_OFFICER:
        return local_day(case.incident.reported_at + REPORT_A_BREACH_WITHIN)
    if asked.kind == Duty.Kind.GUARDIANS:
        return case.due_on if asked.rule and case.due_on else calendar.school_day_from(today)
    return terms.at_once(calendar, today)


def _why(case: SanctionCase, asked: Obligation) -> str:
    if asked.kind == Duty.Kind.CONFIDENTIAL_INSPECTOR and asked.is_legal:
        return _(
            "Bij een vermoeden van een seksueel misdrijf overlegt het bestuur meteen (%(basis)s)"
        ) % {"basis": law_of(case).inspector_basis}
    return {
        (Duty.Kind.GUARDIANS, False): _("Voordat er een besluit is, dezelfde dag")
        if not asked.rule
        else _("De gedragscode vraagt altijd contact met de ouders"),
        (Duty.Kind.CONFIDENTIAL_INSPECTOR, True): _(
            "De gedragscode vraagt te bellen als een medewerker grensoverschrijdend handelt"
        ),
        (Duty.Kind.POLICE, False): _(
            "De gedragscode zegt: bij een strafbaar feit doet de school aangifte"
        ),
        (Duty.Kind.POLICE, True): _("De gedragscode laat de school kiezen: leg de afweging vast"),
        (Duty.Kind.PRIVACY_OFFICER, False): _("Mogelijk een datalek: binnen 72 uur na de melding"),
    }[Duty.Kind(asked.kind), asked.is_weighed]


def _provision(case: SanctionCase, asked: Obligation, code: Rules) -> UUID | None:
    """The provision of the code that asks it, of the day of the incident."""
    key = code.because.get(asked.rule)
    if key is None:
        return None
    cited = find_in_force(school=case.school, key=key, on=case.incident.happened_on)
    return cited.provision_id if cited else None


def open_after_decision(
    actor: Actor, case: SanctionCase, calendar: Calendar, decided_on: date
) -> None:
    """What the law asks once a pupil is suspended or expelled."""
    if case.outcome != SanctionCase.Outcome.IMPOSED or not case.is_exclusion:
        return
    law, at_once = law_of(case), terms.at_once(calendar, decided_on)
    if not case.is_suspension or terms.must_notify_inspectorate(law, case.days or 0):
        why = _("Schriftelijk, met de reden (%(basis)s)") % {
            "basis": law.suspension_basis if case.is_suspension else law.expulsion_basis
        }
        _open(
            actor, case, Duty.Kind.INSPECTORATE, level=Level.HEAD, due_on=at_once, why=why,
            is_legal=True,
        )  # fmt: skip
    if not case.is_suspension:
        _open(
            actor, case, Duty.Kind.ATTENDANCE_OFFICER, level=Level.HEAD, due_on=at_once,
            why=_("Een verwijdering gaat ook naar leerplicht"), is_legal=True,
        )  # fmt: skip


def _open(
    actor: Actor,
    case: SanctionCase,
    kind: str,
    *,
    level: str,
    due_on: date,
    why: str,
    is_legal: bool = False,
    is_weighed: bool = False,
    provision_id: UUID | None = None,
) -> Duty:
    duty, fresh = Duty.objects.get_or_create(
        case=case,
        kind=kind,
        defaults={
            "board_id": case.board_id,
            "school_id": case.school_id,
            "level": level,
            "due_on": due_on,
            "is_legal": is_legal,
            "is_weighed": is_weighed,
            "provision_id": provision_id,
            "why": why,
            "recorded_by_id": actor.person_id,
        },
    )
    if fresh and is_legal:
        tell_level(case, level, occasion=f"duty/{kind}", but=actor)
    return duty


@transaction.atomic
def fulfil(
    *,
    actor: Actor,
    duty: Duty,
    done_on: date,
    how: str,
    reference: str = "",
    call: Call | None = None,
) -> Duty:
    """Records that a duty was done, how, and where the proof is. Raises Refused."""
    duty = _locked(duty)
    require(actor, Action.DUTY_FULFIL, duty)
    if reasons := _unproved(duty, done_on, how, reference, call):
        raise Refused(*reasons)
    duty.done_on, duty.done_by_id = done_on, actor.person_id
    duty.how, duty.reference = how.strip(), reference.strip()
    if call is not None:
        duty.phone, duty.caller = call.phone, call.caller
        duty.called_at, duty.advice = call.called_at, call.advice
    duty.save()
    _record(actor, duty, "duty.fulfil")
    return duty


def _unproved(duty: Duty, done_on: date, how: str, reference: str, call: Call | None) -> list[str]:
    """What lacks before a duty counts as done."""
    reasons = []
    if not duty.is_open:
        reasons.append(_("Dit is al vastgelegd."))
    if done_on > localdate():
        reasons.append(_("De datum ligt in de toekomst."))
    if not how.strip():
        reasons.append(_("Schrijf op hoe het is gedaan."))
    if duty.is_legal and not reference.strip():
        reasons.append(_("Vul het kenmerk of het bewijs in."))
    if duty.is_phoned and (
        call is None or not all((call.phone.strip(), call.caller.strip(), call.advice.strip()))
    ):
        reasons.append(_("Leg vast wie er belde, met welk nummer en wat het advies was."))
    return reasons


@transaction.atomic
def waive(*, actor: Actor, duty: Duty, reason: str) -> Duty:
    """Records why a duty need not be done: weighed, or the rule does not hold here. A legal duty
    can't be waived. Raises Refused.
    """
    duty = _locked(duty)
    require(actor, Action.DUTY_FULFIL, duty)
    reasons = []
    if not duty.is_open:
        reasons.append(_("Dit is al vastgelegd."))
    if duty.is_legal:
        reasons.append(_("Dit is een wettelijke plicht. Leg vast dat het is gedaan."))
    if len(reason.strip()) < MIN_REASON:
        reasons.append(_("Schrijf op waarom het niet nodig is."))
    if reasons:
        raise Refused(*reasons)
    duty.waived_by_id, duty.waived_reason = actor.person_id, reason.strip()
    duty.save(update_fields=["waived_by_id", "waived_reason"])
    _record(actor, duty, "duty.waive")
    return duty


def fulfil_by_contact(actor: Actor, contact: Contact) -> None:
    """A guardian who was spoken to is a duty done; the contact is its proof."""
    Duty.objects.open().filter(case=contact.case, kind=Duty.Kind.GUARDIANS).update(
        done_on=local_day(contact.contacted_at),
        done_by_id=actor.person_id,
        how=str(contact.get_how_display()),
        reference=str(contact.pk),
    )


def _locked(duty: Duty) -> Duty:
    found: Duty = (
        Duty.objects.select_for_update(of=("self",)).select_related("case").get(pk=duty.pk)
    )
    return found


def _record(actor: Actor, duty: Duty, name: str) -> None:
    record(
        name,
        actor=actor,
        about=duty.case,
        people=[duty.case.person_id],
        duty=duty.kind,
        reference=duty.reference,
    )
