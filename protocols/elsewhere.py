"""Links of a text to other codes: by their key, so that each guide leads to its own place (G2)."""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from django.db.models import Q, QuerySet

from protocols.models import Code
from protocols.outline.references import ELSEWHERE

# Published, whether it has begun or will.
IN_THE_GUIDE = ("in_force", "scheduled")
TARGET = re.compile(r"\]\(code:([-a-z0-9_]{1,80})\)")


class Placed(Protocol):
    """Something with a text, of a board or of one of its schools."""

    @property
    def board_id(self) -> int: ...

    @property
    def school_id(self) -> int | None: ...

    @property
    def text(self) -> str: ...


def codes_near(board_id: int, school_id: int | None) -> QuerySet[Code]:
    """The codes that a text of this place may point to: those of the board, and the school's own."""
    return Code.objects.filter(Q(school=None) | Q(school=school_id), board=board_id)


def published_near(rows: Sequence[Placed]) -> frozenset[str]:
    """The keys of the codes that links in these rows of one text may lead to. One query, none for
    a text without such links.
    """
    if not any(ELSEWHERE in row.text for row in rows):
        return frozenset()
    codes = codes_near(rows[0].board_id, rows[0].school_id)
    found = codes.filter(versions__status__in=IN_THE_GUIDE).values_list("pk", flat=True)
    return frozenset(str(key) for key in found)


def translated(text: str, names: Mapping[str, str]) -> str:
    """The text with other names of the codes: slugs for people, keys to keep."""
    return TARGET.sub(lambda found: f"](code:{names.get(found[1], found[1])})", text)
