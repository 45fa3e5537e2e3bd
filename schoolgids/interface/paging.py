"""Pages of a long list, kept by key: the thousandth page costs what the first one does.

Keys are UUIDs in order of time, so the newest row comes first without a column to sort by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet

from schoolgids.interface.given import key_of

M = TypeVar("M", bound=Model)
BEFORE, AFTER = "voor", "na"


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows, newest first, with the addresses of the pages beside it ("" for none)."""

    rows: Sequence[M]
    newer: str = ""
    older: str = ""


def page_of(queryset: QuerySet[M], given: Mapping[str, Any], *, size: int = 25) -> Page[M]:
    """The page that the query string `given` asks for. One query, one row more than is shown.

    Filters in the query string are kept in the addresses; a key that is none is ignored.
    """
    before, after = key_of(given.get(BEFORE)), key_of(given.get(AFTER))
    if after is not None:
        found = list(queryset.filter(pk__gt=after).order_by("pk")[: size + 1])
        rows, more = found[:size][::-1], len(found) > size
        return Page(rows, *_beside(rows, given, newer=more, older=True))
    if before is not None:
        queryset = queryset.filter(pk__lt=before)
    found = list(queryset.order_by("-pk")[: size + 1])
    rows, more = found[:size], len(found) > size
    return Page(rows, *_beside(rows, given, newer=before is not None, older=more))


def _beside(
    rows: Sequence[M], given: Mapping[str, Any], *, newer: bool, older: bool
) -> tuple[str, str]:
    """The addresses of the newer and the older page."""
    kept = {key: given[key] for key in given if key not in (BEFORE, AFTER)}
    if not rows:
        return (f"?{urlencode(kept)}" if newer or older else "", "")
    return (
        f"?{urlencode({**kept, AFTER: rows[0].pk})}" if newer else "",
        f"?{urlencode({**kept, BEFORE: rows[-1].pk})}" if older else "",
    )
