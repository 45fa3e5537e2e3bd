"""How deep an item stands: lists in lists, broken off and taken up again."""

from dataclasses import dataclass
from itertools import groupby

from protocols.outline.blocks import Block
from protocols.outline.markers import Marker, Style

DEEPEST = 12
STEP = 2  # columns of indent that mean one level
NESTED_STYLES = (Style.LOWER, Style.LOWER_ROMAN)


@dataclass
class Level:
    style: tuple[Style, int]
    value: tuple[int, ...]
    indent: int


class Lists:
    """The lists that are open under one heading, outermost first."""

    def __init__(self) -> None:
        self._open: list[Level] = []
        self._last_text = ""
        self._last_indent = 0

    def place(self, block: Block) -> int:
        """The level of an item, 0 for the outermost list; the item is then the last one seen."""
        marker = block.marker
        if marker is None:
            raise ValueError("An item has a label.")
        level = self._continued(marker, block.indent)
        if level is None:
            level = self._started(marker, block.indent)
        del self._open[level:]
        self._open.append(Level(_style(marker), marker.value, block.indent))
        self._last_text, self._last_indent = block.text, block.indent
        return level

    def under(self, block: Block) -> int:
        """The level of a paragraph: below the last item when indented under it, else beside."""
        if not self._open:
            return 0
        if block.indent >= self._last_indent + STEP:
            return len(self._open)
        return 0

    def _continued(self, marker: Marker, indent: int) -> int | None:
        """The level at which the item counts on: 8 after 7, c after b, also after other things."""
        if marker.style is Style.BULLET:
            same = [
                at
                for at, level in enumerate(self._open)
                if level.style == _style(marker) and abs(level.indent - indent) < STEP
            ]
            return same[-1] if same else None
        fits = [
            at
            for at, level in enumerate(self._open)
            if level.style == _style(marker) and _follows(level.value, marker.value)
        ]
        return min(fits, key=lambda at: (abs(self._open[at].indent - indent), -at), default=None)

    def _started(self, marker: Marker, indent: int) -> int:
        """The level at which a new list, or a list that starts again, stands."""
        if not self._open:
            return 0
        top = len(self._open) - 1
        if indent >= self._last_indent + STEP:
            return min(top + 1, DEEPEST - 1)
        same = [at for at, level in enumerate(self._open) if level.style == _style(marker)]
        if same:
            return min(same, key=lambda at: (abs(self._open[at].indent - indent), -at))
        if marker.style is Style.DECIMAL:
            return self._under_number(marker, top)
        if marker.style in NESTED_STYLES or self._last_text.endswith(":"):
            return min(top + 1, DEEPEST - 1)
        outer = [at for at, level in enumerate(self._open) if level.indent > indent]
        return outer[0] if outer else 0

    def _under_number(self, marker: Marker, top: int) -> int:
        for at, level in enumerate(self._open):
            if level.value == marker.value[:-1]:
                return min(at + 1, DEEPEST - 1)
        return top


def _follows(earlier: tuple[int, ...], later: tuple[int, ...]) -> bool:
    return earlier[:-1] == later[:-1] and earlier[-1] + 1 == later[-1]


def _style(marker: Marker) -> tuple[Style, int]:
    return marker.style, len(marker.value)


def flatten_bullets(blocks: list[Block]) -> None:
    """Undo a slip of converters: the first bullet at the margin, all others below it.

    Sentences that end alike are equals; a first one that ends in a colon has children.
    """
    for bullets, members in groupby(
        blocks, key=lambda b: b.marker is not None and b.marker.style is Style.BULLET
    ):
        run = list(members)
        if not bullets or len(run) < 3:
            continue
        first, rest = run[0], run[1:]
        indents = {block.indent for block in rest}
        if len(indents) == 1 and first.indent < rest[0].indent and first.text.endswith((";", ".")):
            first.indent = rest[0].indent
