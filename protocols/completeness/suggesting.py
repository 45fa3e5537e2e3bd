"""Which topics could be about an item, by the words of their titles. Pure; never applied by itself."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from protocols.search.words import forms, normal

SHORTEST = 5  # letters that two words must share: "verzuim" and "verzuimbeleid"
MOST = 3
Groups = Iterable[Sequence[str]]


class Titled(Protocol):
    title: str


T = TypeVar("T", bound=Titled)


def suggest(words: Iterable[str], topics: Iterable[T], groups: Groups = ()) -> list[T]:
    """The topics whose title has one of these words or what means the same, the best first."""
    wanted = _with_synonyms(words, groups)
    scored = [(_score(wanted, topic.title), topic) for topic in topics]
    found = [(score, topic) for score, topic in scored if score]
    found.sort(key=lambda entry: (-entry[0], entry[1].title))
    return [topic for _score, topic in found[:MOST]]


def _with_synonyms(words: Iterable[str], groups: Groups) -> set[str]:
    wanted = {form for word in words for form in forms(normal(word)) if form}
    for group in groups:
        members = {form for member in group for form in forms(normal(member))}
        if members & wanted:
            wanted |= members
    return wanted


def _score(wanted: set[str], title: str) -> int:
    """Two for a word itself, one for a word that begins with it or that it begins with."""
    plain = normal(title)
    said = {form for word in plain.split() for form in forms(word)} | {plain}
    if said & wanted:
        return 2
    near = any(
        min(len(one), len(other)) >= SHORTEST and (one.startswith(other) or other.startswith(one))
        for one in said
        for other in wanted
    )
    return int(near)
