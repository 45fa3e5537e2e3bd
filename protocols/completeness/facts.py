"""What is known of the topics of a guide, in a fixed number of questions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from protocols.binding.models import PublishedNotBound
from protocols.models import GuideTopic, PublishedTopic, PublishedVersion
from schoolgids.access.roles import ROLES

HAS_WORDS = ~Q(own_text="") | ~Q(in_short="")


def with_facts(topics: QuerySet[GuideTopic]) -> QuerySet[Any]:
    """Topics with `again_on`: when to look again, of the facts or else of the topic itself."""
    rows = topics.select_related("facts", "facts__owner", "facts__checked_by")
    return rows.annotate(again_on=Coalesce(F("facts__check_again_on"), F("review_on")))


def stale(topics: QuerySet[GuideTopic], today: date) -> QuerySet[Any]:
    """Those that should have been looked at before today."""
    return with_facts(topics).filter(again_on__lt=today, is_withdrawn=False)


def readable(topics: QuerySet[GuideTopic], day: date) -> QuerySet[GuideTopic]:
    """Those that a parent can read on a day: in the guide, and with words of its own or a code in
    force that binds the school.
    """
    return topics.filter(is_readable(OuterRef("pk"), day))


def is_readable(topic: Any, day: date) -> Exists:
    """That the topic of this key can be read on a day, to filter or annotate rows."""
    off = PublishedNotBound.objects.on(day).filter(code=OuterRef("code"), school=OuterRef("school"))
    holds = PublishedVersion.objects.in_force_on(day).filter(code=OuterRef("code"))
    rows = PublishedTopic.objects.filter(topic=topic, is_withdrawn=False).exclude(Exists(off))
    return Exists(rows.filter(HAS_WORDS | Exists(holds)))


def owner_in_words(topic: Any) -> str:
    """Who keeps a topic of `with_facts`, as staff read it."""
    kept = facts_of(topic)
    if kept is not None and kept.owner is not None:
        return str(kept.owner.name)
    return role_in_words(kept.owner_role if kept else "") or str(topic.owner)


def facts_of(topic: Any) -> Any:
    """The facts of a topic, or None when nothing was said yet."""
    return getattr(topic, "facts", None)


def role_in_words(code: str) -> str:
    return str(ROLES[code].label) if code in ROLES else ""


def roles_that_keep() -> Iterable[tuple[str, str]]:
    """The roles of staff of a school, as choices."""
    return [
        (role.code, str(role.label))
        for role in ROLES.values()
        if role.staff and not role.board_wide
    ]
