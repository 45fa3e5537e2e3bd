"""Duties with a clock and a proof: opened by what happens in a case, fulfilled by people (S6)."""

from datetime import date

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from incidents.sanctions import terms
from incidents.sanctions.models import Contact, Duty, Level, SanctionCase
from incidents.sanctions.services.filing import tell_level
from incidents.sanctions.workflow import law_of
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.interface.dates import local_day
from schoolgids.organisation.calendar import Calendar
from schoolgids.workflow import Refused

MIN_REASON = 10  # characters: less is no reason


def open_at_proposal(actor: Actor, case: SanctionCase, calendar: Calendar) -> None:
    """The guardians hear of a proposal from the school, on the same day."""
    today = localdate()
    if case.measure.needs_guardian_contact and case.concerns_minor(today):
        _open(
            actor,
            case,
            Duty.Kind.GUARDIANS,
            level=Level.TEAM_LEADER,
            due_on=calendar.school_day_from(today),
            why=_("Voordat er een besluit is, dezelfde dag"),
        )


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
            "why": why,
            "recorded_by_id": actor.person_id,
        },
    )
    if fresh and is_legal:
        tell_level(case, level, occasion=f"duty/{kind}", but=actor)
    return duty


@transaction.atomic
def fulfil(*, actor: Actor, duty: Duty, done_on: date, how: str, reference: str = "") -> Duty:
    """Records that a duty was done, how, and where the proof is. Raises Refused."""
    duty = _locked(duty)
    require(actor, Action.DUTY_FULFIL, duty)
    reasons = []
    if not duty.is_open:
        reasons.append(_("Dit is al vastgelegd."))
    if done_on > localdate():
        reasons.append(_("De datum ligt in de toekomst."))
    if not how.strip():
        reasons.append(_("Schrijf op hoe het is gedaan."))
    if duty.is_legal and not reference.strip():
        reasons.append(_("Vul het kenmerk of het bewijs in."))
    if reasons:
        raise Refused(*reasons)
    duty.done_on, duty.done_by_id = done_on, actor.person_id
    duty.how, duty.reference = how.strip(), reference.strip()
    duty.save(update_fields=["done_on", "done_by_id", "how", "reference"])
    _record(actor, duty, "duty.fulfil")
    return duty


@transaction.atomic
def waive(*, actor: Actor, duty: Duty, reason: str) -> Duty:
    """Records why a duty need not be done. A legal duty can't be waived. Raises Refused."""
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
