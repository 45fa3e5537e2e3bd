"""What the page of a case shows: stages, events, duties, facts, who decides. Plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.models import Incident
from incidents.sanctions import ladder
from incidents.sanctions.code import hears_first, objection_law
from incidents.sanctions.models import (
    CaseFact,
    Escalation,
    Hearing,
    Level,
    Measure,
    SanctionCase,
    the,
)
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visible
from schoolgids.interface.dates import long_day, moment, short_day
from schoolgids.interface.navigation import address
from schoolgids.interface.parts import Entry, Fact, Stage, Tag
from schoolgids.letters.models import Letter

S = SanctionCase.Stage
REACHED = list(S.values)[:6]  # proposed … ruled, in order


# --- Stages ----------------------------------------------------------------------------------
def stages(case: SanctionCase) -> list[Stage]:
    """The bar of stages: what is done, what is next and by when."""
    level = case.decider_label
    bar = [(S.PROPOSED, _("Voorgesteld"), short_day(case.proposed_at))]
    if hears_first(case):
        bar.append((S.HEARD, _("Hoor en wederhoor"), _hearing_note(case)))
    decided = short_day(case.decided_at) if case.decided_at else level
    bar.append((S.DECIDED, _("Besluit"), decided))
    if case.outcome != SanctionCase.Outcome.NONE:
        known = short_day(case.communicated_on) if case.communicated_on else _("brief en gesprek")
        bar.append((S.COMMUNICATED, _("Bekendgemaakt"), known))
    if case.is_exclusion and case.outcome != SanctionCase.Outcome.NONE:
        term = _until(case.objection_until) or _weeks_to_object(case)
        bar.append((S.RULED, _("Bezwaartermijn"), term))
    bar.append((S.CLOSED, _("Gesloten"), ""))
    done = _done(case)
    reached = [stage in done for stage, _name, _note in bar]
    now = reached.index(False) if False in reached else len(bar)
    return [
        Stage(name=name, note=note if stage in done or n == now or stage not in (S.HEARD,) else "",
              done=stage in done, current=n == now)
        for n, (stage, name, note) in enumerate(bar)
    ]  # fmt: skip


def _hearing_note(case: SanctionCase) -> str:
    """Until when the hearing may be held; afterwards the day it was held."""
    if case.status == S.PROPOSED:
        return _until(case.due_on)
    held = [
        row.held_at
        for row in case.hearings.all()
        if row.purpose == Hearing.Purpose.DECISION and row.held_at is not None
    ]
    return short_day(held[-1]) if held else ""


def _done(case: SanctionCase) -> set[str]:
    if case.status == S.CLOSED:
        return set(S.values)
    if case.status not in REACHED:
        return {S.PROPOSED}
    done = set(REACHED[: REACHED.index(case.status) + 1])
    return done - {S.RULED} if case.status == S.OBJECTED else done


def _until(day: date | None) -> str:
    return _("uiterlijk %(day)s") % {"day": short_day(day)} if day else ""


def _weeks_to_object(case: SanctionCase) -> str:
    return _("%(weeks)d weken") % {"weeks": objection_law(case).objection.days // 7}


# --- Events ----------------------------------------------------------------------------------
def entries(
    case: SanctionCase, letters: Iterable[Letter], escalations: Iterable[Escalation]
) -> list[Entry]:
    """The timeline, newest first."""
    found = [_proposal(case), *_hearings(case), *_contacts(case)]
    found += _escalations(case, escalations)
    found += [*_decision(case), *_letters(case, letters), *_objection(case)]
    return sorted(found, key=lambda entry: entry.moment, reverse=True)


def _proposal(case: SanctionCase) -> Entry:
    href = address("incidents:page", {"school": case.school.slug, "pk": str(case.incident_id)})
    return Entry(
        moment=case.proposed_at,
        title=_("Maatregel voorgesteld: %(measure)s") % {"measure": what(case).lower()},
        icon="gavel",
        by=case.proposed_by.name,
        text=case.grounds,
        href=href,
    )


def _by(row: CaseFact) -> str:
    return row.recorded_by.name if row.recorded_by else ""


def _hearings(case: SanctionCase) -> Iterable[Entry]:
    for row in case.hearings.all():
        by = _by(row)
        if row.held_at is not None:
            title = _("Hoorgesprek gehouden met %(people)s") % {"people": row.with_whom}
            yield Entry(moment=row.held_at, title=title, icon="messages-square", by=by,
                        text=row.minutes)  # fmt: skip
        elif row.absence:
            title = _("Niet gekomen op het hoorgesprek: %(people)s") % {"people": row.with_whom}
            at = row.planned_at or row.recorded_at
            yield Entry(moment=at, title=title, icon="messages-square", by=by, text=row.absence)
        elif row.planned_at is not None:
            where = " · ".join(part for part in (row.with_whom, row.place) if part)
            yield Entry(
                moment=row.planned_at, title=_("Hoorgesprek gepland"), icon="calendar", by=where
            )


def _contacts(case: SanctionCase) -> Iterable[Entry]:
    for row in case.contacts.all():
        words = _("Gesproken met %(name)s") if row.reached else _("Niet bereikt: %(name)s")
        by = " · ".join(
            str(part) for part in (row.recorded_by and row.recorded_by.name, row.get_how_display())
            if part
        )  # fmt: skip
        yield Entry(
            moment=row.contacted_at,
            title=words % {"name": row.guardian.name},
            icon="phone",
            by=by,
            text=row.note,
        )


def _escalations(case: SanctionCase, escalations: Iterable[Escalation]) -> Iterable[Entry]:
    for row in escalations:
        level = the(row.to_level)
        by = _("Automatisch, een termijn was voorbij") if row.by_clock else _by(row)
        yield Entry(
            moment=row.recorded_at,
            title=_("Doorgezet naar %(level)s") % {"level": level},
            icon="trending-up",
            by=by,
            text=row.reason,
        )
    informing = getattr(case, "board_informing", None)
    if informing is not None:
        told = _("Bestuur ingelicht") if informing.informed else _("Bestuur niet ingelicht")
        yield Entry(
            moment=informing.recorded_at,
            title=f"{told} · {_('beslist: %(level)s') % {'level': Level(informing.decider).label}}"
            if informing.decider
            else told,
            icon="landmark",
            by=_by(informing),
            text=informing.reason,
        )


def _decision(case: SanctionCase) -> Iterable[Entry]:
    if case.decided_at is None or case.decided_by is None:
        return
    yield Entry(
        moment=case.decided_at,
        title=_("Besluit: %(outcome)s") % {"outcome": decision(case)},
        icon="gavel",
        by=case.decided_by.name,
        text=case.motivation,
    )
    if case.end_reason:
        yield Entry(moment=case.status_since, title=case.stage_label.capitalize(),
                    icon="circle-slash", text=case.end_reason)  # fmt: skip


def _letters(case: SanctionCase, letters: Iterable[Letter]) -> Iterable[Entry]:
    for letter in letters:
        name = letter.address.splitlines()[0]
        yield Entry(
            moment=letter.made_at,
            title=_("Brief gemaakt voor %(name)s") % {"name": name},
            icon="file-text",
            by=letter.title,
            href=reverse("sanctions:letter_file", args=[case.school.slug, case.pk, letter.pk]),
        )


def _objection(case: SanctionCase) -> Iterable[Entry]:
    objection = getattr(case, "objection", None)
    if objection is None:
        return
    late = (Tag(label=_("Na de termijn"), kind="warn", icon="clock-alert"),)
    yield Entry(
        moment=objection.recorded_at,
        title=_("Bezwaar van %(name)s") % {"name": objection.by.name},
        icon="scale",
        by=_("Ontvangen op %(day)s") % {"day": long_day(objection.received_on)},
        text=objection.grounds,
        tags=late if objection.is_late else (),
    )
    if objection.ruled_at is not None:
        yield Entry(
            moment=objection.ruled_at,
            title=_("Beslissing op bezwaar: %(ruling)s")
            % {"ruling": str(objection.get_ruling_display()).lower()},
            icon="scale",
            by=objection.ruled_by.name if objection.ruled_by else "",
            text=objection.ruling_reason,
        )


# --- Words -----------------------------------------------------------------------------------
def what(case: SanctionCase) -> str:
    """The measure in words: "Schorsing van 2 dagen"."""
    if not case.days:
        return case.measure.name
    days = ngettext("%(days)d dag", "%(days)d dagen", case.days) % {"days": case.days}
    return _("%(measure)s van %(days)s") % {"measure": case.measure.name, "days": days}


def decision(case: SanctionCase) -> str:
    if case.outcome == SanctionCase.Outcome.NONE:
        return _("geen maatregel")
    return what(case).lower()


def when(case: SanctionCase) -> str:
    """The days of a suspension, in words."""
    if case.first_on is None or case.last_on is None:
        return ""
    if case.first_on == case.last_on:
        return long_day(case.first_on)
    return _("%(first)s tot en met %(last)s") % {
        "first": long_day(case.first_on),
        "last": long_day(case.last_on),
    }


def facts(case: SanctionCase) -> list[Fact]:
    """Short facts beside the timeline."""
    incident = case.incident
    href = address("incidents:page", {"school": case.school.slug, "pk": str(incident.pk)})
    found = [Fact(label=_("Maatregel"), value=what(case))]
    if days := when(case):
        found.append(Fact(label=_("Wanneer"), value=days))
    found += [
        Fact(label=_("Melding"), value=incident.number, href=href),
        Fact(label=_("Gebeurd op"), value=long_day(incident.happened_on)),
        Fact(label=_("Waar"), value=", ".join(incident.place_labels)),
        Fact(label=_("Voorgesteld door"), value=case.proposed_by.name),
    ]
    if case.arrangements:
        found.append(Fact(label=_("Onderwijs"), value=case.arrangements))
    return found


def head_tags(case: SanctionCase) -> list[Tag]:
    """The states under the title."""
    tags = []
    planned = [row.planned_at for row in case.hearings.all() if not row.is_over and row.planned_at]
    if planned:
        label = _("Hoorgesprek %(moment)s") % {"moment": moment(planned[-1])}
        tags.append(Tag(label=label, kind="warn", icon="calendar-clock"))
    legal = [duty for duty in case.duties.all() if duty.is_legal and duty.is_open]
    if legal:
        label = ngettext(
            "%(count)d wettelijke plicht open", "%(count)d wettelijke plichten open", len(legal)
        ) % {"count": len(legal)}
        tags.append(Tag(label=label, kind="solid", icon="landmark"))
    if case.escalated_at is not None:
        label = _("Doorgezet naar %(level)s") % {"level": the(case.level)}
        tags.append(Tag(label=label, kind="warn", icon="trending-up"))
    if not case.is_open:
        label = case.stage_label.capitalize()
        tags.append(Tag(label=label, icon="circle-check"))
    return tags


# --- Cases of a report -----------------------------------------------------------------------
def cases_of(actor: Actor, incident: Incident) -> list[SanctionCase]:
    """The cases that came of a report, as far as the reader may see them. One query, or none."""
    if incident.status == Incident.Stage.REPORTED:
        return []
    cases = visible(actor, SanctionCase.objects.filter(incident=incident))
    return list(cases.select_related("person", "measure").order_by("pk"))


# --- Who decides -----------------------------------------------------------------------------
@dataclass(frozen=True)
class Rung:
    """A level, what it decides on, and whether it decides here."""

    label: str
    measures: str
    decides_here: bool


def rungs(case: SanctionCase, catalogue: Iterable[Measure]) -> list[Rung]:
    """The ladder of the board for this kind of person, with who decides in this case."""
    names: dict[str, list[str]] = {level: [] for level in ladder.LADDER}
    for measure in catalogue:
        name = measure.name
        if measure.max_days:
            name = _("%(measure)s tot %(days)d dagen") % {
                "measure": name, "days": measure.max_days,
            }  # fmt: skip
        names[measure.mandate].append(name)
    return [
        Rung(str(Level(level).label).capitalize(), ", ".join(names[level]), level == case.decider)
        for level in ladder.LADDER
    ]


def what_the_clock_does(case: SanctionCase) -> str:
    """What happens by itself when the next term passes."""
    above = ladder.above(case.level)
    if case.status not in SanctionCase.UNDECIDED or case.due_on is None:
        return ""
    day = long_day(case.due_on)
    if not above:
        return _("Beslist het bestuur niet uiterlijk op %(day)s? Dan krijgt het bericht.") % {
            "day": day
        }
    words = {"day": day, "level": the(above[0])}
    if case.status == S.PROPOSED and case.measure.needs_hearing:
        return (
            _("Is het hoorgesprek op %(day)s niet vastgelegd? Dan gaat de zaak naar %(level)s.")
            % words
        )
    return _("Is er op %(day)s geen besluit? Dan gaat de zaak naar %(level)s.") % words
