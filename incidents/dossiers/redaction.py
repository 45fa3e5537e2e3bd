"""Blacking out everybody else in a text that stands in somebody's file. Pure.

The one function through which every word of a file passes. It would rather black out too much
than too little; only the names of the one whose file it is always stay.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

MASK = "█████"  # always as long: the length of a name tells too much

# fmt: off
PREFIXES = frozenset({
    "van", "de", "der", "den", "het", "t", "ten", "ter", "te", "in", "op", "v", "d", "vd",
    "la", "le", "el", "al", "ben", "bin", "ibn", "von", "di", "da", "du", "des",
})
# fmt: on
# Genitive, plural and diminutive; a last letter may be doubled before them: Semmetje, Bassie.
ENDINGS = frozenset(
    {"s", "z", "je", "jes", "tje", "tjes", "etje", "etjes", "pje", "pjes", "kje", "kjes"}
    | {"ie", "ies", "y", "ys", "en", "tjen"}
)
TOKEN = re.compile(r"[^\W_]+")
JOINT = re.compile(r"[ \t\u00a0'’`\-‐‑]{1,3}\Z")
AFTER_INITIAL = re.compile(r"\.?[ \t\u00a0]{0,2}\Z")


class Word(NamedTuple):
    """A word of the text: from, up to, and what it tells."""

    start: int
    end: int
    role: str


@dataclass(frozen=True)
class Name:
    """How somebody may be called: given name, prefix, family name, accounts."""

    given: str = ""
    prefix: str = ""
    family: str = ""
    aliases: tuple[str, ...] = ()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that tell who it is, folded, also written as one: "yaratamsaoui"."""
        given, family = (TOKEN.findall(fold(part)) for part in (self.given, self.family))
        telling = {word for word in [*given, *family] if word not in PREFIXES}
        if given and family:
            glued = "".join(family)
            telling |= {"".join(given) + glued, given[0][0] + glued, glued + "".join(given)}
        return frozenset(telling or {*given, *family})

    @cached_property
    def initials(self) -> str:
        """First letters of given and family name: "yt"."""
        first = [TOKEN.findall(fold(part)) for part in (self.given, self.family)]
        return "".join(words[0][0] for words in first if words)


def fold(text: str) -> str:
    """Without accents and capitals, every letter still in its place."""
    return "".join(_fold_letter(letter) for letter in text)


@cache
def _fold_letter(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[:1] or letter
    return base.lower()[:1] or base


def redact(text: str, *, others: Iterable[Name], keep: Name) -> str:
    """The text with everyone of `others` blacked out; the names of `keep` stay."""
    text = _plain(text)
    people = list(others)
    spans = [*_alias_spans(text, people, keep), *_name_spans(text, people, keep)]
    return _black_out(text, spans)


def _plain(text: str) -> str:
    """Accents composed, and nothing invisible inside a word."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")


def _alias_spans(text: str, people: list[Name], keep: Name) -> Iterable[tuple[int, int]]:
    """Where accounts and other names as a whole stand, with or without the @ before them."""
    folded = fold(text)
    own = {fold(alias).lstrip("@") for alias in keep.aliases}
    for name in people:
        for alias in name.aliases:
            bare = fold(_plain(alias)).strip().lstrip("@")
            if not bare or bare in own or bare in keep.words:
                continue
            pattern = rf"@?(?<![^\W_]){re.escape(bare)}(?![^\W_])"
            yield from (match.span() for match in re.finditer(pattern, folded))


def _name_spans(text: str, people: list[Name], keep: Name) -> Iterable[tuple[int, int]]:
    """Where words of names stand, together with the prefixes and initials beside them."""
    folded = fold(text)
    words = [
        Word(start, end, _role(text, folded, start, end, people, keep))
        for start, end in (match.span() for match in TOKEN.finditer(folded))
    ]
    run: list[Word] = []
    for word in words:
        if run and not (word.role and _joined(text, run[-1], word)):
            yield from _span_of(run, text)
            run = []
        if word.role:
            run.append(word)
    yield from _span_of(run, text)


def _joined(text: str, before: Word, after: Word) -> bool:
    """Whether two words of names stand beside each other as parts of one name."""
    short = before.end - before.start <= 2
    return bool((AFTER_INITIAL if short else JOINT).match(text[before.end : after.start]))


def _span_of(run: list[Word], text: str) -> Iterable[tuple[int, int]]:
    """Words side by side as one span, when one of them tells of somebody else."""
    if not any(word.role == "other" for word in run):
        return
    while run[-1].role == "prefix":
        run = run[:-1]
    end = run[-1].end
    single = run[-1].end - run[-1].start == 1
    yield run[0].start, end + (single and text[end : end + 1] == ".")


def _role(text: str, folded: str, start: int, end: int, people: list[Name], keep: Name) -> str:
    """What a word tells: "other", "shared" (theirs and one's own), "prefix", "initial" or ""."""
    word = folded[start:end]
    theirs = any(_is_form_of(word, part) for name in people for part in name.words)
    if any(_is_form_of(word, part) for part in keep.words):
        return "shared" if theirs else ""
    if theirs or _is_initials(text, start, end, people):
        return "other"
    if end - start == 1 and text[start].isupper():
        return "initial"
    return "prefix" if word in PREFIXES else ""


def _is_form_of(word: str, name_word: str) -> bool:
    """The word itself, its genitive or a diminutive of it."""
    if not word.startswith(name_word):
        return False
    rest = word[len(name_word) :]
    doubled = rest[1:] if rest[:1] == name_word[-1] else None
    return not rest or rest in ENDINGS or doubled in ENDINGS


def _is_initials(text: str, start: int, end: int, people: list[Name]) -> bool:
    """ "YT" in capitals, or the single letter of "Y." and "Y.T."."""
    given = text[start:end]
    if not given.isupper():
        return False
    letters = fold(given)
    if len(letters) > 1:
        return any(letters == name.initials for name in people)
    dotted = text[end : end + 1] == "." and text[start - 1 : start] not in {".", "/"}
    return dotted and any(letters == name.initials[:1] for name in people)


def _black_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Each span replaced by the mask; spans that touch become one."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        if start > at or not pieces:
            pieces += [text[at:start], MASK]
        at = end
    return "".join([*pieces, text[at:]])
