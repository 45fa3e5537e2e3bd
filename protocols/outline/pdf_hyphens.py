"""Two lines of a paragraph → one, with the word that was broken at the line's end whole again."""

import re
from collections.abc import Iterable

SOFT = ("\u2010", "\u00ad")  # only ever put there by the one who broke the line
END = re.compile(r"(\w+)[-\u2010\u00ad]$")
START = re.compile(r"[^\W\d_]+")
SLASHED = re.compile(r"\w/$")
PAIRED = re.compile(r"(?:isch|^sociaal|^niet|^non|^ex)$", re.IGNORECASE)
HYPHENED = re.compile(r"\w+-\w+")
# "in- en uitstroom": the hyphen stands for a part of the word that comes later.
SHARING = frozenset({"en", "of", "als", "dan", "tot", "noch"})


class Vocabulary:
    """The words with a hyphen of their own that this document has within its lines."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._own = {w.casefold() for line in lines for w in HYPHENED.findall(line)}

    def has(self, word: str) -> bool:
        return word.casefold() in self._own


def ends_broken(text: str) -> bool:
    """Whether a line ends in the middle of a word."""
    return END.search(text[-80:]) is not None


def broken_word(above: str, line: str, known: Vocabulary) -> str:
    """The text of two lines after each other."""
    if SLASHED.search(above[-2:]):  # "ouders/verzorgers"
        return above + line
    end, start = END.search(above[-80:]), START.match(line)
    if end is None or start is None:
        return f"{above} {line}"
    if start[0].casefold() in SHARING and not above.endswith(SOFT):
        return f"{above} {line}"
    if above.endswith(SOFT):
        return above[:-1] + line
    # "Noord-Holland", "e-mail", "16-jarige", "sociaal-emotioneel", and what is written so elsewhere.
    own = start[0][0].isupper() or len(end[1]) == 1 or end[1].isdigit()
    if own or PAIRED.search(end[1]) or known.has(f"{end[1]}-{start[0]}"):
        return above + line
    return above[:-1] + line
