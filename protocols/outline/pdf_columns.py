"""The rows of a page → its columns, each read to its end before the next."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from protocols.outline.pdf_letters import Font, Piece
from protocols.outline.pdf_rows import Row, rows_of

GUTTER = 0.8  # em of white between two columns
LEAST, MOST = 0.2, 0.8  # of the width, where a second column may begin
FULL = 0.5  # of the width of a column that half of its rows take: else it's a table
FEWEST_WORDS = 2.5  # a row of prose has more, a cell of a table less
FEWEST_ROWS = 2
DEEPEST = 4  # columns beside each other, counted in halves
MOST_CANDIDATES = 12
MOST_SPANS = 5_000  # a page with more is no page of text, and would take minutes
SAME_ROW = 1.5  # points
CLOSE = 1.7  # em between two lines of a paragraph, at most
LEFT, ACROSS, RIGHT = range(3)


@dataclass(frozen=True)
class Flow:
    """Rows that are read after each other; the key is the same for the same column on each page."""

    key: tuple[int, ...]
    rows: list[Row]


@dataclass
class Span:
    """Pieces that touch: a line of a column, or a cell."""

    pieces: list[Piece]
    right: float  # kept, not asked of all pieces each time: a row may have a hundred thousand

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def y(self) -> float:
        return self.pieces[0].y

    @property
    def font(self) -> Font:
        return self.pieces[0].font


@dataclass
class Band:
    """What stands between two lines that run over the whole width."""

    left: list[Span]
    right: list[Span]
    across: list[Span]

    def columns(self) -> bool:
        return bool(self.left and self.right)

    def take_heading(self) -> list[Span]:
        """Takes away what stands last on the left in another font: the heading of what follows."""
        if not self.columns():
            return []
        usual = Counter(span.font for span in self.left + self.right).most_common(1)[0][0]
        lowest = self.right[-1].y
        start = len(self.left)
        while start and self.left[start - 1].y < lowest and self.left[start - 1].font != usual:
            start -= 1
        self.left, taken = self.left[:start], self.left[start:]
        return taken


def flows_of(rows: Sequence[Row]) -> list[Flow]:
    """The flows of a page in reading order."""
    return _flows([span for row in rows for span in _spans(row)], ())


def _spans(row: Row) -> list[Span]:
    spans: list[Span] = []
    for piece in row.pieces:
        gap = GUTTER * piece.font.size
        if spans and piece.left - spans[-1].right < gap:
            spans[-1].pieces.append(piece)
            spans[-1].right = max(spans[-1].right, piece.right)
        else:
            spans.append(Span([piece], piece.right))
    return spans


def _flows(spans: list[Span], key: tuple[int, ...]) -> list[Flow]:
    found = _best(spans) if len(key) < 2 * DEEPEST else None
    if found is None:
        return [Flow(key, _rows(spans))] if spans else []
    flows: list[Flow] = []
    edge, bands = found
    single: list[Span] = []  # what isn't in columns, until columns come
    for band in bands:
        single += band.across
        if not band.columns():
            single += band.left + band.right
            continue
        if single:
            flows.append(Flow(key, _rows(single)))
            single = []
        flows += _flows(band.left, (*key, 0, edge)) + _flows(band.right, (*key, 1, edge))
    if single:
        flows.append(Flow(key, _rows(single)))
    return flows


def _rows(spans: list[Span]) -> list[Row]:
    return rows_of(piece for span in spans for piece in span.pieces)


def _best(spans: list[Span]) -> tuple[int, list[Band]] | None:
    """Where the second column begins and the bands that it makes; None when there is one column."""
    if not 2 * FEWEST_ROWS <= len(spans) <= MOST_SPANS:
        return None
    start, end = min(s.left for s in spans), max(s.right for s in spans)
    width = end - start
    counts: dict[int, int] = {}
    for span in spans:
        if start + LEAST * width <= span.left <= start + MOST * width:
            counts[round(span.left)] = counts.get(round(span.left), 0) + 1
    likely = sorted(counts, key=lambda at: (-counts[at], at))[:MOST_CANDIDATES]
    best: tuple[int, list[Band]] | None = None
    most = 0
    for edge in likely:
        bands = _bands(spans, edge)
        good = sum(len(b.left) + len(b.right) for b in bands if b.columns())
        if good > most and _prose(bands):
            best, most = (edge, bands), good
    return best


def _bands(spans: list[Span], edge: int) -> list[Band]:
    heights = sorted(span.y for span in spans if _side(span, edge) == ACROSS)
    rights = sorted(span.y for span in spans if _side(span, edge) == RIGHT)
    bands = [Band([], [], [])]
    for span in sorted(spans, key=lambda s: (-s.y, s.left)):
        # What stands beside a line across belongs to it: a label, a last word.
        if _any_at(heights, span.y, SAME_ROW) or _ends_across(bands[-1], span, rights):
            if bands[-1].left or bands[-1].right:
                bands.append(Band([], [], bands[-1].take_heading()))
            bands[-1].across.append(span)
        elif _side(span, edge) == RIGHT:
            bands[-1].right.append(span)
        else:
            bands[-1].left.append(span)
    return bands


def _ends_across(band: Band, span: Span, rights: list[float]) -> bool:
    """Whether a line is the short last one of a paragraph or heading over the whole width."""
    if not band.across or band.left or band.right:
        return False
    above, em = band.across[-1], span.font.size
    return (
        above.pieces[-1].font.size == em
        and above.y - span.y < CLOSE * em
        and not _any_at(rights, span.y, em / 2)
    )


def _any_at(heights: list[float], y: float, near: float) -> bool:
    at = bisect_left(heights, y - near)
    return at < len(heights) and heights[at] <= y + near


def _side(span: Span, edge: int) -> int:
    if span.left >= edge - 2:
        return RIGHT
    return LEFT if span.right <= edge - GUTTER / 2 * span.font.size else ACROSS


def _prose(bands: list[Band]) -> bool:
    """Whether both sides are columns of text and no table, list or form."""
    strong = [b for b in bands if len(b.left) >= FEWEST_ROWS and len(b.right) >= FEWEST_ROWS]
    if not strong:
        return False
    left = [span for band in strong for span in band.left]
    right = [span for band in strong for span in band.right]
    return _full(_rows(left)) and _full(_rows(right))


def _full(rows: list[Row]) -> bool:
    """Whether rows fill their column with words."""
    width = max(row.right for row in rows) - min(row.left for row in rows)
    taken = median(row.right - row.left for row in rows)
    words = sum(row.words for row in rows) / len(rows)
    return taken >= FULL * width and words >= FEWEST_WORDS
