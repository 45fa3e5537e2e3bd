"""Pieces that stand on one height → rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from protocols.outline.pdf_letters import Font, Piece

BELOW, ABOVE = 0.2, 0.7  # em around the foot of a letter
SHARED = 0.5  # of the lower of two pieces: so much beside each other is one row
LOOK_BACK = 4


@dataclass
class Row:
    """Pieces from left to right."""

    pieces: list[Piece]

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return max(piece.right for piece in self.pieces)

    @property
    def main(self) -> Piece:
        """The piece that says how large the row is: the most letters."""
        return max(self.pieces, key=lambda piece: len(piece.text))

    @property
    def font(self) -> Font:
        return self.main.font

    @property
    def y(self) -> float:
        return self.main.y

    @property
    def words(self) -> int:
        return sum(len(piece.text.split()) for piece in self.pieces)


def rows_of(pieces: Iterable[Piece]) -> list[Row]:
    """The rows of a page or a column, from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.left)):
        for row in reversed(rows[-LOOK_BACK:]):
            if _beside(row[0], piece):
                # The largest stands first: a small raised figure must not decide what is beside it.
                at = 0 if piece.font.size > row[0].font.size else len(row)
                row.insert(at, piece)
                break
        else:
            rows.append([piece])
    found = [Row(sorted(row, key=lambda p: (p.left, p.right))) for row in rows]
    return sorted(found, key=lambda row: -row.y)


def _beside(one: Piece, other: Piece) -> bool:
    low = max(one.y - BELOW * one.font.size, other.y - BELOW * other.font.size)
    high = min(one.y + ABOVE * one.font.size, other.y + ABOVE * other.font.size)
    smaller = min(one.font.size, other.font.size) * (ABOVE + BELOW)
    return high - low > SHARED * smaller
