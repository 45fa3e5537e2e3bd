"""What changed between two published versions, as a reader sees it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from protocols.diff import Change, Kind, Line, Mark, Part, compare
from protocols.markup import spoken
from protocols.models import PublishedProvision
from protocols.pages import is_for
from schoolgids.interface.parts import Tag

TAGS: Mapping[Kind, tuple[Promise, str, str]] = {
    Kind.ADDED: (gettext_lazy("Nieuw"), "ok", "plus"),
    Kind.REMOVED: (gettext_lazy("Vervallen"), "danger", "minus"),
    Kind.CHANGED: (gettext_lazy("Gewijzigd"), "info", "pencil"),
    Kind.MOVED: (gettext_lazy("Verplaatst"), "", "arrow-up-down"),
    Kind.RENUMBERED: (gettext_lazy("Ander nummer"), "", "hash"),
}
# With more pieces than this, what was and what is are easier to read beside each other.
MOST_PIECES = 5


@dataclass(frozen=True)
class Shown:
    """One change on the page."""

    change: Change
    anchor: str  # in the version where it stands
    is_here: bool  # it stands in the new version
    tags: Sequence[Tag]

    @property
    def number(self) -> str:
        return self.change.line.number

    @property
    def is_heading(self) -> bool:
        return self.change.line.is_heading

    @property
    def stood_at(self) -> str:
        """Its number before, when that was another."""
        return self.change.old.number if self.change.old and self.change.is_renumbered else ""

    @property
    def is_beside(self) -> bool:
        """Whether the old and the new text are shown beside each other."""
        return self.change.kind is Kind.CHANGED and len(self.change.parts) > MOST_PIECES

    @property
    def was(self) -> list[Part]:
        return [part for part in self.change.parts if part.mark is not Mark.NEW]

    @property
    def now(self) -> list[Part]:
        return [part for part in self.change.parts if part.mark is not Mark.GONE]


@dataclass
class Section:
    """The changes under one heading."""

    heading: str
    changes: list[Shown] = field(default_factory=list)


@dataclass(frozen=True)
class Comparison:
    """Two versions beside each other, for one audience."""

    sections: Sequence[Section]
    summary: str
    same: Sequence[str]  # the numbers of the rules that stayed as they were
    unnumbered: int  # rules that stayed as they were and have no number
    elsewhere: int  # changes in rules for others

    @property
    def same_count(self) -> int:
        return len(self.same) + self.unnumbered


def comparison(
    old: Sequence[PublishedProvision], new: Sequence[PublishedProvision], chosen: str = ""
) -> Comparison:
    """What a reader of the chosen audience ("" for everyone) sees of the way from old to new."""
    found = compare(lines_of(old), lines_of(new))
    rows = {row.key: row for row in (*old, *new)}  # the new one where there are two
    here = {row.key for row in new}
    mine = [change for change in found if is_for(rows[change.line.key], chosen)]
    sections: list[Section] = []
    heading = ""
    for change in mine:
        line = change.line
        if line.is_heading:
            heading = _named(line)
        if change.kind is Kind.SAME:
            continue
        if not sections or sections[-1].heading != heading:
            sections.append(Section(heading))
        row = rows[line.key]
        is_here = line.key in here
        sections[-1].changes.append(Shown(change, row.stable_anchor, is_here, tags_of(change)))
    same = [c.line.number for c in mine if c.kind is Kind.SAME and not c.line.is_heading]
    others = [change for change in found if change.kind is not Kind.SAME]
    return Comparison(
        sections,
        summary_of(mine),
        [number for number in same if number],
        same.count(""),
        len(others) - sum(len(section.changes) for section in sections),
    )


def lines_of(provisions: Sequence[PublishedProvision]) -> list[Line]:
    """Published provisions as the comparison reads them."""
    return [
        Line(row.key, row.depth, row.path or row.label, spoken(row.text), row.kind == "heading")
        for row in provisions
    ]


def kinds_between(
    old: Sequence[PublishedProvision], new: Sequence[PublishedProvision]
) -> dict[UUID, Kind]:
    """What happened to each provision of the new version, where that is worth a word."""
    return {
        change.new.key: change.kind
        for change in compare(lines_of(old), lines_of(new))
        if change.new and change.kind in (Kind.ADDED, Kind.CHANGED, Kind.MOVED)
    }


def tags_of(change: Change) -> list[Tag]:
    """What happened, in words: the weightiest first, and that it moved as well."""
    kinds = [change.kind]
    if change.is_moved and change.kind is Kind.CHANGED:
        kinds.append(Kind.MOVED)
    return [tag_of(kind) for kind in kinds]


def tag_of(kind: Kind) -> Tag:
    """A kind of change as a tag."""
    label, colour, icon = TAGS[kind]
    return Tag(label=label, kind=colour, icon=icon)


def summary_of(changes: Sequence[Change]) -> str:
    """ "3 regels gewijzigd, 1 nieuw. 18 regels zijn gelijk gebleven." """
    rules = Counter(change.kind for change in changes if not change.line.is_heading)
    headings = sum(c.line.is_heading and c.kind is not Kind.SAME for c in changes)
    parts = [_counted(kind, rules[kind]) for kind in TAGS if rules[kind]]
    first = _with_noun(parts, rules) if parts else _("Geen enkele regel is anders")
    sentences = [first]
    if headings:
        sentences.append(
            ngettext("%(number)s kop is anders", "%(number)s koppen zijn anders", headings)
            % {"number": headings}
        )
    if rules[Kind.SAME]:
        sentences.append(
            ngettext(
                "%(number)s regel is gelijk gebleven",
                "%(number)s regels zijn gelijk gebleven",
                rules[Kind.SAME],
            )
            % {"number": rules[Kind.SAME]}
        )
    return " ".join(f"{sentence}." for sentence in sentences)


# --- Steps ------------------------------------------------------------------------------------


def _named(line: Line) -> str:
    return f"{line.number} {line.text}".strip()


def _counted(kind: Kind, number: int) -> str:
    words = {
        Kind.ADDED: _("%(number)s nieuw"),
        Kind.REMOVED: _("%(number)s vervallen"),
        Kind.CHANGED: _("%(number)s gewijzigd"),
        Kind.MOVED: _("%(number)s verplaatst"),
        Kind.RENUMBERED: _("%(number)s met een ander nummer"),
    }
    return words[kind] % {"number": number}


def _with_noun(parts: Sequence[str], rules: Mapping[Kind, int]) -> str:
    changed = sum(number for kind, number in rules.items() if kind is not Kind.SAME)
    words = ngettext(
        "%(number)s regel is anders: %(what)s", "%(number)s regels zijn anders: %(what)s", changed
    )
    return words % {"number": changed, "what": ", ".join(parts)}
