"""A table out of a CSV or an Excel file: rows of plain text, within bounds. Pure.

Formulas are not calculated: what Excel saved as their outcome is read.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum, unique
from itertools import islice
from typing import Any

MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_CELL = 200
MOST_UNPACKED = 200 * 1024 * 1024  # bytes of an Excel file once unpacked
DELIMITERS = ";,\t|"
ENCODINGS = ("utf-8-sig", "cp1252")


@unique
class Fault(StrEnum):
    EMPTY = "empty"
    NO_TABLE = "no_table"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    BROKEN = "broken"
    PROTECTED = "protected"


class Unreadable(ValueError):
    """No table can be read from this, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def rows_of(content: bytes) -> Iterator[list[str]]:
    """The rows, the heads of the columns first, without empty ones. Raises Unreadable."""
    if not content.strip():
        raise Unreadable(Fault.EMPTY)
    if content.startswith(b"\xd0\xcf\x11\xe0"):  # an old .xls, or one with a password
        raise Unreadable(Fault.PROTECTED)
    found = _of_excel(content) if content.startswith(b"PK") else _of_csv(content)
    number = 0
    for row in found:
        cells = [_plain(cell) for cell in row[:MOST_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        number += 1
        if number > MOST_ROWS + 1:
            raise Unreadable(Fault.TOO_MANY_ROWS)
        yield cells
    if number == 0:
        raise Unreadable(Fault.EMPTY)


def beginning_of(content: bytes, rows: int = 6) -> list[list[str]]:
    """The heads and the first rows. Raises Unreadable, also when there is but one column."""
    found = list(islice(rows_of(content), rows))
    if len(found[0]) < 2:
        raise Unreadable(Fault.NO_TABLE)
    return found


def _plain(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else str(cell)
    return " ".join("".join(sign for sign in text if sign.isprintable() or sign.isspace()).split())[
        :LONGEST_CELL
    ]


def _of_csv(content: bytes) -> Iterator[list[Any]]:
    text = _decoded(content)
    head = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as broken:
        raise Unreadable(Fault.BROKEN) from broken


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _try(content, "utf-16") or ""
    if b"\x00" in content[:4096]:
        raise Unreadable(Fault.NO_TABLE)
    for encoding in ENCODINGS:
        if (text := _try(content, encoding)) is not None:
            return text
    raise Unreadable(Fault.NO_TABLE)


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _of_excel(content: bytes) -> Iterator[list[Any]]:
    from openpyxl import load_workbook  # noqa: PLC0415  needed for one kind of file

    _refuse_bomb(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for row in book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield list(row)
    except Unreadable:
        raise
    except Exception as broken:
        raise Unreadable(Fault.BROKEN) from broken


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
            names = packed.namelist()
    except zipfile.BadZipFile as broken:
        raise Unreadable(Fault.BROKEN) from broken
    if size > MOST_UNPACKED:
        raise Unreadable(Fault.TOO_LARGE)
    if "xl/workbook.xml" not in names:
        raise Unreadable(Fault.NO_TABLE)
