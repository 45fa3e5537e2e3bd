"""How many were given a text, and how many say to have read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from protocols.receipts.models import HandedOut


@dataclass(frozen=True)
class Standing:
    """The numbers of a version, or of a school."""

    name: str
    given: int
    confirmed: int

    @property
    def percent(self) -> int:
        """Rounded down: 100 is everybody."""
        return self.confirmed * 100 // self.given if self.given else 0

    @property
    def open(self) -> int:
        return self.given - self.confirmed


def per(field: str, rows: QuerySet[HandedOut], *order: str) -> list[Standing]:
    """The numbers for each value of a field. One query."""
    counted: Iterable[dict[str, Any]] = (
        rows.order_by()
        .values(field)
        .annotate(given=Count("pk"), confirmed=Count("confirmation"))
        .order_by(*(order or (field,)))
    )
    return [Standing(str(row[field]), row["given"], row["confirmed"]) for row in counted]
