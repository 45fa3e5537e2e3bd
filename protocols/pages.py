"""A published version as a page: the flat list of provisions as sections with their rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from uuid import UUID

from protocols.markup import NO_CODES, inline, plain
from protocols.models import Audience, PublishedProvision
from schoolgids.interface.parts import Tag

# What a reader chooses from, and whose rules that shows.
FILTERS: dict[str, frozenset[str]] = {
    "leerlingen": frozenset({Audience.PUPILS.value}),
    "ouders": frozenset({Audience.GUARDIANS.value}),
    "medewerkers": frozenset(
        {
            Audience.STAFF.value,
            Audience.EXTERNAL_STAFF.value,
            Audience.INTERNS.value,
            Audience.VOLUNTEERS.value,
        }
    ),
}
H2, H4 = 2, 4
NO_NEWS: Mapping[UUID, Tag] = MappingProxyType({})


@dataclass
class Row:
    """A provision as it stands on the page, with what stands under it."""

    provision: PublishedProvision
    html: str
    children: list["Row"] = field(default_factory=list)
    is_folded: bool = False
    level: int = H2  # of a heading
    count: int = 0  # of rules in a folded section
    audiences: Sequence[str] = ()  # in words, where they are others than those of what is above
    news: Tag | None = None  # what happened to it in this version

    @property
    def is_heading(self) -> bool:
        return self.provision.kind == "heading"

    @property
    def number(self) -> str:
        """What hangs in the margin: the cited number, or the mark of a bullet."""
        return self.provision.path or self.provision.label


def rows_of(
    provisions: Sequence[PublishedProvision],
    title: str,
    chosen: str = "",
    news: Mapping[UUID, Tag] = NO_NEWS,
    codes: Mapping[str, str] = NO_CODES,
) -> list[Row]:
    """The page's rows: headings and top rules in order, nested rules inside their parents.

    The title of the code is left out: it stands above the page. With a `chosen` audience,
    sections for others are folded away.
    """
    shown = FILTERS.get(chosen)
    rows: list[Row] = []
    open_items: list[Row] = []
    folded: list[Row] = []
    lift = _lift(provisions, title)
    said = _audiences_in_words(provisions)
    places = {provision.anchor for provision in provisions}
    for provision in provisions[1 if lift else 0 :]:
        row = Row(
            provision,
            inline(
                provision.text,
                [entry for entry in provision.references if entry[1] in places],
                codes,
            ),
            audiences=said.get(provision.key, ()),
            news=news.get(provision.key),
        )
        while folded and folded[-1].provision.depth >= provision.depth:
            folded.pop()
        if row.is_heading:
            open_items.clear()
            row.level = min(max(H2, H2 + provision.depth - lift), H4)
            if not folded and _is_for_others(provision, shown):
                row.is_folded = True
                folded.append(row)
                rows.append(row)
            elif folded:
                folded[0].children.append(row)
            else:
                rows.append(row)
            continue
        while open_items and open_items[-1].provision.depth >= provision.depth:
            open_items.pop()
        if open_items:
            open_items[-1].children.append(row)
        else:
            (folded[0].children if folded else rows).append(row)
        if folded:
            folded[0].count += 1
        open_items.append(row)
    return rows


def for_paper(
    provisions: Sequence[PublishedProvision], chosen: str
) -> tuple[list[PublishedProvision], list[str]]:
    """What is printed for an audience, and the headings of the sections that are left out."""
    kept = [row for row in provisions if is_for(row, chosen)]
    others = [row for row in provisions if not is_for(row, chosen) and row.kind == "heading"]
    return kept, [f"{row.path} {plain(row.text)}".strip() for row in others]


def is_for(provision: PublishedProvision, chosen: str) -> bool:
    """Whether a provision is for the chosen audience; everything is for everyone."""
    return not _is_for_others(provision, FILTERS.get(chosen))


def in_words(audiences: Sequence[str]) -> list[str]:
    """Audiences as a reader reads them: "leerlingen", "ouders"."""
    return [str(label) for value, label in Audience.choices if value in audiences]


def contents(rows: Sequence[Row]) -> list[Row]:
    """The headings for "on this page", two levels deep."""
    return [row for row in rows if row.is_heading and row.level < H4]


def _lift(provisions: Sequence[PublishedProvision], title: str) -> int:
    """1 when the first provision is the title of all others, 0 when there is none."""
    if not provisions or provisions[0].kind != "heading" or provisions[0].path:
        return 0
    others = provisions[1:]
    is_title = provisions[0].text.casefold() == title.casefold()
    stands_above = bool(others) and min(p.depth for p in others) > provisions[0].depth
    return 1 if is_title or stands_above else 0


def _is_for_others(provision: PublishedProvision, shown: frozenset[str] | None) -> bool:
    return shown is not None and bool(provision.audiences) and not shown & set(provision.audiences)


def _audiences_in_words(provisions: Sequence[PublishedProvision]) -> dict[UUID, list[str]]:
    """For whom each provision is, where that is said for the first time on the way down."""
    above: list[PublishedProvision] = []
    said = {}
    for provision in provisions:
        while above and above[-1].depth >= provision.depth:
            above.pop()
        if provision.audiences and (not above or above[-1].audiences != provision.audiences):
            said[provision.key] = in_words(provision.audiences)
        above.append(provision)
    return said
