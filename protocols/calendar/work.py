"""Evaluations and discussions that wait, for the work list. Six queries at most."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from protocols.binding.holding import excused_from
from protocols.calendar.models import Discussion, Evaluation, Moment
from protocols.calendar.services.reminders import ALARMS, page_of, takes_part
from protocols.calendar.terms import state_of
from protocols.calendar.words import TAGS, due_in_words
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import decide, visible
from schoolgids.organisation.services import school_year_of
from schoolgids.people.models import Appointment
from schoolgids.worklist.sources import Work, source

AHEAD = timedelta(days=14)  # a discussion is on the list from so long before its first day


@source("evaluation", gettext_lazy("Evaluatie van een code"))
def evaluations(actor: Actor, today: date) -> Iterator[Work]:
    """What comes near or is late, for who keeps the codes there and who evaluates along.
    The outcome is for the first to record: the other has something to look at.
    """
    if Action.REVIEW_VIEW not in actor.actions:
        return
    mine = Q(with_person=actor.person_id)
    if actor.acts_for_board(Action.REVIEW_PLAN):
        mine |= Q(school=None)
    elif Action.REVIEW_PLAN in actor.actions:
        mine |= Q(school__in=actor.schools)
    rows = visible(actor, Evaluation.objects.running().filter(mine))
    for row in rows.select_related("code", "school", "board").prefetch_related(
        "outcomes__replaced_by"
    ):
        found = row.open_occurrence
        if found is None:
            continue
        state = state_of(found.due.last, today)
        if state in ALARMS:
            yield Work(
                key=f"evaluation/{row.pk}/{found.number}",
                kind="evaluation",
                title=_("Evalueren: %s") % row.code.title,
                href=page_of(row),
                due_on=found.due.last,
                about=due_in_words(found.due),
                deed=_("Evalueren") if decide(actor, Action.REVIEW_PLAN, row) else _("Bekijken"),
                tags=(TAGS[state],),
                assigned=row.with_person_id == actor.person_id,
            )


@source("discussion", gettext_lazy("Gesprek met een groep"))
def discussions(actor: Actor, today: date) -> Iterator[Work]:
    """What the own groups have yet to talk about."""
    if Action.DISCUSSION_TICK not in actor.actions:
        return
    year = school_year_of(today)
    held = Appointment.objects.holding_on(today).filter(
        person=actor.person_id, group__school_year=year
    )
    groups = {row.group for row in held.select_related("group__school")}
    if not groups:
        return
    ticks = Discussion.objects.current().filter(moment=OuterRef("pk"), held_on__isnull=False)
    moments = list(
        visible(actor, Moment.objects.running().begun_by(today + AHEAD))
        .filter(school_year=year)
        .select_related("plan__code")
        .annotate(talked=ArraySubquery(ticks.values("group_id")))
    )
    excused = excused_from({moment.plan.code_id for moment in moments}, today)
    for moment in moments:
        for group in sorted(groups, key=lambda one: one.name):
            if not takes_part(moment, group) or group.pk in moment.talked:
                continue
            if (moment.plan.code_id, group.school_id) in excused:
                continue
            place = {"school": group.school.slug, "pk": moment.plan_id}
            yield Work(
                key=f"discussion/{moment.pk}/{group.pk}",
                kind="discussion",
                title=_("Bespreek met %(group)s: %(code)s")
                % {"group": group.name, "code": moment.plan.code.title},
                href=reverse("review_calendar:discussions", kwargs=place),
                due_on=moment.until_on,
                about=moment.name,
                deed=_("Afvinken"),
                assigned=True,
            )
