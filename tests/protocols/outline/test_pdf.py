"""A PDF becomes its text in the order in which it is read, paragraphs whole and page furniture gone."""

import base64
import io
import random
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from protocols.outline import Refusal, RemarkKind, Unreadable, decode, read_outline
from protocols.outline.pdf import pdf_text
from tests.protocols.pdf_file import empty_pdf, locked_pdf, pdf_file
from tests.seeds.folder import NAMES, seed

SENTENCE = (
    "De school spreekt met de leerlingen en hun ouders af hoe zij met elkaar omgaan, "
    "en wat er gebeurt als iemand zich daar niet aan houdt."
)
LONG = " ".join([SENTENCE] * 9)
HEADS = """@page {
  @top-left { content: "Gedragscode 2024" } @top-right { content: "De Brug" }
  @bottom-center { content: "Pagina " counter(page) " van " counter(pages) } }"""
NARROW = "hyphens: auto; text-align: justify"


def lines(data: bytes) -> list[str]:
    return [line for line in decode(data)[0].split("\n") if line]


def test_paragraphs_headings_and_lists_are_found_back() -> None:
    body = f"""
        <h1>Gedragscode</h1><p>{LONG}</p>
        <h2>1. Doel</h2><p>{SENTENCE}</p>
        <ol><li>{SENTENCE}<li>Kort.<ol style="list-style: lower-alpha"><li>Een deel<li>Nog een</ol>
        <li>Daarna.<p>Nog een alinea van dit punt.</p></ol>
        <p>Weer gewoon.</p><h3 style="font-size: 1em">Vette kop</h3>
        <ul><li>Streepje<li>{SENTENCE}</ul>"""
    assert pdf_text(pdf_file(body)) == (
        f"# Gedragscode\n\n{LONG}\n\n## 1. Doel\n\n{SENTENCE}\n\n"
        f"    1. {SENTENCE}\n    2. Kort.\n        a. Een deel\n        b. Nog een\n    3. Daarna.\n\n"
        f"        Nog een alinea van dit punt.\n\nWeer gewoon.\n\n### Vette kop\n\n"
        f"    • Streepje\n    • {SENTENCE}\n"
    )


def test_outline_of_a_pdf_is_that_of_its_text() -> None:
    body = f"""<h1>Telefoons</h1><h2>Artikel 1 In de les</h2>
        <ol><li>De telefoon is uit.<ol style="list-style: lower-alpha">
        <li>Ook in de pauze;<li>behalve in nood.</ol><li>{SENTENCE}</ol>
        <h2>Artikel 2 Thuis</h2><p>{SENTENCE}</p>"""
    outline = read_outline(pdf_file(body))
    assert [(p.kind.value, p.depth, p.label, p.text) for p in outline.provisions] == [
        ("heading", 0, "", "Telefoons"),
        ("heading", 1, "Artikel 1", "In de les"),
        ("item", 2, "1.", "De telefoon is uit."),
        ("item", 3, "a.", "Ook in de pauze;"),
        ("item", 3, "b.", "behalve in nood."),
        ("item", 2, "2.", SENTENCE),
        ("heading", 1, "Artikel 2", "Thuis"),
        ("paragraph", 2, "", SENTENCE),
    ]


def test_heads_and_page_numbers_go_and_a_sentence_runs_on_over_the_page() -> None:
    text = " ".join([SENTENCE] * 60)
    made = pdf_text(pdf_file(f"<p>{text}</p><p>Slot.</p>", HEADS))
    assert made == f"{text}\n\nSlot.\n"


def test_note_at_the_foot_of_a_page_comes_after_the_sentence_that_runs_over_it() -> None:
    note = '<span style="float: footnote; font-size: 8pt">Zie de wet.</span>'
    style = "::footnote-call, ::footnote-marker { content: counter(footnote) ' ' }"
    body = f"<p>{SENTENCE}{note}{(' ' + SENTENCE) * 60}</p><p>Slot.</p>"
    made = lines(pdf_file(body, style))
    text = " ".join([SENTENCE] * 60)
    assert made == [f"{SENTENCE}1 {text}", "1 Zie de wet.", "Slot."]


def test_title_above_the_first_page_is_no_head() -> None:
    body = f"<h1>Gedragscode 2024</h1><p>{' '.join([SENTENCE] * 60)}</p>"
    style = "@page { @bottom-left { content: 'Gedragscode 2024' } }"
    assert lines(pdf_file(body, style))[0] == "# Gedragscode 2024"
    assert pdf_text(pdf_file(body, style)).count("Gedragscode") == 1


def test_chapters_that_each_begin_a_page_are_no_heads() -> None:
    body = "".join(
        f'<h2 style="break-before: page">Artikel {n}</h2><p>{word} van de school.</p>'
        for n, word in enumerate(["Regels", "Tijden", "Plekken", "Mensen"], start=1)
    )
    made = lines(pdf_file(body, "@page { @bottom-center { content: counter(page) } }"))
    assert made == [
        "# Artikel 1", "Regels van de school.", "# Artikel 2", "Tijden van de school.",
        "# Artikel 3", "Plekken van de school.", "# Artikel 4", "Mensen van de school.",
    ]  # fmt: skip


def test_lines_on_two_pages_stay() -> None:
    body = '<p>Regels</p><p style="break-before: page">Regels</p>'
    assert lines(pdf_file(body)) == ["Regels", "Regels"]


def test_columns_are_read_one_after_the_other() -> None:
    text = " ".join([SENTENCE] * 60)
    body = f"""<h1>Titel boven twee kolommen van de tekst</h1>
        <div style="columns: 2; column-gap: 1cm; {NARROW}">
        <h2>Een</h2><p>{LONG}</p><h2>Twee</h2><ul><li>{SENTENCE}<li>Kort.</ul><p>{text}</p></div>
        <h1>Slot</h1><p>{SENTENCE}</p>"""
    assert lines(pdf_file(body, HEADS)) == [
        "# Titel boven twee kolommen van de tekst",
        "## Een",
        LONG,
        "## Twee",
        f"    • {SENTENCE}",
        "    • Kort.",
        text,
        "# Slot",
        SENTENCE,
    ]


def test_three_columns_are_read_too() -> None:
    body = f'<div style="columns: 3; column-gap: 8mm; font-size: 9pt">{LONG} {LONG}</div>'
    assert lines(pdf_file(body)) == [f"{LONG} {LONG}"]


def test_words_broken_at_a_line_end_are_whole_again() -> None:
    words = (
        "De verantwoordelijkheid van medezeggenschapsraden en onderwijsondersteuners is gedeeld."
    )
    made = pdf_text(pdf_file(f'<div style="width: 4cm; {NARROW}">{words}</div>'))
    assert made == f"{words}\n"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("aan-<br>wezig", "aanwezig"),
        ("in- en<br>uitstroom, in-<br>en uitstroom", "in- en uitstroom, in- en uitstroom"),
        ("e-<br>mail", "e-mail"),
        ("16-<br>jarige", "16-jarige"),
        ("sociaal-<br>emotioneel", "sociaal-emotioneel"),
        ("ouders/<br>verzorgers", "ouders/verzorgers"),
        ("Noord-<br>Holland", "Noord-Holland"),
        ("foto-album en foto-<br>album", "foto-album en foto-album"),
    ],
)
def test_hyphens_of_the_word_itself_stay(broken: str, whole: str) -> None:
    assert pdf_text(pdf_file(f"<p>{broken}</p>")) == f"{whole}\n"


def test_paragraphs_without_white_between_them_are_apart() -> None:
    style = "p { margin: 0 }"
    body = f"<p>{SENTENCE}<p>Kort.<p>{LONG}"
    assert pdf_text(pdf_file(body, style)) == f"{SENTENCE}\n\nKort.\n\n{LONG}\n"
    indented = "p { margin: 0; text-indent: 1cm }"
    assert pdf_text(pdf_file(body, indented)) == f"{SENTENCE}\n\nKort.\n\n{LONG}\n"


@pytest.mark.parametrize("leader", [".", " "])
def test_table_of_contents_is_dropped_by_the_reader(leader: str) -> None:
    style = f"""ul {{ list-style: none; padding: 0 }}
        a::after {{ content: leader('{leader}') target-counter(attr(href), page) }}"""
    body = f"""<h1>Code</h1><p>Inhoud</p>
        <ul><li><a href="#a">1. Doel van deze code</a><li><a href="#b">2. Afspraken</a></ul>
        <h2 id="a">1. Doel van deze code</h2><p>{SENTENCE}</p>
        <h2 id="b">2. Afspraken</h2><p>{SENTENCE}</p>"""
    outline = read_outline(pdf_file(body, style))
    assert [p.text for p in outline.provisions] == [
        "Code", "Doel van deze code", SENTENCE, "Afspraken", SENTENCE,
    ]  # fmt: skip
    assert [d.why.value for d in outline.dropped] == ["table_of_contents"] * 3


def test_rows_of_a_table_stay_rows() -> None:
    body = "<table style='width: 100%'>" + "".join(
        f"<tr><td>{one}<td>{two}"
        for one, two in [("Begrip", "Uitleg"), ("School", "De school zelf"), ("Ouders", "2")]
    )
    assert lines(pdf_file(body)) == ["Begrip\tUitleg", "School\tDe school zelf", "Ouders 2"]


def test_watermark_is_no_text_and_a_page_on_its_side_is() -> None:
    stamp = '<div style="position: fixed; transform: rotate(-45deg); font-size: 60pt">CONCEPT</div>'
    assert lines(pdf_file(f"{stamp}<p>{SENTENCE} 😀</p>")) == [f"{SENTENCE} 😀"]
    aside = f'<div style="width: 14cm; margin-top: 5cm; transform: rotate(90deg)"><p>{SENTENCE}</p><p>Twee.</p></div>'
    assert lines(pdf_file(aside)) == [SENTENCE, "Twee."]


def test_pdf_that_only_may_not_be_changed_is_read() -> None:
    assert lines(locked_pdf("<p>Tekst.</p>", "")) == ["Tekst."]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (locked_pdf("<p>Tekst.</p>", "geheim"), Refusal.ENCRYPTED),
        (empty_pdf(3), Refusal.SCANNED),
        (pdf_file("<p>1</p>"), Refusal.SCANNED),
        (empty_pdf(501), Refusal.TOO_MANY_PAGES),
        (b"%PDF-1.7", Refusal.DAMAGED_PDF),
        (pdf_file("<p>Tekst</p>")[:700], Refusal.DAMAGED_PDF),
        (b"%PDF-1.7" + b" " * (20 * 1024 * 1024), Refusal.TOO_LARGE),
    ],
    ids=["locked", "scan", "numbers", "long", "empty", "cut", "large"],
)
def test_bad_pdfs_are_refused(data: bytes, refusal: Refusal) -> None:
    with pytest.raises(Unreadable) as refused:
        decode(data)
    assert refused.value.refusal is refusal


GOOD = pdf_file(f"<h1>Kop</h1><div style='columns: 2'>{LONG}</div><ol><li>Een<li>Twee</ol>")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.integers(1, 40), st.booleans())
def test_no_damage_makes_anything_but_text_or_a_refusal(seed: int, hits: int, digits: bool) -> None:
    """Bytes anywhere, or only the numbers: places, sizes and lengths that make no sense."""
    chance = random.Random(seed)
    data = bytearray(GOOD)
    numbers = [at for at, byte in enumerate(GOOD) if chr(byte).isdigit()]
    for _hit in range(hits):
        if digits:
            data[chance.choice(numbers)] = chance.choice(b"0123456789-.")
        else:
            data[chance.randrange(8, len(data))] = chance.randrange(256)
    try:
        text = pdf_text(bytes(data))
    except Unreadable:
        return
    text.encode()


@given(st.binary(max_size=2000))
def test_nonsense_is_refused(rest: bytes) -> None:
    with pytest.raises(Unreadable):
        pdf_text(b"%PDF-1.4\n" + rest)


@pytest.mark.parametrize("name", list(NAMES))
def test_the_real_codes_come_through_pdf_without_a_word_lost(name: str) -> None:
    text, _guessed = decode(seed(name).read_bytes())
    body = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
    made = pdf_text(pdf_file(body))
    assert set(words(text)) - set(words(made)) == set()


def words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text).split()


def test_pages_that_are_only_a_picture_are_named() -> None:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(out, "PNG")
    source = base64.b64encode(out.getvalue()).decode()
    picture = f'<div style="break-before: page"><img src="data:image/png;base64,{source}"></div>'
    text = '<p style="break-before: page">2. Een regel met een plaatje.</p>'
    data = pdf_file(f"<h1>Code</h1><p>1. Een regel.</p>{picture}{text}{picture}")
    (remark,) = read_outline(data).remarks
    assert (remark.kind, remark.line, remark.text) == (RemarkKind.PICTURE_PAGES, 0, "2, 4")
