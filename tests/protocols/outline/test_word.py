"""A Word file becomes the text that Word prints, labels and all."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.outline import Refusal, Unreadable, decode, read_outline
from tests.protocols.word_file import NUMBERING, SPACE, item, par, run, word_file
from tests.seeds.folder import NAMES, seed


def lines(data: bytes) -> list[str]:
    return [line for line in decode(data)[0].split("\n") if line]


def test_list_numbers_are_printed_as_word_prints_them() -> None:
    body = "".join(
        [
            item("Een"), item("Eerste", 1), item("Deel", 2), item("Stuk", 3), item("Punt", 4),
            item("Deel", 2), item("Tweede", 1), item("Deel", 2), item("Twee"), item("Opnieuw", 0, 2),
        ]
    )  # fmt: skip
    assert lines(word_file(body)) == [
        "1. Een",
        "    1.1 Eerste",
        "        a) Deel",
        "            (i) Stuk",
        "                • Punt",
        "        b) Deel",
        "    1.2 Tweede",
        "        a) Deel",
        "2. Twee",
        "1. Opnieuw",
    ]


def test_styles_make_headings_and_lists() -> None:
    body = par("Kop", "Kop1") + par("Onderkop", "Eigen") + par("Regel.", "Lid")
    assert lines(word_file(body)) == ["## Kop", "## Onderkop", "1. Regel."]


def test_inserted_text_stays_and_deleted_text_goes() -> None:
    deleted = "<w:del><w:r><w:delText>oud</w:delText></w:r></w:del>"
    body = f"<w:p>{run('Dit is ')}{deleted}<w:ins>{run('nieuw')}</w:ins>{run('.')}</w:p>"
    assert lines(word_file(body)) == ["Dit is nieuw."]


def test_tables_text_boxes_and_notes_are_not_lost() -> None:
    table = (
        f"<w:tbl><w:tr><w:tc>{par('Cel een.')}</w:tc><w:tc>{par('Cel twee.')}</w:tc></w:tr></w:tbl>"
    )
    box = f"<w:r><w:pict><w:txbxContent>{par('In een kader.')}</w:txbxContent></w:pict></w:r>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = (
        f'<w:footnotes {SPACE}><w:footnote w:id="2">{par("Zie boven.")}</w:footnote></w:footnotes>'
    )
    body = f"{table}<w:p>{run('Tekst')}{note}{box}</w:p>"
    assert lines(word_file(body, footnotes=notes)) == [
        "Cel een.",
        "Cel twee.",
        "Tekst (Zie boven.)",
        "In een kader.",
    ]


def test_a_label_the_reader_does_not_know_stays_a_line_of_its_own() -> None:
    body = "".join(item(f"Stuk {n}", 5) for n in (1, 2))
    level = '<w:lvl w:ilvl="5"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="1.2.%6"/></w:lvl>'
    numbering = NUMBERING.replace("</w:abstractNum>", f"{level}</w:abstractNum>")
    outline = read_outline(word_file(body, numbering=numbering))
    assert [p.text for p in outline.provisions] == ["1.2.a Stuk 1", "1.2.b Stuk 2"]


@given(st.lists(st.from_regex(r"[a-z]{1,8}( [a-z]{1,8}){0,5}", fullmatch=True), min_size=1))
def test_no_word_is_lost(texts: list[str]) -> None:
    data = word_file("".join(par(text) for text in texts))
    assert decode(data)[0].split() == " ".join(texts).split()


@pytest.mark.parametrize("name", list(NAMES))
def test_the_real_codes_come_through_word_without_a_word_lost(name: str) -> None:
    text, _guessed = decode(seed(name).read_bytes())
    outline = read_outline(word_file("".join(par(line) for line in text.split("\n"))))
    kept = " ".join(f"{p.label} {p.text}" for p in outline.provisions)
    kept += " ".join(d.text for d in outline.dropped)
    assert set(words(text)) - set(words(kept)) == set()


def words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()


BOMB = f'<!DOCTYPE w [<!ENTITY a "aaaa">]><w:document {SPACE}/>'


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (word_file("", document="<w:document"), Refusal.DAMAGED),
        (word_file("", document=BOMB), Refusal.DAMAGED),
        (word_file("", document=" " * (21 * 1024 * 1024)), Refusal.TOO_LARGE),
        (word_file("<w:sdt>" * 500 + "</w:sdt>" * 500), Refusal.DAMAGED),
        (word_file(par("Tekst"))[:-60], Refusal.DAMAGED),
        (word_file(""), Refusal.EMPTY),
    ],
    ids=["broken", "entities", "bomb", "nested", "cut", "empty"],
)
def test_bad_word_files_are_refused(data: bytes, refusal: Refusal) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(data)
    assert refused.value.refusal is refusal


def test_macros_are_refused() -> None:
    out = io.BytesIO(word_file(par("Tekst")))
    with zipfile.ZipFile(out, "a") as file:
        file.writestr("word/vbaProject.bin", b"macro")
    with pytest.raises(Unreadable) as refused:
        decode(out.getvalue())
    assert refused.value.refusal is Refusal.MACROS


def test_ten_thousand_items_are_read() -> None:
    assert (
        len(read_outline(word_file("".join(item(f"Regel {n}.") for n in range(10_000)))).provisions)
        == 10_000
    )
