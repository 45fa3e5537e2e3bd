"""Which rules a text seems to hold: patterns over its provisions. Pure; nothing is applied by it.

A suggestion names the provision that has the words. A person confirms it, chooses otherwise or leaves
the default of the law (G8).
"""

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from protocols.rule_kinds import SeveralOf, UnknownRule
from protocols.rules import KINDS, value_of
from protocols.suggestion_patterns import PATTERNS

QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})
COMPILED = tuple(
    (key, value, re.compile(pattern, re.IGNORECASE)) for key, value, pattern in PATTERNS
)


@dataclass(frozen=True)
class Suggestion:
    """That a provision, by its place among those given, seems to set a rule; and on which words."""

    key: str
    value: Any
    provision: int
    words: str


def suggest(texts: Sequence[str]) -> list[Suggestion]:
    """At most one suggestion for each rule, in the order of the patterns."""
    plain = [" ".join(text.translate(QUOTES).split()) for text in texts]
    found: dict[str, list[Suggestion]] = {}
    for key, value, pattern in COMPILED:
        if key in found and not isinstance(KINDS[key], SeveralOf):
            continue
        if one := _first(key, value, pattern, plain):
            found.setdefault(key, []).append(one)
    return [_together(ones) for ones in found.values()]


def _first(key: str, value: Any, pattern: re.Pattern[str], plain: list[str]) -> Suggestion | None:
    """The first provision that has the words, if what they say is something the rule can be."""
    for at, text in enumerate(plain):
        if match := pattern.search(text):
            read = value(match) if callable(value) else value
            with suppress(UnknownRule):
                several = isinstance(KINDS[key], SeveralOf) and not isinstance(read, frozenset)
                return Suggestion(
                    key, value_of(key, [read] if several else read), at, match.group()
                )
    return None


def _together(ones: list[Suggestion]) -> Suggestion:
    """One for the rule: with every answer found, at the provision that gives most of them."""
    if len(ones) == 1:
        return ones[0]
    (most, _number), *_others = Counter(one.provision for one in ones).most_common(1)
    at = next(one for one in ones if one.provision == most)
    return replace(at, value=frozenset().union(*(one.value for one in ones)))
