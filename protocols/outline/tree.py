"""Blocks → depths: what stands under what."""

from itertools import groupby

from protocols.outline.blocks import Block
from protocols.outline.lines import BOLD_LEVEL, LineKind
from protocols.outline.lists import Lists, flatten_bullets
from protocols.outline.markers import Style
from protocols.outline.model import Kind
from protocols.outline.numbering import SUB_LEVEL, TOP_LEVEL, correct_items

PART_LEVEL = 1
# fmt: off
GENERIC = frozenset({
    "inleiding", "doel", "doelgroep", "reikwijdte", "uitgangspunten", "voorwoord", "algemeen",
    "begrippen",
})
# fmt: on


def set_levels(blocks: list[Block], contents: list[str]) -> list[Block]:
    """Give each heading a comparable level; returns the headings that begin a code of their own.

    `contents` are the lines of a dropped table of contents: it says which headings are equals.
    """
    headings = [b for b in blocks if b.is_heading]
    if not headings:
        return []
    marked = any(0 < b.level <= BOLD_LEVEL for b in headings if b.corrected is None)
    title = headings[0] if _is_title(headings[0], headings) else None
    rest = headings[1:] if title else headings
    parts = _parts(title, rest)
    if marked and not any(b.corrected for b in headings):
        _level_marked(rest, contents)
    else:
        _level_plain(rest, parts)
    if title:
        title.level = 0
    return parts


def place(blocks: list[Block]) -> list[tuple[Kind, int]]:
    """Kind and depth of each block."""
    flatten_bullets(blocks)
    placed: list[tuple[Kind, int]] = []
    open_levels: list[int] = []
    lists = Lists()
    base = 0
    for block in blocks:
        if block.is_heading:
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
            placed.append((Kind.HEADING, len(open_levels)))
            open_levels.append(block.level)
            base, lists = len(open_levels), Lists()
        elif block.kind is LineKind.ITEM and block.marker:
            placed.append((Kind.ITEM, _below(placed, base + lists.place(block))))
        else:
            placed.append((Kind.PARAGRAPH, _below(placed, base + lists.under(block))))
    _correct_under_guessed_headings(blocks, placed)
    return _without_gaps(placed)


def _without_gaps(placed: list[tuple[Kind, int]]) -> list[tuple[Kind, int]]:
    """No block more than one level below the one before it: a tree has no missing parents.

    A list that goes on deeper after a paragraph at the margin hangs under that paragraph.
    """
    above = -1
    closed: list[tuple[Kind, int]] = []
    for kind, depth in placed:
        above = min(depth, above + 1)
        closed.append((kind, above))
    return closed


def _below(placed: list[tuple[Kind, int]], depth: int) -> int:
    """No deeper than one below what stands above: a list taken up again after a paragraph."""
    return min(depth, placed[-1][1] + 1 if placed else 0)


def _is_title(first: Block, headings: list[Block]) -> bool:
    if first.marker or first.text.casefold().rstrip(":") in GENERIC:
        return False
    others = [b.level for b in headings[1:] if b.level]
    return not first.level or not others or first.level <= min(others)


def _parts(title: Block | None, rest: list[Block]) -> list[Block]:
    """Headings that repeat the title and add for whom: each begins a code of its own."""
    if title is None:
        return []
    name = title.text.casefold()
    parts = [b for b in rest if b.text.casefold().startswith(name) and b.text.casefold() != name]
    return parts if len(parts) > 1 else []


def _level_marked(headings: list[Block], contents: list[str]) -> None:
    """Even out Markdown levels: one family of labels, or one table of contents, is one level."""
    level = 1
    for block in headings:
        if not block.level:  # found by its looks: as deep as its neighbour above
            block.level = level
        level = block.level
    listed = _listed(headings, contents)
    families = groupby(
        sorted(
            (b for b in headings if b.marker and b.marker.style is not Style.DECIMAL),
            key=lambda b: b.marker.style if b.marker else "",
        ),
        key=lambda b: b.marker.style if b.marker else "",
    )
    for group in [listed, *(list(members) for _style, members in families)]:
        highest = min((block.level for block in group), default=0)
        for block in group:
            block.level = highest


def _listed(headings: list[Block], contents: list[str]) -> list[Block]:
    """The headings of a table of contents without indents."""
    if len({len(line) - len(line.lstrip()) for line in contents}) > 1:
        return []
    entries = {_letters(line) for line in contents}
    return [b for b in headings if _letters(b.text) in entries or _letters(_printed(b)) in entries]


def _printed(block: Block) -> str:
    return f"{block.marker.printed} {block.text}" if block.marker else block.text


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalpha())


def _level_plain(headings: list[Block], parts: list[Block]) -> None:
    outer = any(b.marker is None or b.marker.style is Style.ROMAN for b in headings)
    starts = {id(part) for part in parts}
    for block in headings:
        if id(block) in starts:
            block.level = PART_LEVEL
        elif block.corrected is None:
            block.level = _plain_level(block, outer=outer)


def _plain_level(block: Block, *, outer: bool) -> int:
    marker = block.marker
    if marker is None or marker.style is Style.ROMAN:
        return TOP_LEVEL
    if marker.style is Style.UPPER:
        return SUB_LEVEL if outer else TOP_LEVEL
    if marker.style is Style.DECIMAL:
        return TOP_LEVEL + len(marker.value) - 1
    if marker.style is Style.WORD:
        is_chapter = marker.printed.startswith(("Hoofdstuk", "Deel", "Bijlage"))
        return TOP_LEVEL if is_chapter else SUB_LEVEL
    return TOP_LEVEL


def _correct_under_guessed_headings(blocks: list[Block], placed: list[tuple[Kind, int]]) -> None:
    """Rules under a heading with a proposed label, or beside one, are counted afresh."""
    section: list[Block] = []
    guessed, base = False, 0
    for block, (kind, depth) in zip(blocks, placed, strict=True):
        if kind is Kind.HEADING:
            correct_items(section)
            section, guessed, base = [], block.corrected is not None, depth + 1
        elif guessed and kind is Kind.ITEM and depth == base and _is_numbered(block):
            section.append(block)
    correct_items(section)


def _is_numbered(block: Block) -> bool:
    return block.marker is not None and block.marker.style is Style.DIGIT
