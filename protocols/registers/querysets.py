"""Questions about the registers, named after the question."""

from datetime import date
from typing import Any, Self

from django.db.models import F, Q, QuerySet

from schoolgids.people.querysets import is_called


class EntryQuerySet(QuerySet[Any]):
    def standing_on(self, day: date) -> Self:
        """Granted, begun and not past its last day. No job ends what a date ends."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), status="granted").filter(
            from_on__lte=day
        )

    def about(self, words: str) -> Self:
        """With these words in what it is called, is for or is about."""
        return self.filter(
            Q(name__icontains=words)
            | Q(platform_name__icontains=words)
            | Q(purpose__icontains=words)
            | Q(group__name__icontains=words)
            | is_called(words, "person")
            | is_called(words, "requested_by")
        )

    def whole(self) -> Self:
        """With everything that a page or a list shows of them."""
        return self.select_related(
            "school", "group", "person", "requested_by", "decided_by", "ended_by"
        )


class PlacementQuerySet(QuerySet[Any]):
    def noted_last(self) -> Self:
        """What was written down last about each pupil of each class app."""
        return self.order_by("entry_id", "person_id", "-pk").distinct("entry_id", "person_id")


class AccountQuerySet(QuerySet[Any]):
    def official_on(self, day: date) -> Self:
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day).order_by(
            F("platform"), "name", "pk"
        )
