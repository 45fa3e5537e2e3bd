"""What the public guide reads: published tables only, a fixed number of questions per page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from string import ascii_uppercase
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.timezone import localdate

from protocols.binding.models import PublishedNotBound
from protocols.completeness.models import PublishedCheck
from protocols.models import PublishedProvision, PublishedTopic, PublishedVersion
from protocols.models.published import stable_anchor
from schoolgids.organisation.models import School
from schoolgids.prepared import Prepared


@dataclass(frozen=True)
class Letter:
    """A letter of the bar, with its topics."""

    name: str
    topics: Sequence[PublishedTopic]


def find_school(slug: str) -> School | None:
    """A school with the moment its guide last changed (`guide_changed_at`). One query."""
    return next(iter(_school_of(slug=slug)), None)


def _school_with_age(slug: str) -> QuerySet[School]:
    latest = PublishedTopic.objects.filter(school=OuterRef("pk")).order_by("-changed_at")
    schools = School.objects.select_related("board", "logo").defer("logo__content")
    return schools.filter(slug=slug).annotate(
        guide_changed_at=Subquery(latest.values("changed_at")[:1])
    )


_school_of = Prepared(_school_with_age, slug=str)


def changed_at(school: Any) -> datetime | None:
    """When the guide of a school from `find_school` last changed."""
    moment: datetime | None = school.guide_changed_at
    return moment


def in_guide(school: School | int, day: date) -> QuerySet[PublishedTopic]:
    """The topics that stand in a guide on a day: without the codes that do not bind the school."""
    off = PublishedNotBound.objects.on(day).filter(code=OuterRef("code"), school=school)
    return PublishedTopic.objects.filter(school=school, is_withdrawn=False).exclude(Exists(off))


def _topics(school: int, day: date) -> QuerySet[PublishedTopic]:
    shown = in_guide(school, day).only(
        "topic", "school_id", "slug", "letter", "title", "code", "is_withdrawn"
    )
    return shown.order_by("letter", "title")


_topics_of = Prepared(_topics, school=int, day=date)


def topics_of(school: School) -> list[PublishedTopic]:
    """The topics of a guide, from A to Z, without their texts. One query."""
    return _topics_of(school=school.pk, day=localdate())


def addresses_of(school: School, topics: Sequence[PublishedTopic]) -> dict[str, str]:
    """Where each code stands in a guide, by its key, for texts that point to another code."""
    return {
        str(topic.code): reverse(
            "protocols:topic", kwargs={"school": school.slug, "topic": topic.slug}
        )
        for topic in topics
        if topic.code
    }


def letters_of(topics: Sequence[PublishedTopic]) -> list[Letter]:
    """The whole alphabet, each letter with its topics; "#" only when something stands there."""
    found = [
        Letter(name, [topic for topic in topics if topic.letter == name])
        for name in (*ascii_uppercase, "#")
    ]
    return [letter for letter in found if letter.topics or letter.name != "#"]


def _topic(school: int, slug: str) -> QuerySet[Any]:
    check = PublishedCheck.objects.filter(topic=OuterRef("topic"))
    periods = PublishedNotBound.objects.filter(code=OuterRef("code"), school=school)
    rows: QuerySet[Any] = PublishedTopic.objects.filter(
        school=school, slug=slug, is_withdrawn=False
    ).annotate(
        checked_on=Subquery(check.values("checked_on")[:1]),
        legal_link=Subquery(check.values("legal_link")[:1]),
        not_bound=ArraySubquery(
            periods.order_by("from_on").values(
                period=JSONObject(from_on="from_on", until_on="until_on")
            )
        ),
    )
    return rows


_topic_of: Any = Prepared(_topic, school=int, slug=str)


def topic_of(school: School, slug: str) -> PublishedTopic | None:
    """One topic with its texts, when it was looked at (`checked_on`, `legal_link`) and when its
    code did not bind the school (`not_bound`). One query.
    """
    found: list[PublishedTopic] = _topic_of(school=school.pk, slug=slug)
    return found[0] if found else None


def not_bound_since(topic: Any, day: date) -> date | None:
    """Since when the code of a topic of `topic_of` does not bind its school, if so on a day."""
    for period in topic.not_bound:
        first, end = period["from_on"], period["until_on"]
        if first <= day.isoformat() and (end is None or day.isoformat() < end):
            return date.fromisoformat(first)
    return None


def versions_of(code: UUID | None) -> list[PublishedVersion]:
    """The published versions of a code, newest first. One query, none without a code."""
    if code is None:
        return []
    return list(PublishedVersion.objects.filter(code=code).order_by("-effective_on"))


def in_force(versions: Sequence[PublishedVersion], day: date) -> PublishedVersion | None:
    """The one of these versions that held on a day."""
    return next(
        (
            version
            for version in versions
            if version.effective_on <= day and (version.until_on is None or day < version.until_on)
        ),
        None,
    )


def texts_of(versions: Sequence[PublishedVersion]) -> dict[UUID, list[PublishedProvision]]:
    """The text of each of these versions. One query, none without a version."""
    found: dict[UUID, list[PublishedProvision]] = {version.pk: [] for version in versions}
    if versions:
        rows = PublishedProvision.objects.filter(version__in=list(found)).defer("search")
        for row in rows.order_by("version", "order"):
            found[row.version_id].append(row)
    return found


def texts_of_key(versions: Sequence[PublishedVersion], key: UUID) -> dict[UUID, PublishedProvision]:
    """One provision in each of these versions that has it. One query."""
    rows = PublishedProvision.objects.filter(version__in=[v.pk for v in versions], key=key)
    return {row.version_id: row for row in rows.defer("search")}


def last_place_of(
    versions: Sequence[PublishedVersion], anchor: str
) -> tuple[PublishedVersion, UUID] | None:
    """The newest of these versions that has the provision of a stable anchor, and its key."""
    rows = PublishedProvision.objects.filter(version__in=[v.pk for v in versions])
    held = {
        version: key
        for version, key in rows.values_list("version", "key")
        if stable_anchor(key) == anchor
    }
    return next(((version, held[version.pk]) for version in versions if version.pk in held), None)


def changes_of(school: School, limit: int) -> list[tuple[PublishedTopic, PublishedVersion]]:
    """The last published versions in a guide with their topic, newest first. Two queries."""
    topics = {topic.code: topic for topic in topics_of(school) if topic.code}
    rows = PublishedVersion.objects.filter(code__in=list(topics)).order_by(
        "-published_at", "-number"
    )
    return [(topics[row.code], row) for row in rows[:limit]]
