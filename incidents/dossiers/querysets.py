"""Questions about entries in files, named after the question."""

from typing import Any, Self
from uuid import UUID

from django.db.models import QuerySet


class DossierEntryQuerySet(QuerySet[Any]):
    def in_file(self, *, person_id: UUID, room: str) -> Self:
        """What stands in one file of a person, newest first."""
        return self.filter(person_id=person_id, room=room).order_by("-happened_at", "-id")
