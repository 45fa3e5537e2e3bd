"""Lines that are no part of a code: what a page or a website put around it."""

import re
from collections import Counter
from itertools import zip_longest

from protocols.outline.lines import Line, LineKind
from protocols.outline.markers import Style
from protocols.outline.model import Why

# Only the end of a line is searched: a line of a million dots must not cost a million steps.
LEADERS = re.compile(r"(?:\.{3,}|…+|·{3,}|_{3,})\s{0,8}\d{1,4}$")
TABBED = re.compile(r"\t\s{0,8}\d{1,4}$")
TAIL = 40
CONTENTS = frozenset({"inhoud", "inhoudsopgave", "inhoudstafel", "inhoud:", "inhoudsopgave:"})
PAGE = re.compile(
    r"^[-–—|\s]{0,4}(?:(?:pagina|pag\.|blz\.?|page)\s{0,3})?\d{1,4}"
    r"(?:\s{0,3}(?:/|van|of)\s{0,3}\d{1,4})?[-–—|\s]{0,4}$",
    re.IGNORECASE,
)
DASHED_PAGE = re.compile(r"^[-–—]\s{0,3}\d{1,4}\s{0,3}[-–—]$")
PAGE_WORD = re.compile(
    r"(?:pagina|pag\.|blz\.?|page)\s{0,3}\d{1,4}|[|\t]\s{0,3}\d{1,4}$", re.IGNORECASE
)
WEB = re.compile(
    r"^(?:visit us on|follow us on|volg ons (?:op|via)|deel (?:dit|deze pagina|op)|share (?:this|on)|"
    r"skip to|ga naar (?:de )?inhoud|naar de inhoud$|terug naar (?:boven|overzicht)|"
    r"print deze pagina|back to top|cookie-?instellingen|lees meer$|©|copyright)",
    re.IGNORECASE,
)
WEB_PLACE = re.compile(r"(?:linker|rechter)(?:kolom|menu)", re.IGNORECASE)
WEB_CLICK = re.compile(r"\bklik", re.IGNORECASE)
WEB_LONGEST = 400
HEAD_LONGEST = 120
REPEATS = 3
# Words that any code may use for a chapter more than twice without being a running head.
# fmt: off
COMMON_TITLES = frozenset({
    "inleiding", "voorwoord", "doel", "doelen", "doelgroep", "reikwijdte", "bereik", "begrippen",
    "definities", "algemeen", "uitgangspunten", "toelichting", "afspraken", "regels", "maatregelen",
    "sancties", "gevolgen", "slotbepaling", "slotbepalingen", "leerlingen", "ouders", "medewerkers",
})
# fmt: on


def furniture(lines: list[Line]) -> dict[int, Why]:
    """Which lines to leave out (by line number) and why."""
    dropped: dict[int, Why] = {}
    for find in (_marks, _contents, _pages, _running_heads, _web):
        for number, why in find([line for line in lines if line.number not in dropped]).items():
            dropped.setdefault(number, why)
    return dropped


def _marks(lines: list[Line]) -> dict[int, Why]:
    found = {line.number: Why.RULE for line in lines if line.kind is LineKind.RULE}
    filled = [line for line in lines if line.kind is not LineKind.BLANK]
    for line, following in zip_longest(filled, filled[1:]):
        if line.kind is LineKind.ITEM and not line.body and line.marker:
            # "1." or "Artikel 1" with its words further down is a label; a dash alone is nothing.
            alone = following is None or following.kind is not LineKind.TEXT
            if line.marker.style is Style.BULLET or (alone and line.marker.style is not Style.WORD):
                found[line.number] = Why.EMPTY_ITEM
    return found


def _contents(lines: list[Line]) -> dict[int, Why]:
    filled = [line for line in lines if line.kind is not LineKind.BLANK]
    entries = {line.number for line in filled if _is_entry(line)}
    if len(entries) < 2:
        entries = set()
    last_seen = {line.body.casefold(): line.number for line in filled}
    opened = False
    listed: set[str] = set()
    for line, following in zip_longest(filled, filled[1:]):
        if line.body.casefold() in CONTENTS:
            opened = opened or (following is not None and _is_listed(following, entries, last_seen))
            listed.clear()
        else:
            # The first title that comes back is where the table ends and the text begins.
            opened = (
                opened
                and _is_listed(line, entries, last_seen)
                and _letters(line.body) not in listed
            )
        if opened:
            entries.add(line.number)
            listed.add(_letters(line.body))
    return dict.fromkeys(entries, Why.TABLE_OF_CONTENTS)


def _is_listed(line: Line, entries: set[int], last_seen: dict[str, int]) -> bool:
    """An entry of a table without leaders is a title that comes back later as a heading."""
    if line.number in entries:
        return True
    is_title = len(line.body) <= HEAD_LONGEST and not line.body.endswith((".", ";", ",", ":"))
    return is_title and last_seen[line.body.casefold()] > line.number


def _letters(text: str) -> str:
    return "".join(sign for sign in text[:HEAD_LONGEST].casefold() if sign.isalpha())


def _is_entry(line: Line) -> bool:
    tail = line.raw.rstrip()[-TAIL:]
    return bool(LEADERS.search(tail) or (TABBED.search(tail) and line.kind is not LineKind.BLANK))


def _pages(lines: list[Line]) -> dict[int, Why]:
    return {line.number: Why.PAGE_NUMBER for line in lines if _is_page_number(line)}


def _is_page_number(line: Line) -> bool:
    if line.kind is LineKind.ITEM:  # "- 4 -" looks like a bullet
        return len(line.body) <= TAIL and bool(DASHED_PAGE.match(line.raw.strip()))
    if line.kind not in (LineKind.TEXT, LineKind.HEADING):
        return False
    return len(line.body) <= TAIL and bool(PAGE.match(line.body))


def _running_heads(lines: list[Line]) -> dict[int, Why]:
    """A line that stands on every page is one title, seen again."""
    keyed = [(line, _page_key(line)) for line in lines if _may_repeat(line)]
    counts = Counter(key for _line, key in keyed)
    seen: set[str] = set()
    found: dict[int, Why] = {}
    for line, key in keyed:
        if counts[key] < REPEATS:
            continue
        if key in seen:
            found[line.number] = Why.RUNNING_HEAD
        seen.add(key)
    return found


def _may_repeat(line: Line) -> bool:
    return (
        line.kind in (LineKind.TEXT, LineKind.HEADING)
        and line.marker is None
        and len(line.body) <= HEAD_LONGEST
        and line.body.casefold().rstrip(":") not in COMMON_TITLES
        and not line.body.endswith((".", ";", ",", ":", "?"))
    )


def _page_key(line: Line) -> str:
    return PAGE_WORD.sub("#", line.body.casefold())


def _web(lines: list[Line]) -> dict[int, Why]:
    filled = [line for line in lines if line.kind is not LineKind.BLANK]
    found: dict[int, Why] = {}
    for at, line in enumerate(filled):
        body = line.body[:WEB_LONGEST]
        site_text = (
            line.kind is LineKind.TEXT
            and len(line.body) <= WEB_LONGEST
            and WEB_PLACE.search(body)
            and WEB_CLICK.search(body)
        )
        if site_text or (len(line.body) <= WEB_LONGEST and WEB.match(body)):
            found[line.number] = Why.WEB_FURNITURE
        if site_text and at == 1 and len(filled[0].body) <= HEAD_LONGEST:
            found[filled[0].number] = Why.WEB_FURNITURE  # the name of the site above its own text
    return found
