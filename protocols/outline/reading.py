"""The whole way: bytes or text in, outline out."""

import re

from protocols.outline.blocks import Block, build_blocks, setext
from protocols.outline.decoding import LIMIT, clean, decode
from protocols.outline.furniture import furniture
from protocols.outline.headings import cut_off, mark_headings
from protocols.outline.lines import LineKind, read_lines
from protocols.outline.model import (
    Confidence,
    Dropped,
    Outline,
    Provision,
    Remark,
    RemarkKind,
    Why,
)
from protocols.outline.numbering import correct_headings
from protocols.outline.pdf import PDF, Tell, pages_of_pictures, silent
from protocols.outline.references import findings_in, references_in
from protocols.outline.refusal import Refusal, Unreadable
from protocols.outline.tree import place, set_levels

GARBLED = re.compile("Ã[\xa0-\xbf]|â€|\ufffd")
# The law lets a pupil consent from the 16th birthday itself (UAVG art. 5), not a year later.
OLDER_THAN_SIXTEEN = re.compile(r"\bouder\s+dan\s+(?:16|zestien)\b", re.IGNORECASE)


def read_outline(data: bytes, tell: Tell = silent) -> Outline:
    """The outline of a file. Raises Unreadable. `tell` hears how far it is: pages, and of how many."""
    text, guessed = decode(data, tell)
    remarks = []
    if guessed:
        remarks.append(Remark(RemarkKind.ENCODING_GUESSED, 0, ""))
    if data.startswith(PDF) and (pages := pages_of_pictures(data)):
        remarks.append(Remark(RemarkKind.PICTURE_PAGES, 0, ", ".join(map(str, pages))))
    return _outline(text, remarks)


def outline_of(text: str) -> Outline:
    """The outline of pasted text. Raises Unreadable when it is empty or too long."""
    if len(text) > LIMIT:
        raise Unreadable(Refusal.TOO_LARGE)
    text = clean(text)
    if not text.strip("\ufeff\u200b \t\r\n\xa0"):
        raise Unreadable(Refusal.EMPTY)
    return _outline(text, [])


def _outline(text: str, remarks: list[Remark]) -> Outline:
    lines = setext(read_lines(text))
    whys = furniture(lines)
    dropped = tuple(
        Dropped(line.number, line.raw.strip(), whys[line.number])
        for line in lines
        if line.number in whys
    )
    blocks = build_blocks(lines, whys)
    mark_headings(blocks)
    if correct_headings(blocks):
        remarks.append(Remark(RemarkKind.NUMBERING_DESTROYED, 0, ""))
    contents = [lines[d.line - 1].raw for d in dropped if d.why is Why.TABLE_OF_CONTENTS]
    parts = set_levels(blocks, contents)
    provisions = _provisions(blocks)
    references = references_in(provisions)
    remarks += _remarks(text, blocks)
    if parts:
        remarks += [Remark(RemarkKind.SEVERAL_CODES, part.line, part.text) for part in parts]
    remarks += [
        Remark(RemarkKind.UNRESOLVED_REFERENCE, provisions[r.provision].line, r.text)
        for r in references
        if r.target is None
    ]
    starts = {part.line for part in parts}
    return Outline(
        provisions=tuple(provisions),
        dropped=dropped,
        remarks=tuple(remarks),
        references=tuple(references),
        findings=tuple(findings_in(provisions)),
        parts=tuple(at for at, p in enumerate(provisions) if p.line in starts),
    )


def _provisions(blocks: list[Block]) -> list[Provision]:
    placed = place(blocks)
    return [
        Provision(
            kind=kind,
            depth=depth,
            label=block.marker.printed if block.marker else "",
            corrected=block.corrected,
            text=block.text,
            line=block.line,
            confidence=_confidence(block),
        )
        for block, (kind, depth) in zip(blocks, placed, strict=True)
    ]


def _confidence(block: Block) -> Confidence:
    lost_words = block.kind is LineKind.TEXT and cut_off(block)
    return Confidence.GUESS if lost_words else block.confidence


def _remarks(text: str, blocks: list[Block]) -> list[Remark]:
    found = []
    if garbled := GARBLED.search(text):
        line = text.count("\n", 0, garbled.start()) + 1
        found.append(Remark(RemarkKind.GARBLED, line, garbled.group()))
    for block in blocks:
        if block.joined:
            found.append(Remark(RemarkKind.JOINED, block.line, block.text[:80]))
        if block.kind is LineKind.TEXT and cut_off(block):
            found.append(Remark(RemarkKind.INCOMPLETE, block.line, block.text))
        if older := OLDER_THAN_SIXTEEN.search(block.text):
            found.append(Remark(RemarkKind.OLDER_THAN_SIXTEEN, block.line, older.group()))
    return found
