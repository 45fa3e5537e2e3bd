"""What a deed changed, line by line, both ways: written as it is, undone and done again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from protocols.outline.editing import Piece

GAP = 16  # between the lines of a fresh import, so that a new line seldom moves others
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One line before and after: only the fields that differ; None where it was not there."""

    id: UUID
    before: Values | None
    after: Values | None

    @property
    def turned(self) -> "Change":
        """The same change the other way round."""
        return Change(self.id, self.after, self.before)


def placed(pieces: Sequence[Piece], before: Sequence[Piece]) -> list[Piece]:
    """The lines with their orders rising, as few changed as can be."""
    start = 0
    while start < min(len(pieces), len(before)) and pieces[start].id == before[start].id:
        start += 1
    tail = 0
    longest = min(len(pieces), len(before)) - start
    while tail < longest and pieces[-1 - tail].id == before[-1 - tail].id:
        tail += 1
    middle = pieces[start : len(pieces) - tail]
    rest = list(pieces[len(pieces) - tail :])
    low = (pieces[start - 1].order or 0) if start else -1
    high = rest[0].order if rest else None
    orders = _orders(middle, low, high)
    return [
        *pieces[:start],
        *(replace(p, order=order) for p, order in zip(middle, orders, strict=True)),
        *_pushed(rest, orders[-1] if orders else low),
    ]


def _orders(middle: Sequence[Piece], low: int, high: int | None) -> list[int]:
    known = sorted(piece.order for piece in middle if piece.order is not None)
    if len(known) == len(middle):
        return known
    if high is None:
        return [low + GAP * number for number in range(1, len(middle) + 1)]
    room = high - low
    if room > len(middle):
        return [low + room * number // (len(middle) + 1) for number in range(1, len(middle) + 1)]
    return [low + number for number in range(1, len(middle) + 1)]


def _pushed(rest: list[Piece], low: int) -> list[Piece]:
    """Moves lines on until there is room again."""
    for at, piece in enumerate(rest):
        if piece.order is not None and piece.order > low:
            break
        low += 1
        rest[at] = replace(piece, order=low)
    return rest


def changes(before: Sequence[Piece], after: Sequence[Piece]) -> list[Change]:
    """What differs, line by line."""
    old = {piece.id: piece for piece in before}
    new = {piece.id: piece for piece in after}
    found = [Change(id_, _values(piece), None) for id_, piece in old.items() if id_ not in new]
    for id_, piece in new.items():
        if id_ not in old:
            found.append(Change(id_, None, _values(piece)))
        elif piece is not old[id_] and piece != old[id_]:
            was, became = _values(old[id_]), _values(piece)
            differ = [name for name in was if was[name] != became[name]]
            found.append(
                Change(
                    id_,
                    {name: was[name] for name in differ},
                    {name: became[name] for name in differ},
                )
            )
    return found


def applied(pieces: Sequence[Piece], made: Sequence[Change]) -> list[Piece]:
    """The lines after these changes."""
    rows = {piece.id: piece for piece in pieces}
    for change in made:
        if change.after is None:
            del rows[change.id]
        elif change.before is None:
            rows[change.id] = Piece(id=change.id, **change.after)
        else:
            rows[change.id] = replace(rows[change.id], **change.after)
    return sorted(rows.values(), key=lambda piece: piece.order or 0)


def _values(piece: Piece) -> dict[str, Any]:
    return {name: value for name, value in asdict(piece).items() if name != "id"}


def to_json(made: Sequence[Change]) -> list[list[Any]]:
    """Changes as plain values, to be kept."""
    return [[str(c.id), _plain(c.before), _plain(c.after)] for c in made]


def from_json(kept: Sequence[Sequence[Any]]) -> list[Change]:
    """Changes as they were before `to_json`."""
    return [Change(UUID(id_), _typed(before), _typed(after)) for id_, before, after in kept]


def _plain(values: Values | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {
        name: str(value)
        if isinstance(value, UUID)
        else list(value)
        if name == "audiences"
        else value
        for name, value in values.items()
    }


def _typed(values: Values | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {
        name: UUID(value) if name == "key" else tuple(value) if name == "audiences" else value
        for name, value in values.items()
    }
