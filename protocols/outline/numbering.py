"""What copying did to the labels: proposals for the labels a document must once have had.

A printed label is never touched. A web page that turns every list into a fresh "1." leaves headings
that are list items, and rules whose numbers are one too high; both show by their order.
"""

from collections.abc import Iterable
from enum import Enum, auto
from itertools import zip_longest

from protocols.outline.blocks import Block
from protocols.outline.lines import LineKind
from protocols.outline.markers import Style, letter, roman
from protocols.outline.model import Confidence

TOP_LEVEL = 2
SUB_LEVEL = 3


class Layout(Enum):
    """How a heading stands to its rules."""

    SHARED = auto()  # heading 1, rules 2, 3, 4: one list
    OWN = auto()  # heading 1, rules 1, 2, 3: a list of their own


def correct_headings(blocks: list[Block]) -> bool:
    """Propose labels for headings that became list items; True when there were any."""
    listed = [b for b in blocks if b.is_heading and b.marker and b.marker.style is Style.DIGIT]
    if not _destroyed(blocks, listed):
        return False
    top = sub = 0
    sub_layout: Layout | None = None
    inside = False  # a heading without rules of its own is open for sub-headings
    for block, following in _pairs(blocks):
        if not block.is_heading or block.marker is None:
            continue
        if block.marker.style is Style.ROMAN:
            top, sub, inside = block.marker.number, 0, _is_listed(following)
            block.level = TOP_LEVEL
        elif block.marker.style is Style.DIGIT:
            layout = _layout(following)
            if inside and (sub == 0 or layout is sub_layout):
                sub, sub_layout = sub + 1, layout
                block.corrected, block.level = letter(sub), SUB_LEVEL
            else:
                top, sub, inside = top + 1, 0, _is_listed(following)
                block.corrected, block.level = roman(top), TOP_LEVEL
            block.confidence = Confidence.GUESS
    return True


def correct_items(items: Iterable[Block]) -> None:
    """Count the rules under one such heading; propose where the printed number differs."""
    for number, block in enumerate(items, start=1):
        if block.marker and block.marker.value != (number,):
            block.corrected = str(number)
            block.confidence = Confidence.GUESS


def _destroyed(blocks: list[Block], listed: list[Block]) -> bool:
    """Numbered headings that don't count 1, 2, 3 any more, or share a list with their rules."""
    if not listed:
        return False
    numbers = [b.marker.number for b in listed if b.marker]
    shared = any(
        _layout(following) is Layout.SHARED
        for block, following in _pairs(blocks)
        if _is_listed(block)
    )
    return shared or numbers != list(range(1, len(numbers) + 1))


def _layout(following: Block | None) -> Layout:
    marker = following.marker if following and following.kind is LineKind.ITEM else None
    if marker and marker.style is Style.DIGIT and marker.number == 2:
        return Layout.SHARED
    return Layout.OWN


def _is_listed(block: Block | None) -> bool:
    return bool(block and block.is_heading and block.marker and block.marker.style is Style.DIGIT)


def _pairs(blocks: list[Block]) -> Iterable[tuple[Block, Block | None]]:
    return zip_longest(blocks, blocks[1:])
