"""A Word file (.docx) → text with the labels that Word itself prints, for the same reader as any text.

A heading gets its Markdown mark, a list its label and indent. Text that was deleted under tracked
changes is gone; what was inserted, stands in a table, a text box or a note is there.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from protocols.outline.markers import read_marker
from protocols.outline.refusal import Refusal, Unreadable
from protocols.outline.word_numbering import Numbering, W, value

PART_LIMIT = 20 * 1024 * 1024  # bytes of XML unpacked: a bomb is larger, a code never
MAIN = "word/document.xml"
MOST_NESTED = 400
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", FALLBACK})
HEADING = re.compile(r"(?:heading|kop)\s*([1-9])$", re.IGNORECASE)
TITLE = re.compile(r"(?:title|titel)$", re.IGNORECASE)
OFF = frozenset({"0", "false", "off", "none"})
INDENT = 4
DEEPEST_STYLE = 20  # styles on top of each other


@dataclass(frozen=True)
class Look:
    """What a style says of its paragraphs."""

    heading: int = 0
    list_id: str = ""
    depth: int = 0


@dataclass
class Document:
    numbering: Numbering
    looks: dict[str, Look]
    notes: dict[str, Element]
    lines: list[str] = field(default_factory=list)
    in_list: bool = False

    def add(self, paragraph: Element) -> None:
        boxes: list[Element] = []
        text = "".join(self._words(paragraph, boxes)).strip(" \t\n")
        look = self._look(paragraph)
        if text:
            self._write(paragraph, text, look)
        for box in boxes:
            for inner in paragraphs(box):
                self.add(inner)

    def _write(self, paragraph: Element, text: str, look: Look) -> None:
        label = self.numbering.label(look.list_id, look.depth) if look.list_id else ""
        whole = f"{label} {text}" if label else text
        # A label that the reader doesn't know ("1.2.a") would run on from the line above.
        if not (label and self.in_list and read_marker(whole)):
            self.lines.append("")
        self.in_list = bool(label) and not look.heading
        if look.heading:
            self.lines.append("#" * look.heading + " " + " ".join(whole.split()))
        elif label:
            self.lines.append(" " * (INDENT * look.depth) + whole)
        elif _all_bold(paragraph) and "\n" not in text and not text.endswith((".", ":", ";", ",")):
            self.lines.append(f"**{text}**")
        else:
            self.lines.append(whole)

    def _look(self, paragraph: Element) -> Look:
        about = paragraph.find(f"{W}pPr")
        if about is None:
            return Look()
        style = self.looks.get(value(about, "pStyle"), Look())
        return _numbered(about, _heading(about) or style.heading, style)

    def _words(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        for child in element:
            if child.tag in GONE:
                continue
            if child.tag == f"{W}t":
                yield child.text or ""
            elif child.tag == f"{W}tab":
                yield "\t"
            elif child.tag in (f"{W}br", f"{W}cr"):
                yield "  \n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else " "
            elif child.tag == f"{W}noBreakHyphen":
                yield "-"
            elif child.tag == f"{W}txbxContent":
                boxes.append(child)
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield self._note(child)
            elif child.tag != f"{W}pPr":
                yield from self._words(child, boxes)

    def _note(self, reference: Element) -> str:
        key = reference.tag.removesuffix("Reference") + reference.get(f"{W}id", "")
        note = self.notes.pop(key, None)  # once: a note that points at itself ends here
        if note is None:
            return ""
        boxes: list[Element] = []
        words = " ".join("".join(self._words(p, boxes)) for p in paragraphs(note))
        return f" ({' '.join(words.split())})"


def word_text(data: bytes) -> str:
    """The text of a Word file. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _look_at(parts)
            root = _part(parts, MAIN)
            document = Document(
                numbering=Numbering.read(_part(parts, "word/numbering.xml")),
                looks=_looks(_part(parts, "word/styles.xml")),
                notes=_notes(parts),
            )
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, ValueError) as broken:
        if isinstance(broken, Unreadable):
            raise
        raise Unreadable(Refusal.DAMAGED) from broken
    except (EOFError, OSError, NotImplementedError, RuntimeError, zlib.error) as broken:
        raise Unreadable(Refusal.DAMAGED) from broken
    if root is None or _depth(root) > MOST_NESTED:
        raise Unreadable(Refusal.DAMAGED)
    for paragraph in paragraphs(root):
        document.add(paragraph)
    return "\n".join(document.lines).strip("\n") + "\n"


def look_at_word(data: bytes) -> None:
    """Raises Unreadable for what the list of its parts shows to be no Word file, or a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _look_at(parts)
    except (zipfile.BadZipFile, OSError, NotImplementedError, UnicodeDecodeError) as broken:
        raise Unreadable(Refusal.DAMAGED) from broken


def _look_at(parts: zipfile.ZipFile) -> None:
    names = parts.namelist()
    if MAIN not in names:
        raise Unreadable(Refusal.BINARY, "ZIP")
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise Unreadable(Refusal.MACROS)
    if parts.getinfo(MAIN).file_size > PART_LIMIT:
        raise Unreadable(Refusal.TOO_LARGE)


def paragraphs(element: Element) -> Iterator[Element]:
    """The paragraphs in reading order, those of tables too; text boxes belong to their paragraph."""
    for child in element:
        if child.tag == f"{W}p":
            yield child
        elif child.tag not in GONE:
            yield from paragraphs(child)


def _part(parts: zipfile.ZipFile, name: str) -> Element | None:
    if name not in parts.namelist():
        return None
    with parts.open(name) as part:
        content = part.read(PART_LIMIT + 1)
    if len(content) > PART_LIMIT:
        raise Unreadable(Refusal.TOO_LARGE)
    root: Element = fromstring(content, forbid_dtd=True)
    return root


def _notes(parts: zipfile.ZipFile) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for name in ("footnote", "endnote"):
        root = _part(parts, f"word/{name}s.xml")
        if root is not None and _depth(root) <= MOST_NESTED:
            found |= {n.tag + n.get(f"{W}id", ""): n for n in root.iter(f"{W}{name}")}
    return found


def _looks(root: Element | None) -> dict[str, Look]:
    if root is None:
        return {}
    styles = {s.get(f"{W}styleId", ""): s for s in root.iter(f"{W}style")}
    return {name: _style(name, styles, frozenset()) for name in styles}


def _style(name: str, styles: dict[str, Element], seen: frozenset[str]) -> Look:
    """A style with what it takes from the one it's based on. A ring of styles ends where it began."""
    if name not in styles or name in seen or len(seen) > DEEPEST_STYLE:
        return Look()
    style = styles[name]
    base = _style(value(style, "basedOn"), styles, seen | {name})
    called = value(style, "name") or name
    about = style.find(f"{W}pPr")
    heading = 0 if about is None else _heading(about)
    if TITLE.match(called):
        heading = 1
    elif found := HEADING.match(called):
        heading = min(6, int(found[1]) + 1)
    look = Look(heading or base.heading, base.list_id, base.depth)
    return look if about is None else _numbered(about, look.heading, look)


def _heading(about: Element) -> int:
    level = value(about, "outlineLvl")
    return min(6, int(level) + 2) if level in tuple("012345678") else 0


def _numbered(about: Element, heading: int, otherwise: Look) -> Look:
    numbers = about.find(f"{W}numPr")
    if numbers is None:
        return Look(heading, otherwise.list_id, otherwise.depth)
    depth = value(numbers, "ilvl")
    list_id = value(numbers, "numId") or otherwise.list_id
    # List 0 means: this paragraph has no number, whatever its style says.
    return Look(
        heading,
        "" if list_id == "0" else list_id,
        int(depth) if depth in tuple("012345678") else otherwise.depth,
    )


def _all_bold(paragraph: Element) -> bool:
    runs = [
        r for r in paragraph.iter(f"{W}r") if "".join(t.text or "" for t in r.iter(f"{W}t")).strip()
    ]
    return bool(runs) and all(_bold(run) for run in runs)


def _bold(run: Element) -> bool:
    bold = run.find(f"{W}rPr/{W}b")
    return bold is not None and bold.get(f"{W}val", "1") not in OFF


def _depth(root: Element) -> int:
    deepest, waiting = 0, [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in element]
    return deepest
