"""What the importer hands over: plain values, in the order of the document."""

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise


class Kind(StrEnum):
    HEADING = "heading"
    ITEM = "item"
    PARAGRAPH = "paragraph"


class Confidence(StrEnum):
    """How sure the importer is; everything below CERTAIN asks a person to look."""

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESS = "guess"


class Why(StrEnum):
    """Why a line is no part of the code."""

    RULE = "rule"
    EMPTY_ITEM = "empty_item"
    TABLE_OF_CONTENTS = "table_of_contents"
    RUNNING_HEAD = "running_head"
    PAGE_NUMBER = "page_number"
    WEB_FURNITURE = "web_furniture"


class RemarkKind(StrEnum):
    """What a person should know about the import as a whole, or about one line of it."""

    ENCODING_GUESSED = "encoding_guessed"
    PICTURE_PAGES = "picture_pages"
    GARBLED = "garbled"
    JOINED = "joined"
    INCOMPLETE = "incomplete"
    NUMBERING_DESTROYED = "numbering_destroyed"
    SEVERAL_CODES = "several_codes"
    UNRESOLVED_REFERENCE = "unresolved_reference"
    OLDER_THAN_SIXTEEN = "older_than_sixteen"


class FindingKind(StrEnum):
    """What keeps a text from being published."""

    PLACEHOLDER = "placeholder"
    DEAD_LINK = "dead_link"
    NO_TARGET = "no_target"


@dataclass(frozen=True)
class Provision:
    """One heading, item or paragraph; its parent is the last one before it with a smaller depth."""

    kind: Kind
    depth: int
    label: str  # as printed, "" when there is none; never renumbered
    corrected: str | None  # what the label should have been, where copying destroyed it
    text: str
    line: int
    confidence: Confidence = Confidence.CERTAIN


@dataclass(frozen=True)
class Dropped:
    line: int
    text: str
    why: Why


@dataclass(frozen=True)
class Remark:
    kind: RemarkKind
    line: int
    text: str


@dataclass(frozen=True)
class Finding:
    """A blocker for publication: which provision, which words."""

    kind: FindingKind
    provision: int
    text: str


@dataclass(frozen=True)
class Reference:
    """Words that point to another provision; `target` is its index, None when there is none."""

    provision: int
    text: str
    label: str
    target: int | None


@dataclass(frozen=True)
class Outline:
    provisions: tuple[Provision, ...]
    dropped: tuple[Dropped, ...] = ()
    remarks: tuple[Remark, ...] = ()
    references: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()
    parts: tuple[int, ...] = ()  # where each code begins, when there are several

    @property
    def title(self) -> str:
        """The first heading above all others, or nothing."""
        return next((p.text for p in self.provisions if p.kind == Kind.HEADING), "")

    @property
    def part_title(self) -> str:
        """What a part of a file is called: the heading that begins it, not that of all together."""
        headings = [p.text for p in self.provisions if p.kind == Kind.HEADING][:2]
        shared = len(headings) > 1 and headings[1].casefold().startswith(headings[0].casefold())
        return headings[1] if shared else self.title

    def split(self) -> tuple["Outline", ...]:
        """One outline for each code in the file; itself when there is only one.

        What stands before the first part (a common title) goes to the first.
        """
        if len(self.parts) < 2:
            return (self,)
        edges = [0, *self.parts[1:], len(self.provisions)]
        return tuple(self._slice(start, stop) for start, stop in pairwise(edges))

    def _slice(self, start: int, stop: int) -> "Outline":
        provisions = self.provisions[start:stop]
        first = 0 if start == 0 else provisions[0].line
        last = self.provisions[stop].line if stop < len(self.provisions) else float("inf")
        return Outline(
            provisions=tuple(_raised(provisions)),
            dropped=tuple(d for d in self.dropped if first <= d.line < last),
            remarks=tuple(
                r
                for r in self.remarks
                if first <= r.line < last and r.kind != RemarkKind.SEVERAL_CODES
            ),
            references=tuple(
                Reference(
                    r.provision - start,
                    r.text,
                    r.label,
                    r.target - start if r.target is not None and start <= r.target < stop else None,
                )
                for r in self.references
                if start <= r.provision < stop
            ),
            findings=tuple(
                Finding(f.kind, f.provision - start, f.text)
                for f in self.findings
                if start <= f.provision < stop
            ),
        )


def _raised(provisions: tuple[Provision, ...]) -> list[Provision]:
    """The same provisions with the shallowest at depth 0."""
    lowest = min((p.depth for p in provisions), default=0)
    return [replace(p, depth=p.depth - lowest) for p in provisions]
