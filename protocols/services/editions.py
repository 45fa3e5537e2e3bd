"""A draft beside the edition before it: what became of each provision, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from protocols.matching import Fate, Old, Pairing, fate, likeness
from protocols.models import CodeVersion, Provision
from protocols.outline import paths

CANDIDATES = 12
MOST_COMPARED = 300


@dataclass(frozen=True)
class Compared:
    """One provision in both editions, or in one of them."""

    fate: Fate
    was: Old | None
    now: Provision | None
    path: str  # as it is cited now
    is_guess: bool


@dataclass(frozen=True)
class Comparison:
    """Two editions of one code, provision by provision in the order of the new one."""

    before: CodeVersion
    rows: tuple[Compared, ...]

    def of(self, fate: Fate) -> list[Compared]:
        return [row for row in self.rows if row.fate is fate]

    @property
    def guesses(self) -> list[Compared]:
        return [row for row in self.rows if row.is_guess]


def compare_editions(version: CodeVersion) -> Comparison | None:
    """The draft beside the version before it; None for a first version. Three queries."""
    before = version.code.versions.filter(number__lt=version.number).order_by("-number").first()
    if before is None:
        return None
    then = list(Provision.objects.kept().filter(version=before).order_by("order"))
    now = list(Provision.objects.kept().filter(version=version).order_by("order"))
    were = {
        row.key: Old(row.key, path, row.text) for row, path in zip(then, paths(then), strict=True)
    }
    rows = []
    for row, path in zip(now, paths(now), strict=True):
        was = were.pop(row.key, None)
        is_guess = was is not None and row.pairing == Pairing.GUESS
        rows.append(Compared(fate(was, path, row.text), was, row, path, is_guess))
    gone = [Compared(Fate.GONE, was, None, was.path, is_guess=False) for was in were.values()]
    return Comparison(before, (*rows, *gone))


def candidates(text: str, gone: Sequence[Compared]) -> list[Old]:
    """What a provision may have been, among those that are gone: the most alike first."""
    olds = [row.was for row in gone[:MOST_COMPARED] if row.was is not None]
    return sorted(olds, key=lambda old: -likeness(old.text, text))[:CANDIDATES]


def key_before(version: CodeVersion, key: UUID) -> bool:
    """Whether the edition before has a provision with this key."""
    before = version.code.versions.filter(number__lt=version.number).order_by("-number").first()
    return before is not None and before.provisions.kept().filter(key=key).exists()
