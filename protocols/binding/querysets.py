"""Questions about periods in which a code does not bind a school."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q


class PeriodQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> Self:
        """The periods that hold on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=day), from_on__lte=day)
