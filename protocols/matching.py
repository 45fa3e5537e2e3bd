"""Which provision of a new edition is which of the one before: the stable key goes along.

First the same words, then the same number with much the same words, then words that are alike
anywhere in the document, best first. Only the first is sure; the rest a person may set right.
"""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from uuid import UUID

SAME_PLACE = 0.5  # of the words in common, to be the same provision under the same number
ELSEWHERE = 0.6  # to be the same provision anywhere
RAREST = 6  # words by which a provision is looked for elsewhere
MOST_LOOKED_AT = 40
LONGEST_MARKED = 2_000  # words; longer texts are marked as a whole
WORD = re.compile(r"\w+")


class Pairing(StrEnum):
    """How a provision came by its key."""

    NEW = ""
    SURE = "sure"
    GUESS = "guess"
    BY_HAND = "by_hand"


class Fate(StrEnum):
    """What became of a provision from one edition to the next."""

    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"  # the same words under another number
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Old:
    """A provision of the edition before."""

    key: UUID
    path: str
    text: str


@dataclass(frozen=True)
class Pair:
    """The key that a new provision takes over, or None; and how sure that is."""

    key: UUID | None
    pairing: Pairing


NOBODY = Pair(None, Pairing.NEW)


def paired(old: Sequence[Old], new: Sequence[tuple[str, str]]) -> list[Pair]:
    """For each new (path, text) the provision that it was. No key is given twice."""
    found: dict[int, Pair] = {}
    free = _same_words(old, new, found)
    free = _same_place(old, new, free, found)
    _elsewhere(old, new, free, found)
    return [found.get(at, NOBODY) for at in range(len(new))]


def keys_kept(old: Sequence[Old], new: Sequence[tuple[str, str]]) -> list[UUID | None]:
    """The old key of each new (path, text), or None for what is new."""
    return [pair.key for pair in paired(old, new)]


def _same_words(
    old: Sequence[Old], new: Sequence[tuple[str, str]], found: dict[int, Pair]
) -> set[int]:
    """Pairs equal texts; of several, those under the same number first, then in order."""
    free = set(range(len(old)))
    for by_path in (True, False):
        waiting: dict[tuple[str, str], deque[int]] = defaultdict(deque)
        for place in sorted(free):
            path = old[place].path if by_path else ""
            waiting[plain(old[place].text), path].append(place)
        for at, (path, text) in enumerate(new):
            same = waiting.get((plain(text), path if by_path else ""))
            if same and at not in found:
                place = same.popleft()
                found[at] = Pair(old[place].key, Pairing.SURE)
                free.discard(place)
    return free


def _same_place(
    old: Sequence[Old], new: Sequence[tuple[str, str]], free: set[int], found: dict[int, Pair]
) -> set[int]:
    """Pairs what stands under the same number and is much the same."""
    at_path: dict[str, list[int]] = defaultdict(list)
    for place in sorted(free):
        if old[place].path:
            at_path[old[place].path].append(place)
    for at, (path, text) in enumerate(new):
        if at in found or not path:
            continue
        words = _words(text)
        for place in at_path[path][:MOST_LOOKED_AT]:
            if alike(_words(old[place].text), words) >= SAME_PLACE:
                found[at] = Pair(old[place].key, Pairing.GUESS)
                at_path[path].remove(place)
                free.discard(place)
                break
    return free


def _elsewhere(
    old: Sequence[Old], new: Sequence[tuple[str, str]], free: set[int], found: dict[int, Pair]
) -> None:
    """Pairs what is alike anywhere, best first, nearest first where that is equal."""
    words = {place: _words(old[place].text) for place in free}
    holders: dict[str, list[int]] = defaultdict(list)
    for place in sorted(free):
        for word in words[place]:
            holders[word].append(place)
    offers: list[tuple[float, int, int, int]] = []
    for at, (_path, text) in enumerate(new):
        if at in found:
            continue
        mine = _words(text)
        for place in _candidates(mine, holders):
            likeness = alike(words[place], mine)
            if likeness >= ELSEWHERE:
                offers.append((-likeness, abs(place - at), at, place))
    for _likeness, _distance, at, place in sorted(offers):
        if at not in found and place in free:
            found[at] = Pair(old[place].key, Pairing.GUESS)
            free.discard(place)


def _candidates(words: Counter[str], holders: dict[str, list[int]]) -> list[int]:
    """Places that share the rarest words, the most shared first."""
    known = sorted((word for word in words if word in holders), key=lambda w: len(holders[w]))
    shared: Counter[int] = Counter()
    for word in known[:RAREST]:
        shared.update(holders[word][:MOST_LOOKED_AT])
    return [place for place, _count in shared.most_common(MOST_LOOKED_AT)]


# --- Comparing -------------------------------------------------------------------------------
def plain(text: str) -> str:
    """A text as it counts for being the same: without case and runs of spaces."""
    return " ".join(text.casefold().split())


def alike(one: Counter[str], other: Counter[str]) -> float:
    """The part of the words that two texts have in common, from 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def likeness(one: str, other: str) -> float:
    """How much of their words two texts share, from 0 to 1."""
    return alike(_words(one), _words(other))


def _words(text: str) -> Counter[str]:
    return Counter(WORD.findall(text.casefold()))


def fate(was: Old | None, path: str, text: str) -> Fate:
    """What became of a provision that is now (path, text)."""
    if was is None:
        return Fate.NEW
    if plain(was.text) != plain(text):
        return Fate.CHANGED
    return Fate.SAME if was.path == path else Fate.MOVED


@dataclass(frozen=True)
class Words:
    """Words of a text, and whether the other edition has them too."""

    text: str
    is_shared: bool


def marked(old: str, new: str) -> tuple[list[Words], list[Words]]:
    """Both texts in pieces, with the words that only one of them has set apart."""
    one, two = old.split(), new.split()
    if max(len(one), len(two)) > LONGEST_MARKED:
        same = one == two
        return [Words(old, same)], [Words(new, same)]
    was: list[Words] = []
    became: list[Words] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        was += _piece(one[a:b], is_shared=tag == "equal")
        became += _piece(two[c:d], is_shared=tag == "equal")
    return was, became


def _piece(words: Iterable[str], *, is_shared: bool) -> list[Words]:
    text = " ".join(words)
    return [Words(text, is_shared)] if text else []
