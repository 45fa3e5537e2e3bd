"""Which provision of a new version is which of the old one: the stable key goes along."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from uuid import UUID

ALIKE = 0.55
LONGEST_COMPARED = 2_000


@dataclass(frozen=True)
class Old:
    key: UUID
    path: str
    text: str


def keys_kept(old: Sequence[Old], new: Sequence[tuple[str, str]]) -> list[UUID | None]:
    """The old key of each new (path, text), or None for what is new. No key is given twice."""
    taken: set[UUID] = set()
    kept: list[UUID | None] = [None] * len(new)
    same_text: dict[str, list[Old]] = defaultdict(list)
    same_path: dict[str, list[Old]] = defaultdict(list)
    for provision in old:
        same_text[_plain(provision.text)].append(provision)
        same_path[provision.path].append(provision)
    for at, (path, text) in enumerate(new):
        candidates = [o for o in same_text[_plain(text)] if o.key not in taken]
        if candidates:
            best = next((o for o in candidates if o.path == path), candidates[0])
            kept[at] = best.key
            taken.add(best.key)
    for at, (path, text) in enumerate(new):
        if kept[at] is not None or not path:
            continue
        for candidate in same_path[path]:
            if candidate.key not in taken and _alike(candidate.text, text):
                kept[at] = candidate.key
                taken.add(candidate.key)
                break
    return kept


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _alike(one: str, other: str) -> bool:
    first, second = one[:LONGEST_COMPARED].split(), other[:LONGEST_COMPARED].split()
    return SequenceMatcher(None, first, second).ratio() >= ALIKE
