"""Pieces of text on pages → lines in the order in which they are read, without running heads."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from protocols.outline.furniture import CONTENTS, LEADERS, PAGE
from protocols.outline.markers import read_marker
from protocols.outline.pdf_columns import Flow, flows_of
from protocols.outline.pdf_letters import Piece
from protocols.outline.pdf_rows import Row, rows_of

EDGE = 3  # lines at the top and at the bottom of a page where its head and foot are
REPEATS = 3
DIGITS = re.compile(r"\d+")
CELL = 3.0  # em between two words in one line: they stand in other cells
LABELLED = 0.5  # em between a label and its text
LARGER = 1.05


@dataclass(frozen=True)
class Line:
    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    page: int
    flow: tuple[int, ...]  # which column of the page
    labelled: bool  # begins with a number or a bullet
    inner: float  # where the text after a label, or the last cell, begins
    entry: bool  # of a table of contents
    cells: bool


def lines_of(pages: Sequence[Sequence[Piece]]) -> list[Line]:
    """The lines of a document, in order."""
    bodies = _without_edges([rows_of(pieces) for pieces in pages])
    lines: list[Line] = []
    for number, rows in enumerate(bodies):
        contents = any(_plain(row).casefold() in CONTENTS for row in rows)
        for flow in flows_of(rows):
            lines += [_line(row, number, flow, contents=contents) for row in flow.rows]
    return lines


def _without_edges(pages: list[list[Row]]) -> list[list[Row]]:
    """The pages without the lines at their top and bottom that come back on half of them."""
    body = _usual_size(pages)
    tops = Counter(k for page in pages for k in {_key(row, body) for row in page[:EDGE]})
    feet = Counter(k for page in pages for k in {_key(row, body) for row in page[-EDGE:]})
    least = max(REPEATS, (len(pages) + 1) // 2)
    kept: list[list[Row]] = []
    for page in pages:
        start, end = 0, len(page)
        while start < min(EDGE, end) and _is_edge(page[start], tops, least, body):
            start += 1
        while end > max(start, len(page) - EDGE) and _is_edge(page[end - 1], feet, least, body):
            end -= 1
        kept.append(page[start:end])
    return kept


def _is_edge(row: Row, counts: Counter[tuple[str, int]], least: int, body: float) -> bool:
    text = _plain(row)
    broken = text.endswith("-") and not text.startswith("-")  # "16-" of "16-jarige"
    return bool(PAGE.match(text) and not broken) or counts[_key(row, body)] >= least


def _key(row: Row, body: float) -> tuple[str, int]:
    """What makes two lines the same head. "Artikel 1" and "Les 2" in large print are headings."""
    text = _plain(row).casefold()
    found = read_marker(_plain(row))
    heading = row.font.size > LARGER * body or (found is not None and found[0].number > 0)
    return (text if heading else DIGITS.sub("#", text)), round(row.font.size)


def _usual_size(pages: Iterable[Iterable[Row]]) -> float:
    sizes = Counter[float]()
    for page in pages:
        for row in page:
            sizes[row.font.size] += len(_plain(row))
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _plain(row: Row) -> str:
    return " ".join(piece.text for piece in row.pieces)


def _line(row: Row, page: int, flow: Flow, *, contents: bool) -> Line:
    text, inner, cells = _text(row.pieces, contents=contents)
    marked = read_marker(text)
    letters = [p for p in row.pieces if any(sign.isalpha() for sign in p.text)]
    # A label may be in another weight than the words it stands before.
    weighed = letters[1:] if marked and len(letters) > 1 else letters
    return Line(
        text=text,
        left=row.left,
        right=row.right,
        y=row.y,
        size=row.font.size,
        bold=bool(weighed) and all(p.font.bold for p in weighed),
        page=page,
        flow=flow.key,
        labelled=marked is not None,
        inner=inner,
        entry=bool(LEADERS.search(text[-40:])) or (contents and cells and text[-1].isdigit()),
        cells=cells,
    )


def _text(pieces: Sequence[Piece], *, contents: bool) -> tuple[str, float, bool]:
    """The words of a line, where those after its label or in its last cell begin, and if it has cells."""
    text, inner, cells, label = "", pieces[0].left, False, False
    for at, piece in enumerate(pieces):
        if at == 0:
            text = piece.text
            label = _only_label(text)
            continue
        gap = (piece.left - pieces[at - 1].right) / piece.font.size
        if label and gap > 0:
            text += "\t" if text == "o" else " "
            inner, label = piece.left, False
        elif gap > CELL and (contents or not piece.text.isdigit()):
            text += "\t"
            inner, cells = piece.left, True
        elif piece.space or gap > LABELLED / 2:
            text += " "
        text += piece.text
        label = label and _only_label(text)
    return text.strip(), inner, cells


def _only_label(text: str) -> bool:
    found = read_marker(text.strip())
    return text == "o" or (found is not None and not found[1])
