"""What the page of the outline editor is filled with: one window of the tree, and its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.functional import Promise

from protocols import services
from protocols.models import Audience, CodeVersion, Provision
from protocols.outline import Confidence, paths
from protocols.outline.windows import Window, windows
from protocols.wording import FINDING, WHY, remarks_in_words

LABEL_SHOWN = 60


class Light(NamedTuple):
    """A line without its words: all of them are read, however many there are."""

    id: UUID
    kind: str
    depth: int
    label: str
    corrected: str | None
    confidence: str
    dropped: str
    line: int
    pairing: str

    @property
    def guessed(self) -> bool:
        return self.confidence == Confidence.GUESS and not self.dropped


@dataclass(frozen=True)
class Row:
    """A line in the tree of the editor."""

    provision: Provision
    path: str
    guessed: bool
    chosen: bool
    findings: tuple[str | Promise, ...]
    audiences: tuple[str | Promise, ...]

    @property
    def is_marked(self) -> bool:
        """Whether there is something to say of it."""
        is_corrected = self.provision.corrected is not None
        return bool(self.guessed or is_corrected or self.audiences or self.findings)


@dataclass(frozen=True)
class SourceLine:
    """A line of the original, and the line of the tree that begins there."""

    number: int
    text: str
    row: UUID | None


@dataclass(frozen=True)
class Section:
    """A window in the list of parts."""

    number: int
    name: str
    guesses: int
    is_current: bool


class Tree:
    """The outline of a version as the editor shows it, in a fixed number of queries."""

    def __init__(self, version: CodeVersion, *, at: UUID | None = None, part: int = 1) -> None:
        self.version = version
        rows = version.provisions.order_by("order").values_list(*Light._fields)
        self.all = [Light(*row) for row in rows]
        self.kept = [light for light in self.all if not light.dropped]
        self.paths = dict(zip((one.id for one in self.kept), paths(self.kept), strict=True))
        self.windows = windows([light.kind == "heading" for light in self.kept])
        self.places = {light.id: place for place, light in enumerate(self.kept)}
        self.part = self.part_of(at) if at in self.places else min(max(part, 1), len(self.windows))

    @property
    def window(self) -> Window:
        return self.windows[self.part - 1]

    @property
    def next_part(self) -> int:
        """The number of the window after this one; 0 after the last."""
        return self.part + 1 if self.part < len(self.windows) else 0

    def part_of(self, id_: UUID | None) -> int:
        """The number of the window in which a line is; 1 for none."""
        place = self.places.get(id_, 0) if id_ else 0
        return next(
            n for n, one in enumerate(self.windows, 1) if place < one.stop or n == len(self.windows)
        )

    def next_guess(self, after: UUID | None = None) -> UUID | None:
        """The first guess behind a line, or else the first there is."""
        start = self.places.get(after, -1) + 1 if after else 0
        guesses = [light.id for light in [*self.kept[start:], *self.kept[:start]] if light.guessed]
        return guesses[0] if guesses else None

    def context(self, chosen: Sequence[UUID] = ()) -> dict[str, Any]:
        """Everything the page shows."""
        first, last = self._lines()
        shown, dropped = self.shown()
        rows = self._rows(shown, set(chosen))
        log = set(self.version.changes.values_list("undone", flat=True).distinct().order_by())
        return {
            "tree": self,
            "rows": rows,
            "dropped": [(p, WHY.get(p.dropped, "")) for p in dropped],
            "source": self._source(first, last, rows),
            "sections": self.sections(),
            "remarks": remarks_in_words(self.version.remarks),
            "guesses": sum(light.guessed for light in self.kept),
            "guess": self.next_guess(),
            "may_undo": False in log,
            "may_redo": True in log,
            "audience_choices": Audience.choices,
        }

    def shown(self) -> tuple[list[Provision], list[Provision]]:
        """The provisions of this window, and what was left out there. One query."""
        kept = [light.id for light in self.kept[self.window.start : self.window.stop]]
        first, last = self._lines()
        near = [one.id for one in self.all if one.dropped and first <= one.line <= last]
        found = {p.pk: p for p in Provision.objects.filter(pk__in=[*kept, *near])}
        return [found[id_] for id_ in kept], [found[id_] for id_ in near]

    def _lines(self) -> tuple[int, float]:
        """The lines of the original that go with this window."""
        lines = [light.line for light in self.kept[self.window.start : self.window.stop]]
        first = min(lines) if self.part > 1 else 0
        if self.part == len(self.windows):
            return first, float("inf")
        # What was left out before the next window begins is shown with this one.
        return first, max(*lines, self.kept[self.window.stop].line - 1)

    def _rows(self, provisions: Sequence[Provision], chosen: set[UUID]) -> list[Row]:
        found: dict[UUID, list[str | Promise]] = {}
        for blocker in services.blockers(provisions, self.version.accepted_places.all()):
            found.setdefault(blocker.provision.pk, []).append(
                f"{blocker.words}: {FINDING[blocker.kind.value]}"
            )
        names = dict(Audience.choices)
        return [
            Row(
                provision=p,
                path=self.paths[p.pk],
                guessed=p.confidence == Confidence.GUESS,
                chosen=p.pk in chosen,
                findings=tuple(found.get(p.pk, ())),
                audiences=tuple(names.get(code, code) for code in p.audiences),
            )
            for p in provisions
        ]

    def _source(self, first: int, last: float, rows: Sequence[Row]) -> list[SourceLine]:
        starts: dict[int, UUID] = {}
        for row in rows:
            starts.setdefault(row.provision.line, row.provision.pk)
        return [
            SourceLine(number, text, starts.get(number))
            for number, text in services.source_lines(self.version)
            if first <= number <= last and (text.strip() or number in starts)
        ]

    def sections(self) -> list[Section]:
        """The windows by the heading with which each begins; none when there is only one."""
        if len(self.windows) == 1:
            return []
        starts = [self.kept[window.start].id for window in self.windows]
        words = dict(Provision.objects.filter(pk__in=starts).values_list("pk", "text"))
        return [
            Section(
                number=number,
                name=f"{self.paths[start]} {words[start]}".strip()[:LABEL_SHOWN],
                guesses=sum(light.guessed for light in self.kept[window.start : window.stop]),
                is_current=number == self.part,
            )
            for number, (window, start) in enumerate(zip(self.windows, starts, strict=True), 1)
        ]


def part_in(given: str | None) -> int:
    """The part of a text that was asked for; the first when that is no number."""
    return int(given) if given and given.isdecimal() and len(given) < 7 else 1
