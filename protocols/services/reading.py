"""What others ask: the rules and provisions in force at a school on a day, and how to cite one."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice, takewhile
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import Truncator

from protocols.binding.holding import versions_held
from protocols.models import CodeVersion, Provision, RuleSetting
from protocols.outline import paths
from protocols.rules import Rules, apply
from protocols.services.publication import anchors
from schoolgids.organisation.models import School
from schoolgids.prepared import Prepared

SECTION_LONGEST = 60
CITED_VERSIONS = 64  # of a few hundred provisions each


@dataclass(frozen=True)
class Cited:
    """A provision as it is cited in a report, a case or a letter: number first, then words."""

    key: UUID
    provision_id: UUID
    version_id: UUID
    version_number: int
    code_id: UUID
    title: str  # of the code, as it asks to be cited
    label: str  # "III.A.4"; "" for what has no number
    heading: str  # of the section it stands in
    text: str
    kind: str
    depth: int
    anchor: str
    audiences: tuple[str, ...] = ()
    is_only_one: bool = True  # no other provision of the version has this label
    parts: tuple[str, ...] = ()  # the items that go on from its text: "a. …"

    @property
    def words(self) -> str:
        """All that it says: a rule that ends in "also for:" means nothing without its items."""
        return " ".join((self.text, *self.parts))

    @property
    def display(self) -> str:
        """What stands in front: the number, with its section where lists start again at 1."""
        section = Truncator(self.heading or self.title).chars(SECTION_LONGEST)
        if not self.label:
            return section
        return self.label if self.is_only_one else f"{section}, {self.label}"


def rules(*, school: School, on: date) -> Rules:
    """The rules in force at a school on a day. One query. The school's own code goes before.

    By the dates of its versions, whatever their stage: it never waits for the clock (see `turning`).
    """
    settings = (
        RuleSetting.objects.filter(version__in=versions_held(school.pk, on))
        .order_by("version__school_id", "version__effective_on")
        .values_list("key", "value", "provision__key", "version__school_id")
    )
    board_first = sorted(settings, key=lambda row: row[3] is not None)
    return apply((key, value, provision) for key, value, provision, _school in board_first)


def _versions(school: int, on: date) -> QuerySet[CodeVersion]:
    return versions_held(school, on).only("pk").order_by("title", "pk")


_versions_holding = Prepared(_versions, school=int, on=date)


def provisions_in_force(*, school: School, on: date) -> list[Cited]:
    """Every provision in force at a school on a day, code by code, in order. One query, and one
    more for each version that this process has not cited before.
    """
    versions = _versions_holding(school=school.pk, on=on)
    return [cited for version in versions for cited in _cited_of(version.pk)]


@lru_cache(maxsize=CITED_VERSIONS)
def _cited_of(version: UUID) -> tuple[Cited, ...]:
    """The provisions of a version in force. They are kept: an adopted text never changes."""
    rows = Provision.objects.kept().filter(version=version).select_related("version")
    return tuple(_cited(list(rows.order_by("order"))))


def find_in_force(*, school: School, key: UUID, on: date) -> Cited | None:
    """One provision by its stable key, as it was worded on a day; None when it did not hold."""
    row = Provision.objects.kept().filter(key=key, version__in=versions_held(school.pk, on)).first()
    return cite(row) if row is not None else None


def cite(provision: Provision) -> Cited:
    """A provision as it is cited, whatever became of its version since. One query."""
    rows = list(
        Provision.objects.kept()
        .filter(version=provision.version_id)
        .select_related("version")
        .order_by("order")
    )
    return next(cited for cited in _cited(rows) if cited.provision_id == provision.pk)


def _cited(rows: list[Provision]) -> list[Cited]:
    headings: list[tuple[int, str]] = []
    found = []
    cited = paths(rows)
    seen = Counter(cited)
    for at, (row, path, anchor) in enumerate(zip(rows, cited, anchors(rows), strict=True)):
        while headings and headings[-1][0] >= row.depth:
            headings.pop()
        found.append(
            Cited(
                key=row.key,
                provision_id=row.pk,
                version_id=row.version_id,
                version_number=row.version.number,
                code_id=row.version.code_id,
                title=row.version.citation_title or row.version.title,
                label=path,
                heading=headings[-1][1] if headings else "",
                text=row.text,
                kind=row.kind,
                depth=row.depth,
                anchor=anchor,
                audiences=tuple(row.audiences),
                is_only_one=seen[path] == 1,
                parts=_parts(rows, at),
            )
        )
        if row.kind == Provision.KindChoice.HEADING:
            headings.append((row.depth, row.text))
    return found


def _parts(rows: list[Provision], at: int) -> tuple[str, ...]:
    """The items below the provision at a place, with their labels; none below a heading."""
    whole = rows[at]
    if whole.kind == Provision.KindChoice.HEADING:
        return ()
    below = takewhile(lambda row: row.depth > whole.depth, islice(rows, at + 1, None))
    return tuple(
        f"{row.label if row.corrected is None else row.corrected} {row.text}".strip()
        for row in below
    )
