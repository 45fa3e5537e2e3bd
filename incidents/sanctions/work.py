"""What sanction cases ask of people, for the work list. Two queries."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.sanctions import ladder
from incidents.sanctions.duty_lines import duty_href
from incidents.sanctions.models import Duty, Level, SanctionCase, the
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visible
from schoolgids.interface.parts import Tag
from schoolgids.worklist.sources import Work, source

AT_MOST = 400  # open cases on one list: nobody works through more
S = SanctionCase.Stage


@source("sanction", gettext_lazy("Maatregel"))
def cases(actor: Actor, today: date) -> Iterator[Work]:
    """Each open case, for who is to take the next step."""
    if Action.SANCTION_VIEW not in actor.actions:
        return
    rows = visible(actor, SanctionCase.objects.filter(status__in=SanctionCase.OPEN))
    shown = rows.with_group(today).select_related(  # type: ignore[attr-defined]
        "person", "measure", "proposed_by", "school", "objection"
    )
    for case in shown.order_by("due_on", "id")[:AT_MOST]:
        yield from _next_step(actor, case, today)


@source("duty", gettext_lazy("Plicht"))
def duties(actor: Actor, today: date) -> Iterator[Work]:
    """Each open duty, for the level that sees to it."""
    if Action.DUTY_FULFIL not in actor.actions:
        return
    known = visible(actor, SanctionCase.objects.all()).values("pk")
    rows = (
        Duty.objects.open().filter(case__in=known).exclude(case__status__in=("withdrawn", "lapsed"))
    )
    for duty in rows.select_related("case__person", "case__school").order_by("due_on")[:AT_MOST]:
        mine = _stands(actor, duty.case, duty.level)
        overseen = actor.is_board_wide and duty.is_legal and duty.due_on < today
        if mine or overseen or actor.person_id == duty.case.proposed_by_id:
            yield _duty(duty, mine=mine)


def _duty(duty: Duty, *, mine: bool) -> Work:
    case = duty.case
    tags = (
        [Tag(label=_("Wettelijke plicht"), kind="solid", icon="landmark")] if duty.is_legal else []
    )
    return Work(
        key=f"duty/{duty.pk}",
        kind="duty",
        title=str(duty),
        href=duty_href(case, duty) if mine else _href(case),
        due_on=duty.due_on,
        about=_about(case),
        deed=_("Vastleggen") if mine else _("Bekijken"),
        owner=str(Level(duty.level).label).capitalize(),
        tags=tags,
        mine=mine,
        assigned=mine,
        is_legal=duty.is_legal,
    )


def _next_step(actor: Actor, case: SanctionCase, today: date) -> Iterable[Work]:
    title, due_on, level = _asked(case, today)
    if not title:
        return
    proposer = actor.person_id == case.proposed_by_id
    mine = _stands(actor, case, level)
    if not mine and not proposer:
        return
    yield Work(
        key=f"sanction/{case.pk}",
        kind="sanction",
        title=title,
        href=_href(case),
        due_on=due_on,
        about=_about(case),
        deed=_("Open de zaak") if mine else _("Bekijken"),
        owner=case.proposed_by.name if proposer and mine else str(Level(level).label).capitalize(),
        tags=_tags(case),
        mine=mine,
        assigned=proposer or (mine and case.level == level),
        is_escalated=case.escalated_at is not None and case.status in SanctionCase.UNDECIDED,
    )


def _asked(case: SanctionCase, today: date) -> tuple[str, date | None, str]:
    """The next step, its last day, and the level that takes it; no title when nobody has to."""
    measure = case.measure.name.lower()
    if case.status == S.PROPOSED and case.measure.needs_hearing:
        return _("Hoorgesprek voeren en vastleggen"), case.due_on, case.level
    if case.status in SanctionCase.UNDECIDED:
        return _("Besluit nemen: %(measure)s") % {"measure": measure}, case.due_on, case.decider
    if case.status == S.DECIDED and case.outcome == SanctionCase.Outcome.IMPOSED:
        title = _("Besluit bekendmaken: %(measure)s") % {"measure": measure}
        return title, case.due_on, Level.TEAM_LEADER
    if case.status == S.COMMUNICATED and case.objection_until and case.objection_until >= today:
        return "", None, ""
    if case.status == S.OBJECTED:
        return _("Beslissen op bezwaar"), case.objection.ruling_due_on, Level.BOARD
    return _("Zaak sluiten"), None, Level.TEAM_LEADER


def _stands(actor: Actor, case: SanctionCase, level: str) -> bool:
    """Whether it is for the actor: of this level, or who proposed it and may do it as well. Not
    for everybody who could: a head is not to look past the work of the team leaders.
    """
    own = ladder.level_of(actor.roles_at(case.school_id))
    return own == level or (actor.person_id == case.proposed_by_id and ladder.reaches(own, level))


def _href(case: SanctionCase) -> str:
    return reverse("sanctions:case", args=[case.school.slug, case.pk])


def _about(case: SanctionCase) -> str:
    parts = [_("Zaak %(number)s") % {"number": case.number}, case.person.short_name]
    if group := getattr(case, "group_name", None):
        parts.append(group)
    parts.append(case.stage_label.capitalize())
    return " · ".join(parts)


def _tags(case: SanctionCase) -> list[Tag]:
    if case.escalated_at is None or case.status not in SanctionCase.UNDECIDED:
        return []
    label = _("Doorgezet naar %(level)s") % {"level": the(case.level)}
    return [Tag(label=label, kind="warn", icon="trending-up")]
