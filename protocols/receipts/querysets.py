"""Questions about who was given which text, named after the question."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef

from protocols.binding.models import NotBound


class HandedOutQuerySet(models.QuerySet[Any]):
    def unread(self, on: date) -> Self:
        """Not confirmed yet, of a text that holds or will: what is replaced need not be read, nor
        what does not bind the school on that day.
        """
        waits = ("adopted", "scheduled", "in_force")
        excused = NotBound.objects.on(on).filter(
            code=OuterRef("version__code"), school=OuterRef("school")
        )
        unread = self.filter(confirmation=None, version__status__in=waits)
        return unread.exclude(Exists(excused))
