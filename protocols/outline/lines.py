"""Text → lines: what each one is by itself, before its neighbours are asked."""

from dataclasses import dataclass
from enum import StrEnum

from protocols.outline.markers import SPACES, Marker, read_marker

EDGES = SPACES + "\u200b\ufeff"
TAB = 4
RULES = frozenset("-*_=–—")


class LineKind(StrEnum):
    BLANK = "blank"
    RULE = "rule"
    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"


@dataclass(frozen=True)
class Line:
    number: int
    raw: str
    kind: LineKind
    body: str  # without edges and without the marks of a heading or label
    indent: int = 0
    level: int = 0  # of a Markdown heading; a line wholly in bold counts as level 7
    marker: Marker | None = None
    hard_break: bool = False


BOLD_LEVEL = 7


def read_lines(text: str) -> list[Line]:
    """Every line of the text, in order, numbered from 1."""
    return [_line(number, raw) for number, raw in enumerate(text.split("\n"), start=1)]


def _line(number: int, raw: str) -> Line:
    body = raw.strip(EDGES)
    if not body:
        return Line(number, raw, LineKind.BLANK, "")
    if _is_rule(body):
        return Line(number, raw, LineKind.RULE, body)
    indent = _indent(raw)
    if heading := _heading(body):
        level, title = heading
        found = read_marker(title)
        # A bullet inside a heading is decoration; only what counts is a label.
        if found and found[0].number and found[1]:
            return Line(number, raw, LineKind.HEADING, found[1], indent, level, found[0])
        return Line(number, raw, LineKind.HEADING, title, indent, level)
    hard_break = raw.endswith("  ") or body.endswith("\\")
    body = body.removesuffix("\\").rstrip(EDGES) or body
    if found := read_marker(body):
        marker, rest = found
        return Line(number, raw, LineKind.ITEM, rest, indent, marker=marker, hard_break=hard_break)
    return Line(number, raw, LineKind.TEXT, body, indent, hard_break=hard_break)


def _is_rule(body: str) -> bool:
    signs = set(body) - set(SPACES)
    return len(signs) == 1 and signs <= RULES and len(body) >= 3


def _indent(raw: str) -> int:
    columns = 0
    for sign in raw:
        if sign == "\t":
            columns += TAB - columns % TAB
        elif sign in EDGES:
            columns += 1
        else:
            break
    return columns


def _heading(body: str) -> tuple[int, str] | None:
    level = len(body) - len(body.lstrip("#"))
    if 1 <= level <= 6 and body[level : level + 1] in tuple(SPACES):
        title = unbold(body[level:].strip(SPACES).rstrip("#").rstrip(SPACES))
        return (level, title) if title else None
    if (title := unbold(body)) != body and not title.endswith((".", ":", ";", ",")):
        return BOLD_LEVEL, title
    return None


def unbold(text: str) -> str:
    """Text that is bold from end to end, without the marks; any other text as it is."""
    for mark in ("**", "__"):
        inner = text[2:-2]
        if text.startswith(mark) and text.endswith(mark) and inner.strip() and mark not in inner:
            return inner.strip(SPACES)
    return text
