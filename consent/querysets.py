"""Questions about consent, named after the question."""

from collections.abc import Collection
from datetime import date
from typing import Any, Self, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

Key = TypeVar("Key")
Among = Collection[Key] | RawSQL  # keys, or `any_of` of a prepared question


class SettingsQuerySet(QuerySet[Any]):
    def holding_on(self, day: date) -> Self:
        """What boards had chosen by a day, the last choice first."""
        return self.filter(effective_on__lte=day).order_by("-effective_on")


class PurposeQuerySet(QuerySet[Any]):
    def of_schools(self, school_ids: Among[int]) -> Self:
        """Purposes of these schools, and those their board asks for all of them."""
        return self.filter(Q(school=None) | Q(school__in=school_ids))

    def asked_on(self, day: date) -> Self:
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=day))


class AnswerQuerySet(QuerySet[Any]):
    def about(self, people: Among[UUID], *, school_ids: Among[int]) -> Self:
        return self.filter(person__in=people, school__in=school_ids)

    def submitted_as(self, submission: UUID) -> Self:
        """What one press of a button left behind."""
        return self.filter(submission=submission)
