"""Topics to look at again and items that are missing, for the work list. Five queries at most."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from protocols.completeness.facts import facts_of, owner_in_words, stale
from protocols.completeness.models import TopicFacts
from protocols.completeness.policies import is_owner, kept_by
from protocols.completeness.standing import numbers_of
from protocols.models import GuideTopic
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.organisation.models import School
from schoolgids.worklist.sources import Work, source

AT_MOST = 100


@source("guide", gettext_lazy("Schoolgids"))
def guide(actor: Actor, today: date) -> Iterator[Work]:
    """What the keeper of a topic, and who keeps the guide of the school, has to do."""
    keeps = Action.TOPIC_EDIT in actor.actions
    if actor.is_board_wide or Action.TOPIC_CHECK not in actor.actions:
        return
    topics = GuideTopic.objects.filter(school__in=list(actor.schools)).select_related("school")
    if not keeps:
        topics = topics.filter(facts__in=TopicFacts.objects.filter(kept_by(actor)))
    for row in stale(topics, today).order_by("again_on", "pk")[:AT_MOST]:
        yield _to_check(actor, row, keeps=keeps)
    if keeps:
        schools = list(School.objects.filter(pk__in=list(actor.schools)))
        for school, numbers, _old in numbers_of(schools, today):
            if numbers.missing:
                yield _to_complete(school, numbers.missing)


def _to_check(actor: Actor, row: Any, *, keeps: bool) -> Work:
    facts = facts_of(row)
    mine = facts is not None and is_owner(actor, facts)
    place = {"school": row.school.slug, "pk": row.pk if keeps else facts.pk}
    return Work(
        key=f"guide/{row.pk}",
        kind="guide",
        title=_("Nakijken: %s") % row.title,
        href=reverse("topics:topic" if keeps else "completeness:check", kwargs=place),
        due_on=row.again_on,
        about=_("Schoolgids"),
        deed=_("Nakijken"),
        owner=owner_in_words(row),
        mine=keeps or mine,
        assigned=mine,
    )


def _to_complete(school: School, missing: int) -> Work:
    words = ngettext(
        "Schoolgids: %(number)s onderdeel ontbreekt",
        "Schoolgids: %(number)s onderdelen ontbreken",
        missing,
    )
    return Work(
        key=f"guide/missing/{school.pk}",
        kind="guide",
        title=words % {"number": missing},
        href=reverse("completeness:page", kwargs={"school": school.slug}),
        about=_("Volledigheid"),
        deed=_("Vul aan"),
    )
