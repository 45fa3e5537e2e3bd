"""Questions about entries in files, named after the question."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db.models import Q, QuerySet


class DossierEntryQuerySet(QuerySet[Any]):
    def in_file(self, *, person_id: UUID, room: str) -> Self:
        """What stands in one file of a person, newest first."""
        return self.filter(person_id=person_id, room=room).order_by("-happened_at", "-id")

    def older_than(self, moment: datetime, pk: UUID) -> Self:
        """What comes after an entry in that order."""
        return self.filter(Q(happened_at__lt=moment) | Q(happened_at=moment, id__lt=pk))
