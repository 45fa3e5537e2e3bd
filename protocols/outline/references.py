"""Words that point elsewhere, and words that were never filled in."""

import re
from collections.abc import Container, Sequence
from typing import Protocol

from protocols.outline.labels import Labelled, own_label, paths
from protocols.outline.model import Finding, FindingKind, Reference

LABEL = r"[IVXLC]{1,6}(?:\.[A-Z])?(?:\.\d{1,3})?|\d{1,3}(?:\.[A-Z\d]{1,3}){0,3}|[A-Z](?:\.?\d{1,3}){0,2}"
POINTER = re.compile(
    rf"\b(?:[Pp]aragraaf|[Aa]rtikel|[Aa]rt\.|[Hh]oofdstuk|[Bb]ijlage|[Oo]nderdeel)\s{{1,3}}({LABEL})(?![\w])"
)
BY_TITLE = re.compile(
    r"\b[Zz]ie (?:ook|verder)?\s{0,3}:?\s{0,3}[*_‘'\"]([^*_’'\"\n]{3,160})[*_’'\"]"
)
# A number of a law or a collective agreement is no number of this code.
FOREIGN = re.compile(r"\b(?:CAO|cao|Wet|wet|WPO|WVO|WEC|UAVG|AVG|BW|Awb|WMS)\b")
NEAR = 40
BLANK = re.compile(
    r"\[(?!sic\b)[A-Za-zÀ-ÿ][^\[\]\n]{0,60}\](?!\()|_{4,}|\bXX[-/.]XX\b|<(?:datum|naam|school)>"
)
SIGNS = ("[", "____", "XX", "<")  # without one of these a text has nothing of the kind
# In SQL, and wider than the two above: what has none of these points to nothing.
POINTING = r"(paragraaf|artikel|art\.|hoofdstuk|bijlage|onderdeel|zie)\s"
LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\(([^()\s]{0,400})\)")
SAFE = ("http://", "https://", "mailto:", "tel:")
ELSEWHERE = (
    "code:"  # a link to another code: its key, as the guide of each school has its own address
)
NOWHERE: Container[str] = frozenset()


class Written(Labelled, Protocol):
    """A labelled provision with its text."""

    @property
    def text(self) -> str: ...


def references_in(provisions: Sequence[Written]) -> list[Reference]:
    """Every reference to a label or a title of this code, with the provision it points to."""
    by_path: dict[str, list[int]] = {}
    by_own: dict[str, list[int]] = {}
    by_title: dict[str, list[int]] = {}
    for at, (provision, path) in enumerate(zip(provisions, paths(provisions), strict=True)):
        by_path.setdefault(path, []).append(at)
        by_own.setdefault(own_label(provision), []).append(at)
        by_title.setdefault(_plain(provision.text), []).append(at)
    found = []
    for at, provision in enumerate(provisions):
        for match in POINTER.finditer(provision.text):
            if _is_foreign(provision.text, match):
                continue
            label = match.group(1)
            target = _only(by_path.get(label)) if label in by_path else _only(by_own.get(label))
            found.append(Reference(at, match.group(), label, target))
        for match in BY_TITLE.finditer(provision.text):
            title = match.group(1).strip()
            found.append(Reference(at, match.group(), title, _only(by_title.get(_plain(title)))))
    return found


def without_target(provisions: Sequence[Written]) -> list[Finding]:
    """References to what is not in this text, or is there more than once. The whole text is asked."""
    return [
        Finding(FindingKind.NO_TARGET, reference.provision, reference.text)
        for reference in references_in(provisions)
        if reference.target is None
    ]


def findings_in(
    provisions: Sequence[Written], published: Container[str] = NOWHERE
) -> list[Finding]:
    """What must be filled in or repaired before anyone else may read the text.

    published: the keys of the codes to which a link may lead.
    """
    found = []
    for at, provision in enumerate(provisions):
        found += [
            Finding(FindingKind.PLACEHOLDER, at, match.group())
            for match in BLANK.finditer(provision.text)
        ]
        found += [
            Finding(FindingKind.DEAD_LINK, at, match.group())
            for match in LINK.finditer(provision.text)
            if not _leads_somewhere(match.group(2), published)
        ]
    return found


def _leads_somewhere(address: str, published: Container[str]) -> bool:
    if address.startswith(ELSEWHERE):
        return address.removeprefix(ELSEWHERE) in published
    return address.startswith(SAFE)


def _is_foreign(text: str, match: re.Match[str]) -> bool:
    around = (
        text[max(0, match.start() - NEAR) : match.start()] + text[match.end() : match.end() + NEAR]
    )
    return bool(FOREIGN.search(around))


def _only(places: list[int] | None) -> int | None:
    return places[0] if places and len(places) == 1 else None


def _plain(text: str) -> str:
    return "".join(sign for sign in text[:200].casefold() if sign.isalnum())
