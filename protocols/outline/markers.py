"""Labels in front of a line: "1.", "a)", "III.", "2.1", "Artikel 4", "–". Read, never made up."""

import re
from dataclasses import dataclass
from enum import StrEnum

SPACES = " \t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"


class Style(StrEnum):
    DIGIT = "digit"
    DECIMAL = "decimal"
    LOWER = "lower"
    UPPER = "upper"
    ROMAN = "roman"
    LOWER_ROMAN = "lower_roman"
    WORD = "word"
    BULLET = "bullet"


@dataclass(frozen=True)
class Marker:
    """A label as printed and what it counts; `also` is its other reading ("I." letter or roman)."""

    printed: str
    style: Style
    value: tuple[int, ...] = (0,)
    also: "Marker | None" = None

    @property
    def number(self) -> int:
        return self.value[-1]


GAP = rf"[{SPACES}]"
BULLET = re.compile(rf"([-–—*+•·◦▪‣●○■□➢✓])(?:{GAP}+|$)|(o)\t")
TIGHT_BULLET = re.compile(r"([•◦▪‣●■➢])(?=\S)")
NUMBER = re.compile(rf"(\(\d{{1,3}}\)|\d{{1,3}}\\?[.)])(?:{GAP}+|(?=[A-ZÀ-Þ‘'\"])|$)")
DECIMAL = re.compile(
    rf"(\d{{1,2}}(?:\.\d{{1,2}}){{1,5}}(?:\\?[.)])?)(?:{GAP}+(?=[A-ZÀ-Þ‘'\"(\[])|$)"
)
LETTER = re.compile(rf"(\([A-Za-z]\)|[A-Za-z]\\?[.)])(?:{GAP}+|$)")
ROMAN = re.compile(rf"(\([IVXLC]{{1,7}}\)|[IVXLC]{{1,7}}\\?[.)]|[IVX]{{2,5}})(?:{GAP}+|$)")
LOWER_ROMAN = re.compile(rf"(\([ivx]{{1,6}}\)|[ivx]{{1,6}}\\?[.)])(?:{GAP}+|$)")
WORD = re.compile(
    rf"((?:(?:Artikel|Art\.|Hoofdstuk|Paragraaf|Bijlage|Deel){GAP}+|§{GAP}*)"
    rf"(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}|[IVX]{{1,5}}|[A-Z])[.:)]?)(?:{GAP}+[-–—]?{GAP}*|$)"
)
ROMANS = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """4 → "IV"."""
    letters = ""
    for value, letter in ROMANS:
        letters += letter * (number // value)
        number %= value
    return letters


def from_roman(letters: str) -> int:
    """ "IV" → 4; 0 when it is no roman numeral."""
    rest, number = letters.upper(), 0
    for value, letter in ROMANS:
        while rest.startswith(letter):
            number, rest = number + value, rest[len(letter) :]
    return number if not rest and roman(number) == letters.upper() else 0


def letter(number: int) -> str:
    """1 → "A", 27 → "AA"."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def read_marker(body: str) -> tuple[Marker, str] | None:
    """The label in front of a line and the rest of it; None when the line has none.

    "- a. text" is an item a: the dash is only how the letter was put in a list.
    """
    if found := BULLET.match(body):
        rest = body[found.end() :].strip(SPACES)
        inner = _counted(rest)
        if inner and inner[0].style is not Style.WORD:
            return inner
        return Marker(found.group(1) or found.group(2), Style.BULLET), rest
    if found := TIGHT_BULLET.match(body):
        return Marker(found.group(1), Style.BULLET), body[found.end() :].strip(SPACES)
    return _counted(body)


def _counted(body: str) -> tuple[Marker, str] | None:
    for pattern, read in READERS:
        if (found := pattern.match(body)) and (marker := read(found.group(1).replace("\\", ""))):
            return marker, body[found.end() :].strip(SPACES)
    return None


def bare(printed: str) -> str:
    """A label without its punctuation: "(a)" → "a", "Artikel 3:" → "3"."""
    return printed.rsplit(maxsplit=1)[-1].strip("().:§ ") if printed.strip() else ""


def _decimal(printed: str) -> Marker:
    return Marker(printed, Style.DECIMAL, tuple(int(p) for p in bare(printed).split(".")))


def _number(printed: str) -> Marker:
    return Marker(printed, Style.DIGIT, (int(bare(printed)),))


def _letter(printed: str) -> Marker:
    single = bare(printed)
    style = Style.LOWER if single.islower() else Style.UPPER
    also = None
    if (number := from_roman(single)) and single.upper() in "IVX":
        also = Marker(printed, Style.LOWER_ROMAN if single.islower() else Style.ROMAN, (number,))
    return Marker(printed, style, (ord(single.upper()) - ord("A") + 1,), also)


def _roman(printed: str) -> Marker | None:
    number = from_roman(bare(printed))
    return Marker(printed, Style.ROMAN, (number,)) if number else None


def _lower_roman(printed: str) -> Marker | None:
    number = from_roman(bare(printed))
    return Marker(printed, Style.LOWER_ROMAN, (number,)) if number else None


def _word(printed: str) -> Marker:
    last = bare(printed)
    if last[0].isdigit():
        return Marker(printed, Style.WORD, tuple(int(p) for p in last.split(".")))
    return Marker(printed, Style.WORD, (from_roman(last) or ord(last[0]) - ord("A") + 1,))


READERS = (
    (WORD, _word),
    (DECIMAL, _decimal),
    (NUMBER, _number),
    (LETTER, _letter),
    (ROMAN, _roman),
    (LOWER_ROMAN, _lower_roman),
)
