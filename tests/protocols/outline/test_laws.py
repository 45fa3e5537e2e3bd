"""What holds for every text whatever: nothing lost, nothing made up, in time."""

import time
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from protocols.outline import Outline, Unreadable, outline_of
from protocols.outline.decoding import clean

WORDS = st.sampled_from(
    ["de", "school", "telefoon", "[datum]", "paragraaf", "III", "zie", "artikel", "2", "*x*", "CAO"]
)
# fmt: off
LABELS = st.sampled_from([
    "1.", "2.", "3)", "(4)", "12.", "a.", "b.", "A.", "B.", "I.", "II.", "IV.", "i.", "ii.", "1.1",
    "1.2", "Artikel 1", "Hoofdstuk 2", "–", "-", "•", "#", "##", "####",
])
# fmt: on
FURNITURE = st.sampled_from(
    ["---", "===", "-", "Inhoud", "Doel.....3", "Pagina 3", "3", "Mijn school", "\xa0", "**Titel**"]
)
SENTENCES = st.builds(
    lambda words, end: " ".join(words).capitalize() + end,
    st.lists(WORDS, min_size=1, max_size=12),
    st.sampled_from([".", ";", ":", "", "?", "  "]),
)
LINES = st.one_of(
    SENTENCES,
    FURNITURE,
    st.just(""),
    st.builds(
        lambda indent, label, words: f"{' ' * indent}{label} {words}",
        st.integers(0, 30),
        LABELS,
        SENTENCES,
    ),
)
CODES = st.lists(LINES, min_size=1, max_size=60).map("\n".join)
ANYTHING = st.text(max_size=400)


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def read(text: str) -> Outline | None:
    try:
        return outline_of(text)
    except Unreadable:
        return None


def assert_nothing_is_lost(text: str) -> None:
    outline = read(text)
    if outline is None:
        assert not letters(clean(text))
        return
    lines = clean(text).split("\n")
    dropped = {d.line: d.text for d in outline.dropped}
    assert all(letters(text) == letters(lines[line - 1]) for line, text in dropped.items())
    kept = "".join(letters(line) for n, line in enumerate(lines, start=1) if n not in dropped)
    assert "".join(letters(p.label) + letters(p.text) for p in outline.provisions) == kept


@given(CODES)
@settings(deadline=None, max_examples=300)
def test_no_letter_of_a_code_is_lost_and_order_stays(text: str) -> None:
    assert_nothing_is_lost(text)


@given(ANYTHING)
@settings(deadline=None, max_examples=300)
def test_no_letter_of_any_text_is_lost(text: str) -> None:
    assert_nothing_is_lost(text)


@given(CODES)
@example("1. De.\na. De.\nDe.\n  1. School.")  # a list goes on below a paragraph at the margin
@settings(deadline=None, max_examples=150)
def test_tree_is_a_tree(text: str) -> None:
    outline = read(text)
    provisions = outline.provisions if outline else ()
    above = -1
    for provision in provisions:
        assert 0 <= provision.depth <= above + 1
        above = provision.depth


@given(CODES)
@settings(deadline=None, max_examples=100)
def test_reading_twice_is_reading_once(text: str) -> None:
    assert read(text) == read(text)


@given(CODES)
@settings(deadline=None, max_examples=100)
def test_line_ends_and_marks_of_a_file_change_nothing(text: str) -> None:
    outline = read(text)
    again = read("\ufeff" + text.replace("\n", "\r\n"))
    if outline is None or again is None:
        assert outline is again
        return
    assert again.provisions == outline.provisions
    assert [replace(d, text=d.text.strip()) for d in again.dropped] == list(outline.dropped)


@given(CODES)
@settings(deadline=None, max_examples=100)
def test_parts_hold_what_the_whole_holds(text: str) -> None:
    outline = read(text)
    if outline is None:
        return
    parts = outline.split()
    assert [p.text for part in parts for p in part.provisions] == [
        p.text for p in outline.provisions
    ]
    assert sum(len(part.dropped) for part in parts) == len(outline.dropped)


def seconds(text: str) -> float:
    start = time.process_time()
    outline_of(text)
    return time.process_time() - start


def test_long_texts_take_time_in_proportion() -> None:
    def code(lines: int) -> str:
        shapes = ["1. Een regel over iets", "   - nog iets;", "", "Kop", "", "Inhoud", "## Kop 2"]
        return "\n".join(
            shapes[n % len(shapes)] + (f" {n}" if n % 7 < 2 else "") for n in range(lines)
        )

    seconds(code(1_000))  # warm
    small, large = seconds(code(2_500)), seconds(code(10_000))
    assert large < 12 * small + 0.5


def test_many_marked_headings_take_time_in_proportion() -> None:
    def code(headings: int) -> str:
        return "\n\n".join(f"## {'ABC'[n % 3]}. Kop {n}\n\n1. Regel {n}." for n in range(headings))

    seconds(code(500))  # warm
    small, large = seconds(code(2_000)), seconds(code(8_000))
    assert large < 12 * small + 0.5


def test_one_endless_line_is_read_at_once() -> None:
    for sign in (". ", ".", "[", "- ", "1.", "_", "zie ", "I", "\t", "#"):
        assert seconds("Kop\n\n" + sign * 200_000 + "x") < 5, sign


def test_deep_lists_stop_at_twelve_levels() -> None:
    outline = outline_of("\n".join(f"{'  ' * n}- regel {n}" for n in range(40)))
    assert max(p.depth for p in outline.provisions) == 11
