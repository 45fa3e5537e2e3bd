"""Questions about evaluations and discussions, named after the question."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q


class PlanQuerySet(models.QuerySet[Any]):
    """Of what is planned until somebody stops it."""

    def running(self) -> Self:
        return self.filter(stopped_at=None)

    def of_place(self, school_id: int | None) -> Self:
        """Those of a school and of its board; without a school those of the board alone."""
        if school_id is None:
            return self.filter(school=None)
        return self.filter(Q(school=school_id) | Q(school=None))


class CurrentQuerySet(models.QuerySet[Any]):
    """Of rows that are only ever added: a row that another replaces is history."""

    def current(self) -> Self:
        return self.filter(replaced_by=None)


class MomentQuerySet(models.QuerySet[Any]):
    def running(self) -> Self:
        """Of plans that were not stopped."""
        return self.filter(plan__stopped_at=None)

    def begun_by(self, day: date) -> Self:
        return self.filter(from_on__lte=day)
