"""Where the public guide shows a provision: in the words that held, at its own place."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from protocols.models import PublishedProvision, PublishedTopic


def guide_place(*, provision: str = "provision", school: str = "school_id") -> Subquery:
    """To annotate rows that cite a provision, for `guide_address`: part of their own query.

    provision, school: the names of the fields of those rows.
    """
    topics = PublishedTopic.objects.filter(
        school=OuterRef(OuterRef(school)), code=OuterRef("version__code"), is_withdrawn=False
    )
    published = PublishedProvision.objects.filter(
        version=OuterRef(f"{provision}__version_id"), key=OuterRef(f"{provision}__key")
    )
    placed = published.annotate(
        at_school=Subquery(topics.values("school__slug")[:1]),
        in_topic=Subquery(topics.values("slug")[:1]),
    ).exclude(in_topic=None)
    return Subquery(
        placed.values(
            place=JSONObject(
                school="at_school",
                topic="in_topic",
                anchor="anchor",
                effective_on="version__effective_on",
                until_on="version__until_on",
            )
        )[:1]
    )


def guide_address(place: Mapping[str, Any] | None, *, on: date) -> str | None:
    """The address of a provision in the guide of a school, as it held on a day; None when it is
    not published there. A day on which the version did not hold becomes the nearest that it did.
    """
    if place is None:
        return None
    first = date.fromisoformat(place["effective_on"])
    day = max(on, first)
    if place["until_on"] is not None:
        day = max(first, min(day, date.fromisoformat(place["until_on"]) - timedelta(days=1)))
    page = reverse(
        "protocols:topic_on",
        kwargs={"school": place["school"], "topic": place["topic"], "day": day},
    )
    return f"{page}#{place['anchor']}"
