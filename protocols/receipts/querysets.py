"""Questions about who was given which text, named after the question."""

from typing import Any, Self

from django.db import models


class HandedOutQuerySet(models.QuerySet[Any]):
    def unread(self) -> Self:
        """Not confirmed yet, of a text that holds or will: what is replaced need not be read."""
        waits = ("adopted", "scheduled", "in_force")
        return self.filter(confirmation=None, version__status__in=waits)
