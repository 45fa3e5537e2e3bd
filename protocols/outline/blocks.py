"""Lines → blocks: one heading, item or paragraph each, wrapped and page-broken lines put together."""

from dataclasses import dataclass, field

from protocols.outline.lines import BOLD_LEVEL, Line, LineKind
from protocols.outline.markers import Marker, Style
from protocols.outline.model import Confidence, Why

SENTENCE_ENDS = (".", "!", "?", ";", ":", "…", ".'", ".’", '."', ".)", "*")
WRAP_WIDEST = 140
LINES_TO_TRUST = 6


@dataclass
class Block:
    """A stretch of text that becomes one provision."""

    line: int
    kind: LineKind
    text: str
    marker: Marker | None = None
    indent: int = 0
    level: int = 0
    lines: int = 1
    after_gap: bool = False  # a blank line or dropped furniture stands before it
    after_rule: bool = False
    joined: bool = False
    confidence: Confidence = Confidence.CERTAIN
    corrected: str | None = None
    pieces: list[str] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        return self.kind is LineKind.HEADING

    def make_heading(self, confidence: Confidence, level: int = 0) -> None:
        self.kind, self.confidence = LineKind.HEADING, confidence
        self.level = level or self.level

    def as_text(self) -> None:
        """Take the label back: it was no label but the first word."""
        if self.marker:
            self.text = f"{self.marker.printed} {self.text}".strip()
        self.marker, self.kind, self.level = None, LineKind.TEXT, 0


def build_blocks(lines: list[Line], dropped: dict[int, Why]) -> list[Block]:
    """The blocks of a document, in order."""
    width = _wrap_width(lines)
    blocks: list[Block] = []
    previous: Line | None = None
    gap, rule = True, False
    for line in lines:
        if line.number in dropped or line.kind in (LineKind.BLANK, LineKind.RULE):
            gap = True
            rule = rule or line.kind is LineKind.RULE
            continue
        if previous is not None and _continues(previous, line, blocks[-1], width, gap=gap):
            _append(blocks[-1], line, "\n" if previous.hard_break else " ")
        else:
            blocks.append(
                Block(
                    line=line.number,
                    kind=line.kind,
                    text=line.body,
                    marker=line.marker,
                    indent=line.indent,
                    level=line.level,
                    after_gap=gap,
                    after_rule=rule,
                    pieces=[line.body],
                )
            )
        previous, gap, rule = line, False, False
    for block in blocks:
        block.text = "".join(block.pieces)
    return _mended(blocks)


def setext(lines: list[Line]) -> list[Line]:
    """Titles underlined with === or --- as the headings they are."""
    result = list(lines)
    for at in range(1, len(lines)):
        line, above = lines[at], lines[at - 1]
        before = lines[at - 2].kind if at > 1 else LineKind.BLANK
        if (
            line.kind is LineKind.RULE
            and line.body[0] in "=-"
            and above.kind is LineKind.TEXT
            and before in (LineKind.BLANK, LineKind.RULE)
            and len(above.body) <= WRAP_WIDEST
            and not above.body.endswith((".", ":", ";", ",", "!"))
        ):
            level = 1 if line.body[0] == "=" else 2
            result[at - 1] = Line(
                above.number, above.raw, LineKind.HEADING, above.body, above.indent, level
            )
    return result


def _append(block: Block, line: Line, joint: str) -> None:
    if block.pieces == [""]:
        block.pieces = [line.body]
    else:
        block.pieces += [joint, line.body]
    block.lines += 1


def _wrap_width(lines: list[Line]) -> int:
    """The width at which the text was wrapped by hand, or 0 when each line is a paragraph."""
    lengths = [len(line.raw) for line in lines if line.kind in (LineKind.TEXT, LineKind.ITEM)]
    if len(lengths) < LINES_TO_TRUST:
        return max(lengths, default=0) if max(lengths, default=0) <= WRAP_WIDEST else 0
    widest = max(lengths)
    return widest if widest <= WRAP_WIDEST else 0


def _continues(previous: Line, line: Line, block: Block, width: int, *, gap: bool) -> bool:
    """Whether a line goes on with the block above it."""
    if line.kind is not LineKind.TEXT or block.is_heading or previous.kind is LineKind.HEADING:
        return False
    if not previous.body:  # a number alone: its words come now, also after a blank line
        return bool(previous.marker and previous.marker.style is not Style.WORD)
    if gap:
        return False
    if previous.hard_break:
        return True
    if line.body[0].islower() or line.body[0] in "(,;":
        return True
    if block.kind is LineKind.ITEM and line.indent > block.indent:
        return True
    first_word = len(line.body.split(maxsplit=1)[0])
    return bool(width) and len(previous.raw) + 1 + first_word > 0.85 * width


def _mended(blocks: list[Block]) -> list[Block]:
    """Put together again what a page break tore apart in the middle of a sentence."""
    mended: list[Block] = []
    for block in blocks:
        above = mended[-1] if mended else None
        if above is not None and _torn(above, block):
            above.pieces += [" ", block.text]
            above.joined, above.confidence = True, Confidence.LIKELY
            above.lines += block.lines
        else:
            block.pieces = [block.text]
            mended.append(block)
    for block in mended:
        block.text = "".join(block.pieces)
    return mended


def _torn(above: Block, block: Block) -> bool:
    return (
        block.kind is LineKind.TEXT
        and block.after_gap
        and block.text[0].islower()
        and above.kind in (LineKind.TEXT, LineKind.ITEM)
        and above.level in (0, BOLD_LEVEL)
        and len(above.pieces[-1]) >= 20
        and not above.pieces[-1].endswith(SENTENCE_ENDS)
    )
