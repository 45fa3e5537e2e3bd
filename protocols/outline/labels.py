"""Labels as a reader cites them: the path from the chapter to the rule, "III.A.4"."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from protocols.outline.markers import bare


class Labelled(Protocol):
    """Anything with a place in the tree and a label."""

    @property
    def depth(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def corrected(self) -> str | None: ...


def own_label(provision: Labelled) -> str:
    """The label that counts, without punctuation; "" for a bullet or no label."""
    label = bare(provision.corrected or provision.label)
    return label if any(sign.isalnum() for sign in label) else ""


def paths(provisions: Iterable[Labelled]) -> list[str]:
    """The cited label of each provision, "" where it has none of its own."""
    open_labels: list[tuple[int, str]] = []
    result = []
    for provision in provisions:
        while open_labels and open_labels[-1][0] >= provision.depth:
            open_labels.pop()
        own = own_label(provision)
        above = open_labels[-1][1] if open_labels else ""
        # "2.1" already tells its chapter.
        path = own if not above or own.startswith(f"{above}.") else f"{above}.{own}"
        result.append(path if own else "")
        open_labels.append((provision.depth, path if own else above))
    return result


def ancestors(provisions: Sequence[Labelled], at: int) -> list[int]:
    """The places of the provisions above one, nearest first."""
    found = []
    depth = provisions[at].depth
    for before in range(at - 1, -1, -1):
        if provisions[before].depth < depth:
            found.append(before)
            depth = provisions[before].depth
    return found
