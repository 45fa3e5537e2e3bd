"""Lines in reading order → text: a paragraph on one line each, headings marked, lists indented."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

from protocols.outline.blocks import SENTENCE_ENDS
from protocols.outline.pdf_hyphens import Vocabulary, broken_word, ends_broken
from protocols.outline.pdf_pages import Line

LARGER = 1.12  # times the body: a heading
SAME_SIZE = 1.08
SMALLER = 0.92  # times the body: a note at the foot of a page
DEEPEST_HEADING = 6
HEADING_LONGEST = 200
MOST_WORDS = 16  # of a heading that ends as a sentence does, or that is only bold
GAP = 1.2  # times the usual distance of two lines
USUAL_SHARE = 0.15
USUAL = 1.35  # em between lines when nothing says otherwise
TORN_SHORTEST = 20  # letters of a paragraph that may run on over a page
INDENT = 4
DEEPER = 0.9  # em
AT_PLACE = 0.6  # em
RAGGED = 1.0  # em
BULLETS = re.compile(r"^[\ue000-\uf8ff](?=\s|$)")


@dataclass(frozen=True)
class Shape:
    """What is usual in this document."""

    body: float
    bold: bool
    sizes: tuple[float, ...]  # of headings, the largest first
    leading: float  # em
    lefts: dict[tuple[int, ...], float]  # of each column
    rights: dict[tuple[int, ...], float]
    steps: tuple[float, ...]  # how far the labels of lists stand from the edge

    def level(self, line: Line) -> int:
        """Of a heading; 0 for any other line."""
        if line.entry or line.cells or not any(sign.isalpha() for sign in line.text):
            return 0
        words = len(line.text.split())
        ends = line.text.endswith((".", ";", ",", ":"))
        if self._larger(line):
            nearest = min(range(len(self.sizes)), key=lambda at: abs(self.sizes[at] - line.size))
            return 0 if ends and words > MOST_WORDS // 2 else min(nearest + 1, DEEPEST_HEADING)
        if line.bold and not self.bold and line.size * SAME_SIZE >= self.body:
            return 0 if ends or words > MOST_WORDS else min(len(self.sizes) + 1, DEEPEST_HEADING)
        return 0

    def indent(self, line: Line) -> int:
        off = line.left - self.lefts[line.flow]
        nearest = min(range(len(self.steps)), key=lambda at: abs(self.steps[at] - off))
        return INDENT * nearest

    def fits_above(self, above: Line, line: Line) -> bool:
        """Whether the first word could have stood on the line above: that one was ended on purpose."""
        first = line.text.split(maxsplit=1)[0]
        wide = (line.right - line.left) / max(1, len(line.text)) * (len(first) + 1)
        return above.right + wide + RAGGED * line.size <= self.rights[above.flow]

    def gap(self, above: Line, line: Line) -> bool:
        em = max(above.size, line.size)
        return above.y - line.y > GAP * self.leading * em

    def _larger(self, line: Line) -> bool:
        return bool(self.sizes) and line.size > LARGER * self.body


@dataclass
class Paragraph:
    text: str
    first: Line
    last: Line
    level: int
    indent: int
    after_gap: bool


def text_of(lines: Sequence[Line]) -> str:
    """The text of a document."""
    if not lines:
        return ""
    shape = _shape(lines)
    known = Vocabulary(line.text for line in lines)
    small = _feet(lines, shape.body)
    paragraphs: list[Paragraph] = []
    notes: list[Paragraph] = []  # of a page, while a paragraph may run on over them
    for at, line in enumerate(lines):
        here = notes if at in small else paragraphs
        above = here[-1] if here else None
        if above is not None and _goes_on(above, line, shape):
            above.text = broken_word(above.text, line.text, known)
            above.last = line
            continue
        if here is paragraphs:
            paragraphs += notes
            notes = []
            above = paragraphs[-1] if paragraphs else None
        here.append(_begun(above, line, shape))
    paragraphs += notes
    return normalize("NFC", "\n".join(_printed(paragraphs))).strip("\n") + "\n"


def _feet(lines: Sequence[Line], body: float) -> set[int]:
    """Which lines are the small print at the foot of a page."""
    found: set[int] = set()
    for at in range(len(lines) - 1, -1, -1):
        last = at + 1 == len(lines) or lines[at + 1].page != lines[at].page
        if lines[at].size < SMALLER * body and (last or at + 1 in found):
            found.add(at)
    return found


def _printed(paragraphs: list[Paragraph]) -> list[str]:
    printed: list[str] = []
    above: Paragraph | None = None
    for paragraph in paragraphs:
        text = BULLETS.sub("•", paragraph.text)
        if above is not None and not _stands_under(above, paragraph):
            printed.append("")
        if paragraph.level and len(text) <= HEADING_LONGEST:
            printed.append("#" * paragraph.level + " " + " ".join(text.split()))
        else:
            printed.append(" " * paragraph.indent + text)
        above = paragraph
    whole = "\n".join(printed)
    # PDFium gives a sign outside the first 65,536 in two halves.
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace").split("\n")


def _stands_under(above: Paragraph, paragraph: Paragraph) -> bool:
    """Whether no blank line comes between: items of a list, entries of a table of contents."""
    if above.level or paragraph.level or paragraph.after_gap:
        return False
    return paragraph.first.labelled or (above.first.entry and paragraph.first.entry)


def _begun(above: Paragraph | None, line: Line, shape: Shape) -> Paragraph:
    gap = above is None or (
        shape.gap(above.last, line) if _same_flow(above.last, line) else not line.labelled
    )
    indent = shape.indent(line) if line.labelled else 0
    if above is not None and not line.labelled and _under_item(above, line, shape):
        indent = above.indent + (INDENT if above.first.labelled else 0)
    return Paragraph(line.text, line, line, shape.level(line), indent, gap)


def _under_item(above: Paragraph, line: Line, shape: Shape) -> bool:
    """Whether a paragraph stands under the words of the item above it."""
    if not (above.first.labelled or above.indent) or above.level or above.first.flow != line.flow:
        return False
    place = above.first.inner if above.first.labelled else above.first.left
    return abs(line.left - place) < AT_PLACE * shape.body


def _goes_on(above: Paragraph, line: Line, shape: Shape) -> bool:
    last = above.last
    level = shape.level(line)
    if line.entry or last.entry:
        return line.entry and not last.entry and not line.labelled and line.text[0].islower()
    if level != above.level or (line.cells and not level):
        return False
    if not (last.size / SAME_SIZE <= line.size <= last.size * SAME_SIZE):
        return False
    if line.labelled and not _runs_on(above, line, shape):
        return False
    near = _same_flow(last, line) and not shape.gap(last, line)
    if level:
        return near and (
            line.text[0].islower()
            or line.size > LARGER * shape.body
            or not shape.fits_above(last, line)
        )
    full = not shape.fits_above(last, line)
    if last.cells:
        return near and full and abs(line.left - last.inner) < AT_PLACE * line.size
    full = full or ends_broken(above.text)
    goes_on = full or line.text[0].islower()
    if not _same_flow(last, line):  # the end of a page or a column
        torn = goes_on and len(above.text) >= TORN_SHORTEST
        return torn and not above.text.endswith(SENTENCE_ENDS)
    if not near or _indented(above, line):
        return False
    return full or (goes_on and not above.text.endswith(SENTENCE_ENDS))


def _runs_on(above: Paragraph, line: Line, shape: Shape) -> bool:
    """Whether "3. " at the start of a line is the rest of a sentence: it stands under its words."""
    return (
        above.first.labelled
        and above.first.flow == line.flow
        and abs(line.left - above.first.inner) < AT_PLACE * line.size
        and abs(line.left - above.first.left) > AT_PLACE * line.size
        and line.text[0].isalnum()
        and not above.text.endswith(SENTENCE_ENDS)
        and not shape.fits_above(above.last, line)
    )


def _indented(above: Paragraph, line: Line) -> bool:
    """Whether a line begins elsewhere than its paragraph: at the edge again, or with an indent."""
    deeper = DEEPER * line.size
    if above.first is not above.last:
        return line.left > above.last.left + deeper or (line.left < above.last.left - deeper)
    if above.first.labelled:
        return line.left > above.first.inner + deeper or line.left < above.first.left - deeper
    return line.left > above.first.left + deeper


def _same_flow(above: Line, line: Line) -> bool:
    return above.page == line.page and above.flow == line.flow and above.y > line.y


def _shape(lines: Sequence[Line]) -> Shape:
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    body = sizes.most_common(1)[0][0] or 1.0
    letters = sum(len(line.text) for line in lines)
    bold = sum(len(line.text) for line in lines if line.bold)
    lefts: dict[tuple[int, ...], float] = {}
    rights: dict[tuple[int, ...], float] = {}
    for line in lines:
        lefts[line.flow] = min(lefts.get(line.flow, line.left), line.left)
        rights[line.flow] = max(rights.get(line.flow, line.right), line.right)
    return Shape(
        body=body,
        bold=bold * 2 > letters,
        sizes=_heading_sizes(lines, body),
        leading=_leading(lines),
        lefts=lefts,
        rights=rights,
        steps=_steps([ln.left - lefts[ln.flow] for ln in lines if ln.labelled], body),
    )


def _heading_sizes(lines: Sequence[Line], body: float) -> tuple[float, ...]:
    found: list[float] = []
    for size in sorted({ln.size for ln in lines if ln.size > LARGER * body}, reverse=True):
        if not found or found[-1] > size * (SAME_SIZE - 0.04):
            found.append(size)
    return tuple(found)


def _leading(lines: Sequence[Line]) -> float:
    """The distance between two lines of a paragraph, in em: the smallest that is not rare."""
    gaps = Counter[float]()
    for above, line in pairwise(lines):
        if _same_flow(above, line) and abs(above.size - line.size) < 0.1 * line.size:
            gaps[round((above.y - line.y) / line.size * 20) / 20] += 1
    total = sum(gaps.values())
    usual = [gap for gap, count in sorted(gaps.items()) if count >= USUAL_SHARE * total]
    return min(max(usual[0], 1.0), 3.0) if usual else USUAL


def _steps(offsets: list[float], body: float) -> tuple[float, ...]:
    """The places where labels stand: a step is what lies clearly further in than the one before."""
    steps = [0.0]
    last = 0.0
    for off in sorted(offsets):
        if off - last > DEEPER * body:
            steps.append(off)
        last = off
    return tuple(steps)
