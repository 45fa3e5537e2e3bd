"""A table out of bytes: every kind of file that an administration gives, and what is none."""

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from consent.imports import tables
from consent.imports.tables import Fault, Unreadable, beginning_of, rows_of

ROWS = [["Nummer", "Roepnaam", "Website"], ["12", "Zoë", "Ja"], ["13", "Daan", ""]]
READ = [["Nummer", "Roepnaam", "Website"], ["12", "Zoë", "Ja"], ["13", "Daan"]]


def excel(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text(delimiter: str) -> str:
    return "\r\n".join(delimiter.join(row) for row in ROWS) + "\r\n\r\n"


@pytest.mark.parametrize(
    "content",
    [
        text(";").encode("utf-8-sig"),
        text(",").encode(),
        text("\t").encode("cp1252"),
        text(";").encode("utf-16"),
        excel(ROWS),  # type: ignore[arg-type]
    ],
    ids=["utf-8 ;", "utf-8 ,", "cp1252 tab", "utf-16 ;", "xlsx"],
)
def test_same_table_comes_out_of_every_kind_of_file(content: bytes) -> None:
    assert list(rows_of(content)) == READ


def test_numbers_and_days_of_excel_become_plain_text() -> None:
    moment = datetime(2026, 9, 2, 10, 0)  # noqa: DTZ001  Excel knows no zones
    content = excel([["a", "b"], [12.0, date(2026, 9, 1)], [0.5, moment]])
    assert list(rows_of(content))[1:] == [["12", "2026-09-01"], ["0.5", "2026-09-02"]]


def test_formula_is_not_calculated() -> None:
    assert list(rows_of(excel([["a", "b"], ["x", "=1+1"]])))[1] == ["x"]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (tables.MOST_UNPACKED + 1))
    return out.getvalue()


def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", Fault.EMPTY),
        (b" \r\n \r\n", Fault.EMPTY),
        (b"one column\r\nonly\r\n", Fault.NO_TABLE),
        (b"\x00\x01\x02\x03", Fault.NO_TABLE),
        (b"\xd0\xcf\x11\xe0old", Fault.PROTECTED),
        (b"PK\x03\x04 broken", Fault.BROKEN),
        (other_zip(), Fault.NO_TABLE),
        (bomb(), Fault.TOO_LARGE),
        (excel(ROWS)[:-200] + b"\x00" * 200, Fault.BROKEN),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_table_says_why(content: bytes, fault: Fault) -> None:
    with pytest.raises(Unreadable) as refused:
        beginning_of(content)
    assert refused.value.fault is fault


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    with pytest.raises(Unreadable) as refused:
        list(rows_of(b"a;b\n1;2\n3;4\n5;6\n"))
    assert refused.value.fault is Fault.TOO_MANY_ROWS


@given(st.binary(max_size=300))
def test_any_bytes_give_rows_or_a_fault(content: bytes) -> None:
    try:
        rows = list(rows_of(content))
    except Unreadable:
        return
    assert all(row and row[-1] for row in rows)
    assert all(cell == " ".join(cell.split()) for row in rows for cell in row)
