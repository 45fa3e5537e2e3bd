"""Which blocks are headings: marked ones, and those that only look like one."""

import re
from itertools import groupby

from protocols.outline.blocks import Block
from protocols.outline.lines import BOLD_LEVEL, LineKind
from protocols.outline.markers import Marker, Style
from protocols.outline.model import Confidence

LONGEST = 100
LONGEST_LETTERED = 250
MOST_WORDS = 14
RUN_OF_WORDS = 4  # so many short lines in a row are a list without marks, not headings
# A title doesn't end on one of these: its last word was lost, often a logo.
# fmt: off
OPEN_ENDS = frozenset({
    "van", "vanuit", "door", "voor", "met", "in", "op", "aan", "bij", "uit", "de", "het", "een", "en",
    "of", "om", "te",
})
# fmt: on
DATE = re.compile(
    r"^(?:versie\b|datum\b|d\.d\.|(?:\d{1,2}\s+)?(?:januari|februari|maart|april|mei|juni|juli|"
    r"augustus|september|oktober|november|december)\s+\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})",
    re.IGNORECASE,
)
COUNTED = (Style.DIGIT, Style.DECIMAL, Style.ROMAN, Style.UPPER, Style.WORD)


def mark_headings(blocks: list[Block]) -> None:
    """Turn the blocks that are headings into headings, each with its confidence."""
    settle_markers(blocks)
    marked = any(b.is_heading and b.level < BOLD_LEVEL for b in blocks)
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.is_heading or following is None:
            continue
        if block.kind is LineKind.TEXT:
            _mark_plain(block, following, marked=marked)
        elif block.kind is LineKind.ITEM and block.marker:
            _mark_labelled(block, following, blocks[at - 1] if at else None)
    _unmark_runs(blocks)


def titled(text: str, longest: int = LONGEST) -> bool:
    """Whether words look like a title: short, a capital in front, no full stop behind."""
    words = text.split()
    return (
        bool(words)
        and len(text) <= longest
        and "\n" not in text
        and (longest > LONGEST or len(words) <= MOST_WORDS)
        and (text[0].isupper() or text[0].isdigit() or text[0] in "‘'\"“*[")
        and any(sign.isalpha() for sign in text)
        and not text.endswith((".", ";", ",", ":", "!"))
        and not DATE.match(text)
    )


def cut_off(block: Block) -> bool:
    """Whether a title misses its last word."""
    return titled(block.text) and block.text.split()[-1].casefold() in OPEN_ENDS


def settle_markers(blocks: list[Block]) -> None:
    """Choose between two readings of a label ("I." or "C.") by what came before it.

    A single letter that continues nothing ("J. de Vries") is no label.
    """
    last: dict[Style, int] = {}
    for block in blocks:
        marker = block.marker
        if marker is None or marker.style is Style.BULLET:
            continue
        readings = [m for m in (marker.also, marker) if m is not None]
        chosen = _reading(readings, last, block)
        if chosen is None:
            block.as_text()
            continue
        block.marker = Marker(marker.printed, chosen.style, chosen.value)
        last[chosen.style] = chosen.number


def _reading(readings: list[Marker], last: dict[Style, int], block: Block) -> Marker | None:
    for reading in readings:
        if reading.number > 1 and reading.number == last.get(reading.style, 0) + 1:
            return reading
    for reading in readings:
        if reading.number == 1:
            return reading
    single = readings[-1]
    if single.style is Style.UPPER and not block.is_heading and not titled(block.text):
        return None
    if single.style is Style.UPPER and len(readings) == 1 and not block.is_heading:
        return None
    return readings[0]


def _mark_plain(block: Block, following: Block, *, marked: bool) -> None:
    if not titled(block.text) or cut_off(block) or not block.after_gap or block.lines > 1:
        return
    if not following.after_gap and following.kind is LineKind.TEXT and not marked:
        block.make_heading(Confidence.GUESS)
        return
    if marked and not (block.text.endswith("?") or block.after_rule):
        return
    block.make_heading(Confidence.GUESS if marked else Confidence.LIKELY)


def _mark_labelled(block: Block, following: Block, above: Block | None) -> None:
    marker = block.marker
    if marker is None or marker.style not in COUNTED or block.lines > 1:
        return
    longest = LONGEST if marker.style is Style.WORD else LONGEST_LETTERED
    bare = marker.style is Style.WORD and not block.text
    if bare or (marker.style in (Style.WORD, Style.ROMAN) and titled(block.text, longest)):
        block.make_heading(Confidence.CERTAIN)
    elif marker.style is Style.UPPER and titled(block.text, LONGEST_LETTERED):
        if following.kind is not LineKind.ITEM or _style(following) is not Style.UPPER:
            block.make_heading(Confidence.LIKELY)
    elif titled(block.text) and _opens_section(block, following, above):
        block.make_heading(Confidence.GUESS)


def _opens_section(block: Block, following: Block, above: Block | None) -> bool:
    """Whether "1. Doel" stands above a section instead of among its sentences."""
    if block.marker is None or _is_neighbour(above, block):
        return False
    if following.kind is LineKind.TEXT:
        return True
    if following.kind is not LineKind.ITEM or following.marker is None:
        return following.is_heading
    if _style(following) is not block.marker.style:
        return following.indent >= block.indent and following.marker.style is not Style.BULLET
    if following.marker.number == 1:
        return True
    # Heading and rules in one list: the first item is a title, the second a sentence.
    return block.marker.number == 1 and _is_neighbour(block, following) and _sentence(following)


def _is_neighbour(above: Block | None, block: Block) -> bool:
    """Whether two items follow each other in one list: 1. and 2."""
    return (
        above is not None
        and above.kind is LineKind.ITEM
        and above.marker is not None
        and block.marker is not None
        and above.marker.style is block.marker.style
        and above.marker.number + 1 == block.marker.number
    )


def _sentence(block: Block) -> bool:
    return block.text.endswith((".", ";")) and len(block.text.split()) > 4


def _style(block: Block) -> Style | None:
    return block.marker.style if block.marker else None


def _unmark_runs(blocks: list[Block]) -> None:
    """A row of short lines with nothing under them is a list of words."""
    runs = groupby(blocks, key=lambda b: b.is_heading and not b.marker and not b.level)
    for bare, members in runs:
        run = list(members)
        if bare and len(run) >= RUN_OF_WORDS:
            for block in run:
                block.kind, block.confidence = LineKind.TEXT, Confidence.GUESS
