"""Questions about the outbox."""

from datetime import datetime
from typing import Any, Self

from django.db.models import QuerySet


class NoticeQuerySet(QuerySet[Any]):
    def waiting(self) -> Self:
        """Neither sent nor given up."""
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, moment: datetime) -> Self:
        """Waiting, and to be tried (again) by now."""
        return self.waiting().filter(next_try_at__lte=moment)
