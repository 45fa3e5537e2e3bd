"""The letters of a case: what has to be there first, what they say, and making them (S7)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from incidents.sanctions import terms
from incidents.sanctions.addressees import Addressee, addressees
from incidents.sanctions.citations import cited_in, cited_on_paper
from incidents.sanctions.code import objection_law
from incidents.sanctions.models import Hearing, Measure, SanctionCase
from incidents.sanctions.services.filing import enter_in_file
from incidents.sanctions.workflow import (
    account_was_theirs,
    guardians_contacted,
    heard_first,
    is_motivated,
)
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.letters.models import Letter
from schoolgids.letters.services import Draft, make
from schoolgids.people.models import Appointment
from schoolgids.workflow import Refused

DECISION = "decision"


def letter_faults(case: SanctionCase) -> list[str]:
    """Everything that lacks before the letter with the decision can be made."""
    if not case.measure.letter:
        return [_("Bij deze maatregel hoort geen brief.")]
    found = []
    if case.status in SanctionCase.UNDECIDED:
        found.append(_("Er is nog geen besluit."))
    elif case.outcome != SanctionCase.Outcome.IMPOSED:
        found.append(_("Er is geen maatregel opgelegd."))
    guards = (account_was_theirs, heard_first, guardians_contacted)
    found += [reason for guard in guards if (reason := guard(case))]
    if case.status not in SanctionCase.UNDECIDED and (reason := is_motivated(case)):
        found.append(reason)
    if not cited_in(case.incident):
        found.append(_("Leg in de melding vast welke regel is overtreden."))
    return found


@transaction.atomic
def make_letters(*, actor: Actor, case: SanctionCase) -> list[Letter]:
    """Makes the letter with the decision for each addressee, once, and puts it in the file.

    Raises Refused with each thing that lacks.
    """
    require(actor, Action.SANCTION_COMMUNICATE, case)
    case = SanctionCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if reasons := letter_faults(case):
        raise Refused(*reasons)
    today = localdate()
    with translation.override(settings.LANGUAGE_CODE):  # whatever language the maker reads
        letters = [
            make(
                actor=actor,
                school=case.school,
                source=case.pk,
                about=case.person,
                draft=_draft(case, to, today),
            )
            for to in addressees(case, today)
        ]
    enter_in_file(actor, case, kind="letter", happened_at=now())
    return letters


def title_of(case: SanctionCase) -> str:
    """What the letter decides, in its heading."""
    if case.is_suspension and case.days:
        if case.days == 1:
            return _("Besluit: schorsing van 1 dag")
        return _("Besluit: schorsing van %(days)d dagen") % {"days": case.days}
    return _("Besluit: %(measure)s") % {"measure": case.measure.name.lower()}


def _draft(case: SanctionCase, to: Addressee, today: date) -> Draft:
    return Draft(
        kind=DECISION,
        addressee=to.key,
        address=to.address,
        title=title_of(case),
        template="letters/decision.html",
        context=_context(case, to, today),
        cites=cited_on_paper(case.incident),
    )


def _context(case: SanctionCase, to: Addressee, today: date) -> dict[str, Any]:
    law = objection_law(case)
    held = [h for h in case.hearings.all() if h.purpose == Hearing.Purpose.DECISION and h.is_over]
    return {
        "case": case,
        "to": to,
        "today": today,
        "pupil": case.person,
        "hearing": held[-1] if held else None,
        "notifies_inspectorate": case.is_suspension
        and terms.must_notify_inspectorate(law, case.days or 0),
        "is_suspension": case.is_suspension,
        "is_expulsion": case.measure.letter == Measure.Letter.EXPULSION,
        "has_objection": case.is_exclusion,
        "objection_from_today": terms.objection_until(law, today),
        "basis": law.suspension_basis if case.is_suspension else law.expulsion_basis,
        "signatory": case.decided_by,
        "signatory_title": _title(case, today),
    }


def _title(case: SanctionCase, day: date) -> str:
    """What the signatory is called, as appointed: "rector"."""
    held: Any = Appointment.objects.holding_on(day).filter(person=case.decided_by)
    for appointment in held.order_by("from_on"):
        if appointment.title:
            return str(appointment.title)
    return case.decider_label
