"""The duties of a case as its page shows them: done with the proof, due, or weighed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.sanctions.models import Duty, SanctionCase
from protocols.services import guide_address
from schoolgids.interface.dates import local_day, moment, short_day
from schoolgids.interface.parts import Tag


@dataclass(frozen=True, kw_only=True)
class DutyLine:
    """A duty with its proof. `rule`: where the guide says why, and `rule_href` its address."""

    title: str
    why: str
    icon: str
    tags: list[Tag]
    proof: str = ""
    href: str = ""
    rule_href: str = ""


def duty_lines(case: SanctionCase, today: date) -> list[DutyLine]:
    """What must be done before a day, done or not, with the proof."""
    return [_duty_line(case, duty, today) for duty in case.duties.all()]


def duty_href(case: SanctionCase, duty: Duty) -> str:
    """Where a duty is recorded: the guardians' by the contact itself."""
    place = [case.school.slug, case.pk]
    if duty.kind == Duty.Kind.GUARDIANS:
        return reverse("sanctions:contact", args=place)
    return reverse("sanctions:duty", args=[*place, duty.pk])


def _duty_line(case: SanctionCase, duty: Any, today: date) -> DutyLine:
    facts: dict[str, Any] = {
        "title": str(duty),
        "why": duty.why,
        "rule_href": guide_address(duty.place, on=local_day(duty.recorded_at)) or "",
    }
    legal = [Tag(label=_("Wettelijke plicht"), kind="solid", icon="landmark")]
    tags = legal if duty.is_legal else []
    if duty.done_on is not None:
        label = _("Gedaan op %(day)s") % {"day": short_day(duty.done_on)}
        done = Tag(label=label, kind="ok", icon="check")
        return DutyLine(**facts, icon="circle-check", tags=[*tags, done], proof=proof(duty))
    if duty.waived_by_id is not None:
        label = _("Afgewogen, niet nodig") if duty.is_weighed else _("Niet nodig")
        waived = Tag(label=label, icon="scale" if duty.is_weighed else "minus")
        return DutyLine(
            **facts, icon="circle-minus", tags=[*tags, waived], proof=duty.waived_reason
        )
    late = duty.due_on < today
    label = _("Te laat: %(day)s") if late else _("Uiterlijk %(day)s")
    due = Tag(
        label=label % {"day": short_day(duty.due_on)},
        kind="danger" if late else "warn",
        icon="clock-alert" if late else "calendar-clock",
    )
    return DutyLine(**facts, icon="circle", tags=[*tags, due], href=duty_href(case, duty))


def proof(duty: Duty) -> str:
    """How a duty was done, and where that can be checked."""
    if duty.called_at is not None:
        return _join(
            _("%(caller)s belde %(phone)s, %(moment)s")
            % {"caller": duty.caller, "phone": duty.phone, "moment": moment(duty.called_at)},
            _("Advies: %(advice)s") % {"advice": duty.advice},
            duty.reference and _("Kenmerk: %(reference)s") % {"reference": duty.reference},
        )
    if duty.reference and duty.kind != Duty.Kind.GUARDIANS:
        words = {"how": duty.how, "reference": duty.reference}
        return _("%(how)s, kenmerk %(reference)s") % words
    return duty.how


def _join(*parts: str) -> str:
    return ". ".join(part.rstrip(".") for part in parts if part)
