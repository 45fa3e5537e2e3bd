"""A class sheet as rows of a table: which rows, in which order, and safe in a spreadsheet. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from consent.rule import State
from consent.sheets import Row

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
ALL, INCOMPLETE, DISPUTE, SIXTEEN, NEVER = "alles", "open", "oneens", "16", "nooit"
BY_NAME, BY_AGE, BY_OPEN = "naam", "leeftijd", "open"

KEPT: Mapping[str, Callable[[Row], bool]] = {
    ALL: lambda _row: True,
    INCOMPLETE: lambda row: not row.is_complete,
    DISPUTE: lambda row: any(verdict.state is State.DISPUTE for verdict in row.verdicts),
    SIXTEEN: lambda row: row.decides_alone or row.days_to_sixteen is not None,
    NEVER: lambda row: row.never,
}


def kept(rows: Iterable[Row], which: str) -> list[Row]:
    """The rows of a filter; all of them for a word that names none."""
    return [row for row in rows if KEPT.get(which, KEPT[ALL])(row)]


def in_order(rows: Sequence[Row], order: str) -> list[Row]:
    """The rows by age (oldest first, unknown last) or by what is open; else as they come."""
    if order == BY_AGE:
        return sorted(rows, key=lambda row: row.person.birth_date or date.max)
    if order == BY_OPEN:
        return sorted(rows, key=lambda row: row.is_complete)
    return list(rows)


def safe(cell: object) -> str:
    """The text of a cell, which a spreadsheet reads as text and never as a formula."""
    text = str(cell)
    return f"'{text}" if text.lstrip().startswith(FORMULA) or text.startswith(FORMULA) else text
