"""Discussions with groups about a code: which groups, when, and that it was done."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from protocols.calendar.models import Discussion, DiscussionPlan, Moment
from protocols.models import Code
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.organisation.models import Group
from schoolgids.organisation.services import school_year_of
from schoolgids.workflow import Refused

MOST_MOMENTS = 20  # of one plan in one school year


@transaction.atomic
def plan_discussions(
    actor: Actor,
    *,
    code: Code,
    year_groups: Iterable[str],
    groups: Iterable[Group],
    moment: datetime,
) -> DiscussionPlan:
    """Plans which groups talk about a code: by year, so that it goes on next year, or chosen."""
    require(actor, Action.REVIEW_PLAN, code)
    one_at_a_time(f"review-plan/{code.pk}")
    years, chosen = sorted(set(year_groups)), list(groups)
    if not years and not chosen:
        raise Refused(_("Kies de leerjaren of de groepen die het gesprek voeren."))
    if any(group.school_id != code.school_id for group in chosen):
        raise Refused(_("Kies groepen van de school van deze code, of kies leerjaren."))
    what = {"year_groups": years, "group_ids": sorted(group.pk for group in chosen)}
    if DiscussionPlan.objects.running().filter(code=code, **what).exists():
        raise Refused(_("Voor deze groepen zijn de gesprekken over deze code al gepland."))
    plan = DiscussionPlan.objects.create(
        board_id=code.board_id,
        school_id=code.school_id,
        code=code,
        **what,
        planned_by_id=actor.person_id,
        planned_at=moment,
    )
    record(
        "review.plan_discussions",
        actor=actor,
        about=plan,
        code=str(code.pk),
        years=years,
        groups=len(chosen),
    )
    return plan


@transaction.atomic
def add_moment(
    actor: Actor,
    *,
    plan: DiscussionPlan,
    name: str,
    from_on: date,
    until_on: date,
    moment: datetime,
) -> Moment:
    """A time to talk in the school year of its first day.

    Raises Forbidden, or Refused for a plan that was stopped, a name that is taken or bad days.
    """
    require(actor, Action.REVIEW_PLAN, plan)
    one_at_a_time(f"moments/{plan.pk}")
    plan = DiscussionPlan.objects.get(pk=plan.pk)
    year, name = school_year_of(from_on), " ".join(name.split())
    if plan.stopped_at is not None:
        raise Refused(_("Dit plan is gestopt. Plan de gesprekken opnieuw."))
    if until_on < from_on:
        raise Refused(_("De laatste dag komt voor de eerste. Kijk de dagen na."))
    if school_year_of(until_on) != year:
        raise Refused(_("Een moment valt in één schooljaar: dat eindigt op 31 juli."))
    here = plan.moments.filter(school_year=year)
    if here.filter(name__iexact=name).exists():
        raise Refused(_("Dit moment staat er al voor dit schooljaar."))
    if here.count() >= MOST_MOMENTS:
        raise Refused(_("Er staan al te veel momenten in dit schooljaar."))
    added = Moment.objects.create(
        board_id=plan.board_id,
        school_id=plan.school_id,
        plan=plan,
        school_year=year,
        name=name,
        from_on=from_on,
        until_on=until_on,
        added_at=moment,
    )
    record("review.add_moment", actor=actor, about=plan, moment=str(added.pk), year=year)
    return added


@transaction.atomic
def tick(actor: Actor, *, moment: Moment, group: Group, held_on: date, now: datetime) -> Discussion:
    """Says that a group has talked. The same again is the same row.

    Raises Forbidden for the group of another, Refused for a day that can't be or another day
    than was ticked before.
    """
    held = Discussion(
        board_id=group.board_id, school_id=group.school_id, moment=moment, group=group
    )
    require(actor, Action.DISCUSSION_TICK, held)
    _check(moment, group, held_on, now)
    before = _current(moment, group.pk)
    if before is not None and before.held_on is not None:
        if before.held_on == held_on:
            return before
        raise Refused(_("Dit gesprek is al afgevinkt. Haal eerst het vinkje weg."))
    return _add(actor, held, held_on, now, before)


@transaction.atomic
def take_back(actor: Actor, *, moment: Moment, group: Group, now: datetime) -> None:
    """Takes a tick back by a next row; who ticked when stays to be read."""
    held = Discussion(
        board_id=group.board_id, school_id=group.school_id, moment=moment, group=group
    )
    require(actor, Action.DISCUSSION_TICK, held)
    before = _current(moment, group.pk)
    if before is not None and before.held_on is not None:
        _add(actor, held, None, now, before)


# --- Steps ------------------------------------------------------------------------------------


def _current(moment: Moment, group: UUID) -> Discussion | None:
    one_at_a_time(f"discussion/{moment.pk}/{group}")
    found: Discussion | None = (
        Discussion.objects.current().filter(moment=moment, group=group).first()
    )
    return found


def _check(moment: Moment, group: Group, held_on: date, now: datetime) -> None:
    if moment.plan.stopped_at is not None:
        raise Refused(_("Dit plan is gestopt. Er valt niets meer af te vinken."))
    if group.school_year != moment.school_year or not moment.plan.is_for(group):
        raise Refused(_("Deze groep doet niet mee aan dit moment."))
    if held_on > localdate(now):
        raise Refused(_("Deze dag is nog niet geweest. Vink het gesprek af als het is gevoerd."))
    if school_year_of(held_on) != moment.school_year:
        raise Refused(_("Deze dag valt niet in het schooljaar van dit moment. Kijk de datum na."))


def _add(
    actor: Actor, held: Discussion, held_on: date | None, now: datetime, before: Discussion | None
) -> Discussion:
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    held.held_on, held.ticked_by_id, held.ticked_at = held_on, actor.person_id, now
    held.replaces = before
    held.save(force_insert=True)
    record(
        "review.tick" if held_on else "review.take_back",
        actor=actor,
        about=held,
        moment=str(held.moment_id),
        group=str(held.group_id),
    )
    return held
