"""Questions about publications, named after the question."""

from typing import Any, Self

from django.db.models import Count, Q, QuerySet


class PublicationQuerySet(QuerySet[Any]):
    def with_counts(self) -> Self:
        """Each with how many people are in the picture, and how many of them had no consent."""
        return self.annotate(
            people_count=Count("appearances"),
            refused_count=Count("appearances", filter=~Q(appearances__state="yes")),
        )


class TakeDownQuerySet(QuerySet[Any]):
    def open(self) -> Self:
        """What has yet to disappear."""
        return self.filter(status="open")

    def whole(self) -> Self:
        """With everything a page or a list shows of them."""
        return self.select_related(
            "place",
            "school",
            "asked_by",
            "settled_by",
            "appearance__person",
            "appearance__publication__purpose",
            "appearance__publication__registered_by",
        )
