"""What somebody typed, as a question to PostgreSQL: word by word, with what means the same.

Pure: no Django, no database. A question is built out of letters and figures alone, so nothing that
was typed can be a part of its grammar.
"""

import re
from collections.abc import Iterable, Sequence

LONGEST = 100  # characters of what was typed
LONGEST_SYNONYM = 60
MOST_SYNONYMS = 12  # in one group
LONGEST_RUN = 4  # words that are looked up as one: "sociale media"
SHORTEST_PLURAL = 3
WORD = re.compile(r"[^\W_]+", re.UNICODE)
LETTERS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,4}", re.UNICODE)

Groups = Iterable[Sequence[str]]


def words_in(text: str) -> list[str]:
    """The words of what was typed, as far as it is read."""
    return WORD.findall(text[:LONGEST])


def normal(text: str) -> str:
    """How a word or a few are compared: "Sociale  Media" is "sociale media"."""
    return " ".join(words_in(text)).casefold()


def forms(word: str) -> list[str]:
    """The word, and its singular where the stemmer leaves the plural: smartphones, apps."""
    if len(word) > SHORTEST_PLURAL and word.casefold().endswith("s"):
        return [word, word[:-1]]
    return [word]


def question(typed: Sequence[str], groups: Groups = ()) -> str:
    """A raw tsquery: every word as far as it was typed, or anything that means the same."""
    known = _known(groups)
    parts = []
    at = 0
    while at < len(typed):
        length, meanings = _longest_run(typed, at, known)
        alternatives = [_one(typed[at : at + length]), *map(_phrase, meanings)]
        parts.append(f"({' | '.join(dict.fromkeys(alternatives))})")
        at += length
    return " & ".join(parts)


def may_be_kept(text: str) -> bool:
    """Whether a search may be shown to an editor: a few plain words. An address, a number or a
    whole sentence could say who was looked for.
    """
    return len(text) <= LONGEST_SYNONYM and LETTERS.fullmatch(text) is not None


def _known(groups: Groups) -> dict[str, list[str]]:
    """All that means the same, by each form of a word. A word may be in several groups."""
    known: dict[str, list[str]] = {}
    for group in groups:
        members = [normal(member) for member in group]
        for member in members:
            for form in forms(member):
                known.setdefault(form, []).extend(other for other in members if other != member)
    return known


def _longest_run(
    typed: Sequence[str], at: int, known: dict[str, list[str]]
) -> tuple[int, list[str]]:
    """How many words from here are known together, and what means the same; else the one word."""
    for length in range(min(LONGEST_RUN, len(typed) - at), 0, -1):
        run = " ".join(typed[at : at + length]).casefold()
        for form in forms(run):
            if form in known:
                return length, known[form]
    return 1, []


def _one(words: Sequence[str]) -> str:
    """What was typed: one word in each of its forms, or a few in a row."""
    if len(words) > 1:
        return _phrase(" ".join(words))
    return " | ".join(f"{form}:*" for form in forms(words[0]))


def _phrase(text: str) -> str:
    """Words that follow each other; the last may go on."""
    return " <-> ".join(text.split()) + ":*"
