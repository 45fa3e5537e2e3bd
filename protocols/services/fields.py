"""The columns of a provision that the outline editor works on."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from protocols.outline.editing import Piece

PIECE = tuple(field.name for field in fields(Piece))
_AUDIENCES = PIECE.index("audiences")


def to_piece(row: Sequence[Any]) -> Piece:
    """A row of `values_list(*PIECE)` as a plain value."""
    values = list(row)
    values[_AUDIENCES] = tuple(values[_AUDIENCES])
    return Piece(*values)
