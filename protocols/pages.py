"""A published version as a page: the flat list of provisions as sections with their rules."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from protocols.markup import inline
from protocols.models import Audience, PublishedProvision

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


@dataclass
class Row:
    """A provision as it stands on the page, with what stands under it."""

    provision: PublishedProvision
    html: str
    children: list["Row"] = field(default_factory=list)
    is_folded: bool = False
    level: int = H2  # of a heading
    count: int = 0  # of rules in a folded section

    @property
    def is_heading(self) -> bool:
        return self.provision.kind == "heading"

    @property
    def number(self) -> str:
        """What hangs in the margin: the cited number, or the mark of a bullet."""
        return self.provision.path or self.provision.label


def rows_of(provisions: Sequence[PublishedProvision], title: str, chosen: str = "") -> list[Row]:
    """The page's rows: headings and top rules in order, nested rules inside their parents.

    The title of the code is left out: it stands above the page. With a `chosen` audience,
    sections for others are folded away.
    """
    shown = FILTERS.get(chosen)
    rows: list[Row] = []
    open_items: list[Row] = []
    folded: list[Row] = []
    lift = _lift(provisions, title)
    for provision in provisions[1 if lift else 0 :]:
        row = Row(provision, inline(provision.text, provision.references))
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
