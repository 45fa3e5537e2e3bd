"""Setting a tree right: each deed takes the whole list and gives back a new one, or says why not.

A printed label and the words of a text are never typed over. They may be cut in two, or put
together again; what a person says of them (label meant, kind, for whom) stands beside them.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from protocols.outline.labels import own_label
from protocols.outline.markers import Style, letter, read_marker, roman
from protocols.outline.model import Confidence, Kind

DEEPEST = 11  # as the importer reads them
BY_HAND = "by_hand"  # why a line is left out: a person said so


@dataclass(frozen=True)
class Piece:
    """A line of the outline while it is worked on; `order` is None for one that is new."""

    id: UUID
    key: UUID
    kind: str
    depth: int
    text: str
    label: str = ""
    corrected: str | None = None
    audiences: tuple[str, ...] = ()
    line: int = 0
    confidence: str = Confidence.CERTAIN.value
    dropped: str = ""
    pairing: str = ""
    order: int | None = None


class Obstacle(StrEnum):
    """Why a deed can't be."""

    NOTHING_CHOSEN = "nothing_chosen"
    LEFT_OUT = "left_out"
    NOTHING_ABOVE = "nothing_above"
    TOO_DEEP = "too_deep"
    AT_THE_TOP = "at_the_top"
    FIRST_THERE = "first_there"
    LAST_THERE = "last_there"
    APART = "apart"
    LAST_LINE = "last_line"
    NOT_LEFT_OUT = "not_left_out"
    NOT_SPLIT = "not_split"
    WORDS_CHANGED = "words_changed"
    NO_RULES_BELOW = "no_rules_below"


class Impossible(Exception):
    """A deed that the tree does not allow."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


Pieces = list[Piece]
Chosen = Collection[UUID]
COUNTERS: dict[Style, Callable[[int], str]] = {
    Style.ROMAN: roman,
    Style.UPPER: letter,
    Style.DIGIT: str,
    Style.LOWER: lambda number: letter(number).lower(),
}


def subtree(depths: Sequence[int], at: int) -> range:
    """The places of a provision and of all that stands under it."""
    end = at + 1
    while end < len(depths) and depths[end] > depths[at]:
        end += 1
    return range(at, end)


# --- Depth -----------------------------------------------------------------------------------
def indent(pieces: Pieces, chosen: Chosen) -> Pieces:
    """One level deeper, with all that stands under it."""
    return _shift(pieces, chosen, +1)


def outdent(pieces: Pieces, chosen: Chosen) -> Pieces:
    """One level higher, with all that stands under it."""
    return _shift(pieces, chosen, -1)


def _shift(pieces: Pieces, chosen: Chosen, by: int) -> Pieces:
    kept, places = _kept(pieces, chosen)
    depths = [piece.depth for piece in kept]
    touched: set[int] = set()
    for at in _roots(depths, places):
        inside = subtree(depths, at)
        if by > 0 and (at == 0 or depths[at] > depths[at - 1]):
            raise Impossible(Obstacle.NOTHING_ABOVE)
        if by > 0 and max(depths[place] for place in inside) >= DEEPEST:
            raise Impossible(Obstacle.TOO_DEEP)
        if by < 0 and depths[at] == 0:
            raise Impossible(Obstacle.AT_THE_TOP)
        for place in inside:
            depths[place] += by
        touched.update(inside)
    return _with(
        pieces,
        [
            _seen(piece, depth=depths[at]) if at in places else replace(piece, depth=depths[at])
            for at, piece in enumerate(kept)
            if at in touched
        ],
    )


# --- Place -----------------------------------------------------------------------------------
def move_up(pieces: Pieces, chosen: Chosen) -> Pieces:
    """Before the neighbour above it, with all that stands under both."""
    kept, block = _block(pieces, chosen)
    depth = kept[block.start].depth
    above = block.start - 1
    while above >= 0 and kept[above].depth > depth:
        above -= 1
    if above < 0 or kept[above].depth < depth:
        raise Impossible(Obstacle.FIRST_THERE)
    return _swap(pieces, kept[above], kept[block.start], _after(kept, block.stop))


def move_down(pieces: Pieces, chosen: Chosen) -> Pieces:
    """Behind the neighbour below it, with all that stands under both."""
    kept, block = _block(pieces, chosen)
    depth = kept[block.start].depth
    if block.stop == len(kept) or kept[block.stop].depth < depth:
        raise Impossible(Obstacle.LAST_THERE)
    below = subtree([piece.depth for piece in kept], block.stop)
    return _swap(pieces, kept[block.start], kept[block.stop], _after(kept, below.stop))


def _block(pieces: Pieces, chosen: Chosen) -> tuple[Pieces, range]:
    """Neighbours of one level, with all under them, as one range of the kept lines."""
    kept, places = _kept(pieces, chosen)
    depths = [piece.depth for piece in kept]
    roots = _roots(depths, places)
    stop = roots[0]
    for root in roots:
        if root != stop or depths[root] != depths[roots[0]]:
            raise Impossible(Obstacle.APART)
        stop = subtree(depths, root).stop
    return kept, range(roots[0], stop)


def _after(kept: Pieces, at: int) -> Piece | None:
    return kept[at] if at < len(kept) else None


def _swap(pieces: Pieces, first: Piece, second: Piece, end: Piece | None) -> Pieces:
    """[first…second) and [second…end) change places; lines left out go along."""
    one, two = pieces.index(first), pieces.index(second)
    stop = pieces.index(end) if end else len(pieces)
    return pieces[:one] + pieces[two:stop] + pieces[one:two] + pieces[stop:]


# --- In and out ------------------------------------------------------------------------------
def drop(pieces: Pieces, chosen: Chosen) -> Pieces:
    """Out of the text; what stands under it moves up one level and stays."""
    kept, places = _kept(pieces, chosen)
    if len(places) == len(kept):
        raise Impossible(Obstacle.LAST_LINE)
    changed: dict[UUID, Piece] = {}
    for at in reversed(places):
        depths = [changed.get(p.id, p).depth for p in kept]
        for place in subtree(depths, at)[1:]:
            child = changed.get(kept[place].id, kept[place])
            if not child.dropped:
                changed[child.id] = replace(child, depth=child.depth - 1)
        changed[kept[at].id] = replace(kept[at], dropped=BY_HAND)
    return _closed(_with(pieces, list(changed.values())))


def restore(pieces: Pieces, chosen: Chosen) -> Pieces:
    """Back in, at the level of what follows it."""
    rows = [piece for piece in pieces if piece.id in chosen]
    if not rows:
        raise Impossible(Obstacle.NOTHING_CHOSEN)
    if not all(row.dropped for row in rows):
        raise Impossible(Obstacle.NOT_LEFT_OUT)
    for row in reversed(rows):
        at = pieces.index(row)
        after = [piece.depth for piece in pieces[at:] if not piece.dropped]
        before = [piece.depth for piece in pieces[:at] if not piece.dropped]
        depth = (after[0] if after else before[-1]) if before else 0
        pieces = _with(pieces, [replace(row, depth=depth, dropped="")])
    return pieces


def split(pieces: Pieces, chosen: Chosen, *, parts: Sequence[str], new: Sequence[UUID]) -> Pieces:
    """One line cut in `parts`; `new` are the ids of all but the first. Not a letter changes.

    A part that begins with a label is an item with that label. What stands under the line
    stands under its last part; under a heading, the new parts are its text.
    """
    kept, places = _kept(pieces, chosen)
    if len(places) != 1:
        raise Impossible(Obstacle.APART)
    whole = kept[places[0]]
    parts = [part.strip() for part in parts if part.strip()]
    if len(parts) < 2:
        raise Impossible(Obstacle.NOT_SPLIT)
    if letters("".join(parts)) != letters(whole.text):
        raise Impossible(Obstacle.WORDS_CHANGED)
    is_heading = whole.kind == Kind.HEADING
    depth = whole.depth + 1 if is_heading else whole.depth
    cut = [_seen(whole, text=parts[0])]
    for number, (id_, text) in enumerate(zip(new, parts[1:], strict=True), start=1):
        marker = read_marker(text)
        cut.append(
            Piece(
                id=id_,
                key=id_,
                kind=(Kind.ITEM if marker and marker[1] else Kind.PARAGRAPH).value,
                depth=min(depth, DEEPEST),
                text=marker[1] if marker and marker[1] else text,
                label=marker[0].printed if marker and marker[1] else "",
                line=whole.line + sum(part.count("\n") for part in parts[:number]),
            )
        )
    at = pieces.index(whole)
    return pieces[:at] + cut + pieces[at + 1 :]


def merge(pieces: Pieces, chosen: Chosen) -> Pieces:
    """One line with the line above it; several with the first of them. No word is lost."""
    kept, places = _kept(pieces, chosen)
    if places != list(range(places[0], places[-1] + 1)):
        raise Impossible(Obstacle.APART)
    if places == [0]:
        raise Impossible(Obstacle.NOTHING_ABOVE)
    into = places[0] if len(places) > 1 else places[0] - 1
    for below in [kept[place] for place in range(places[-1], into, -1)]:
        pieces = _merged(pieces, below)
    return pieces


def _merged(pieces: Pieces, lower: Piece) -> Pieces:
    kept = [piece for piece in pieces if not piece.dropped]
    at = kept.index(next(piece for piece in kept if piece.id == lower.id))
    upper, lower = kept[at - 1], kept[at]
    words = " ".join(part for part in (upper.text, lower.label, lower.text) if part)
    changed = [_seen(upper, text=words)]
    if upper.depth < lower.depth:  # its parent: the children come to stand where it stood
        inside = subtree([piece.depth for piece in kept], at)
        changed += [replace(kept[p], depth=kept[p].depth - 1) for p in inside[1:]]
    return _with([piece for piece in pieces if piece.id != lower.id], changed)


# --- What is said of a line ------------------------------------------------------------------
def relabel(pieces: Pieces, chosen: Chosen, *, corrected: str) -> Pieces:
    """The label that was meant, beside the printed one; empty takes it back."""
    kept, places = _kept(pieces, chosen)
    meant = corrected.strip() or None
    return _with(pieces, [_seen(kept[at], corrected=meant) for at in places])


def renumber(pieces: Pieces, chosen: Chosen, *, style: str, start: int = 1) -> Pieces:
    """Counts the chosen lines of the highest level afresh: I, II, III or 1, 2, 3."""
    kept, places = _kept(pieces, chosen)
    top = min(kept[at].depth for at in places)
    return _counted(pieces, [kept[at] for at in places if kept[at].depth == top], style, start)


def renumber_below(pieces: Pieces, chosen: Chosen, *, style: str, start: int = 1) -> Pieces:
    """Counts the rules directly below each chosen line afresh."""
    kept, places = _kept(pieces, chosen)
    depths = [piece.depth for piece in kept]
    found = False
    for at in places:
        rules = [
            kept[place]
            for place in subtree(depths, at)[1:]
            if depths[place] == depths[at] + 1 and kept[place].kind == Kind.ITEM
        ]
        found = found or bool(rules)
        pieces = _counted(pieces, rules, style, start)
    if not found:
        raise Impossible(Obstacle.NO_RULES_BELOW)
    return pieces


def _counted(pieces: Pieces, rows: Pieces, style: str, start: int) -> Pieces:
    count = COUNTERS[Style(style)]
    numbered = []
    for number, row in enumerate(rows, start=start):
        printed = own_label(replace(row, corrected=None))
        meant = count(number)
        numbered.append(_seen(row, corrected=None if printed == meant else meant))
    return _with(pieces, numbered)


def set_kind(pieces: Pieces, chosen: Chosen, *, kind: str) -> Pieces:
    """Heading, item or paragraph."""
    kept, places = _kept(pieces, chosen)
    return _with(pieces, [_seen(kept[at], kind=Kind(kind).value) for at in places])


def set_audiences(pieces: Pieces, chosen: Chosen, *, audiences: Sequence[str]) -> Pieces:
    """For whom it is; nobody in particular means everyone."""
    kept, places = _kept(pieces, chosen)
    return _with(pieces, [replace(kept[at], audiences=tuple(audiences)) for at in places])


def accept(pieces: Pieces, chosen: Chosen) -> Pieces:
    """A person looked, and found right what was guessed."""
    kept, places = _kept(pieces, chosen)
    return _with(pieces, [_seen(kept[at]) for at in places])


def accept_below(pieces: Pieces, chosen: Chosen) -> Pieces:
    """The same, for the line and all that stands under it."""
    kept, places = _kept(pieces, chosen)
    depths = [piece.depth for piece in kept]
    inside = {place for at in places for place in subtree(depths, at)}
    return _with(pieces, [_seen(kept[at]) for at in sorted(inside)])


# --- Parts of deeds --------------------------------------------------------------------------
def _seen(piece: Piece, **changed: Any) -> Piece:
    """The line as changed by a person, who therefore looked at it."""
    return replace(piece, confidence=Confidence.CERTAIN.value, **changed)


def letters(text: str) -> str:
    """A text without its spaces: what cutting and joining leave as it is."""
    return "".join(text.split())


def _kept(pieces: Pieces, chosen: Chosen) -> tuple[Pieces, list[int]]:
    """The lines of the text, and the places of the chosen ones among them."""
    kept = [piece for piece in pieces if not piece.dropped]
    places = [at for at, piece in enumerate(kept) if piece.id in chosen]
    if len(places) < len(chosen) and any(p.dropped and p.id in chosen for p in pieces):
        raise Impossible(Obstacle.LEFT_OUT)
    if not places:
        raise Impossible(Obstacle.NOTHING_CHOSEN)
    return kept, places


def _roots(depths: Sequence[int], places: Sequence[int]) -> list[int]:
    """The places that stand under none of the others."""
    roots: list[int] = []
    covered = 0
    for at in places:
        if at >= covered:
            roots.append(at)
            covered = subtree(depths, at).stop
    return roots


def _with(pieces: Pieces, changed: Pieces) -> Pieces:
    by_id = {piece.id: piece for piece in changed}
    return [by_id.get(piece.id, piece) for piece in pieces]


def _closed(pieces: Pieces) -> Pieces:
    """No line more than one level below the one above it."""
    above = -1
    closed = []
    for piece in pieces:
        if not piece.dropped:
            above = min(piece.depth, above + 1)
            piece = piece if piece.depth == above else replace(piece, depth=above)
        closed.append(piece)
    return closed
