"""What changed between two versions: provisions by their stable key, and the words within them.

Knows no database and no language; the laws are in the tests: what is marked adds up to both
texts, nothing gets lost, and the way back is the mirror of the way there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from uuid import UUID

WORDS = re.compile(r"\w+(?:[’'-]\w+)*|\s+|[^\w\s]")
# Below this likeness two texts are shown as one gone and one new: loose words would only puzzle.
ALIKE = 0.4


class Mark(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    SAME = "same"


@dataclass(frozen=True)
class Part:
    """Some words, and whether they stayed, went or came."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class Line:
    """A provision of one version, as plain words."""

    key: UUID
    depth: int
    number: str  # as it is cited
    text: str
    is_heading: bool = False


@dataclass(frozen=True)
class Change:
    """One provision in both versions, or in one of them."""

    old: Line | None
    new: Line | None
    parts: tuple[Part, ...]
    is_moved: bool = False

    @property
    def line(self) -> Line:
        """As it reads now, or as it read last."""
        line = self.new or self.old
        if line is None:
            raise ValueError("A change is of a provision.")
        return line

    @property
    def is_renumbered(self) -> bool:
        return bool(self.old and self.new and self.old.number != self.new.number)

    @property
    def kind(self) -> Kind:
        """The weightiest that happened to it."""
        if self.old is None:
            return Kind.ADDED
        if self.new is None:
            return Kind.REMOVED
        if any(part.mark is not Mark.SAME for part in self.parts):
            return Kind.CHANGED
        if self.is_moved:
            return Kind.MOVED
        return Kind.RENUMBERED if self.is_renumbered else Kind.SAME


def compare(old: Sequence[Line], new: Sequence[Line]) -> list[Change]:
    """Every provision of both versions once, in the order of the new one.

    What is gone stands after what it followed.
    """
    were = {line.key: line for line in old}
    are = {line.key: line for line in new}
    moved = _moved(old, new)
    gone_after = _gone_after(old, are)
    changes = [_gone(line) for line in gone_after.get(None, ())]
    for line in new:
        before = were.get(line.key)
        parts = marked(before.text if before else "", line.text)
        changes.append(Change(before, line, parts, line.key in moved))
        changes += [_gone(gone) for gone in gone_after.get(line.key, ())]
    return changes


def marked(old: str, new: str) -> tuple[Part, ...]:
    """Both texts as one row of parts: without what is new it is the old, without what went the new."""
    if old == new:
        return (Part(Mark.SAME, new),) if new else ()
    # Compared in one direction only, so that there and back are each other's mirror.
    swap = old > new
    first, second = (new, old) if swap else (old, new)
    went, came = (Mark.NEW, Mark.GONE) if swap else (Mark.GONE, Mark.NEW)
    found: list[Part] = []
    for same, left, right in _runs(WORDS.findall(first), WORDS.findall(second)):
        if same:
            found.append(Part(Mark.SAME, left))
            continue
        pair = [Part(mark, text) for mark, text in ((went, left), (came, right)) if text]
        found += sorted(pair, key=lambda part: part.mark is Mark.NEW)
    return tuple(found)


def reads(parts: Sequence[Part], *, without: Mark) -> str:
    """The old text (without what is new) or the new one (without what is gone)."""
    return "".join(part.text for part in parts if part.mark is not without)


# --- Steps ------------------------------------------------------------------------------------


def _runs(first: list[str], second: list[str]) -> Iterator[tuple[bool, str, str]]:
    """(is it the same, words of the first, words of the second) from left to right."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.ratio() < ALIKE:
        yield False, "".join(first), "".join(second)
        return
    left = right = ""
    for name, a, b, c, d in matcher.get_opcodes():
        words = "".join(first[a:b])
        if name == "equal" and (words.strip() or not (left or right)):
            if left or right:
                yield False, left, right
                left = right = ""
            yield True, words, words
        else:  # a space between two changes belongs to both
            left, right = left + words, right + "".join(second[c:d])
    if left or right:
        yield False, left, right


def _gone(line: Line) -> Change:
    return Change(line, None, marked(line.text, ""))


def _gone_after(old: Sequence[Line], are: Mapping[UUID, Line]) -> dict[UUID | None, list[Line]]:
    found: dict[UUID | None, list[Line]] = {}
    last: UUID | None = None
    for line in old:
        if line.key in are:
            last = line.key
        else:
            found.setdefault(last, []).append(line)
    return found


def _moved(old: Sequence[Line], new: Sequence[Line]) -> set[UUID]:
    """What stands under another, or in another place among its own; not what went along with it."""
    over, under = _parents(old), _parents(new)
    common = [line.key for line in new if line.key in over]
    moved = {
        key
        for key in common
        if over[key] != under[key] and _in_both(over[key], under) and _in_both(under[key], over)
    }
    families: dict[UUID | None, list[UUID]] = {}
    for key in common:
        if over[key] == under[key]:
            families.setdefault(under[key], []).append(key)
    place = {line.key: at for at, line in enumerate(old)}
    for family in families.values():
        moved |= set(family) - _in_order(family, place)
    return moved


def _parents(lines: Sequence[Line]) -> dict[UUID, UUID | None]:
    above: list[Line] = []
    found: dict[UUID, UUID | None] = {}
    for line in lines:
        while above and above[-1].depth >= line.depth:
            above.pop()
        found[line.key] = above[-1].key if above else None
        above.append(line)
    return found


def _in_both(key: UUID | None, others: Mapping[UUID, UUID | None]) -> bool:
    return key is None or key in others


def _in_order(family: Sequence[UUID], place: Mapping[UUID, int]) -> set[UUID]:
    """The most that kept their order. Of equals the smallest key decides, so that there and back
    the same ones are said to have moved.
    """
    before = sorted(family, key=place.__getitem__)
    if list(family) == before:
        return set(family)
    longest: dict[UUID, tuple[int, UUID | None]] = {}
    for at, key in enumerate(family):
        earlier = [other for other in family[:at] if place[other] < place[key]]
        best = min(earlier, key=lambda other: (-longest[other][0], other), default=None)
        longest[key] = (longest[best][0] + 1 if best else 1, best)
    last: UUID | None = min(family, key=lambda key: (-longest[key][0], key))
    kept = set()
    while last is not None:
        kept.add(last)
        last = longest[last][1]
    return kept
