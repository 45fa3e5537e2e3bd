"""Which items of the law and of the board a guide meets, in a fixed number of questions (G15)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef
from django.db.models.functions import Coalesce

from protocols.completeness.facts import is_readable, stale
from protocols.completeness.law import YEARLY, Requirement, asked_by_law
from protocols.completeness.models import Decision, OwnRequirement
from protocols.models import GuideTopic
from schoolgids.organisation.models import School

OWN = "own-"


@dataclass(frozen=True)
class Item:
    """One requirement at one school, with what a person last said of it."""

    asked: Requirement
    decision: Decision | None  # with its topic, and `readable` for it

    @property
    def is_not_applicable(self) -> bool:
        return self.decision is not None and self.decision.kind == Decision.Kind.NOT_APPLICABLE

    @property
    def names_a_topic(self) -> bool:
        return self.decision is not None and self.decision.kind == Decision.Kind.TOPIC

    @property
    def is_met(self) -> bool:
        """Only a topic that parents can read meets anything."""
        return self.names_a_topic and bool(getattr(self.decision, "readable", False))

    @property
    def is_missing(self) -> bool:
        return not self.is_met and not self.is_not_applicable


@dataclass(frozen=True)
class Numbers:
    """How a guide stands."""

    asked: int
    met: int
    not_applicable: int

    @property
    def missing(self) -> int:
        return self.asked - self.met - self.not_applicable

    @property
    def percent(self) -> int:
        """Of what applies, rounded down: 100 is everything."""
        applies = self.asked - self.not_applicable
        return self.met * 100 // applies if applies else 100


def count(items: Sequence[Item]) -> Numbers:
    return Numbers(
        asked=len(items),
        met=sum(item.is_met for item in items),
        not_applicable=sum(item.is_not_applicable for item in items),
    )


def requirements(sector: str, day: date, own: Iterable[OwnRequirement]) -> list[Requirement]:
    """What is asked of a school of a sector on a day: by the law, then by its board."""
    asked = list(asked_by_law(sector, day))
    return asked + [one for one in map(as_requirement, own) if _is_for(one, sector, day)]


def as_requirement(row: OwnRequirement) -> Requirement:
    return Requirement(
        key=f"{OWN}{row.pk.hex}",
        sector=row.sector,
        article="",
        title=row.title,
        explanation=row.explanation,
        source=row.source,
        words=tuple(row.title.split()),
        from_on=row.from_on,
        until_on=row.until_on,
        term=YEARLY,
        is_own=True,
    )


def items_of(school: School, day: date) -> list[Item]:
    """Every item of a school on a day. Two queries."""
    said = newest([school.pk], day)
    own = list(OwnRequirement.objects.filter(board=school.board_id))
    return [
        Item(one, said.get((school.pk, one.key))) for one in requirements(school.sector, day, own)
    ]


def numbers_of(schools: Sequence[School], day: date) -> list[tuple[School, Numbers, int]]:
    """Each school with its numbers and how many topics are stale. Three queries."""
    said = newest([school.pk for school in schools], day)
    own = list(OwnRequirement.objects.filter(board__in={school.board_id for school in schools}))
    old: dict[int, int] = {}
    rows = stale(GuideTopic.objects.filter(school__in=[school.pk for school in schools]), day)
    for key in rows.values_list("school_id", flat=True):
        old[key] = old.get(key, 0) + 1
    found = []
    for school in schools:
        items = [
            Item(one, said.get((school.pk, one.key)))
            for one in requirements(school.sector, day, own)
        ]
        found.append((school, count(items), old.get(school.pk, 0)))
    return found


def newest(schools: Iterable[int], day: date) -> Mapping[tuple[int, str], Any]:
    """The newest decision of each item, with `readable` for its topic on a day. One query."""
    rows = (
        Decision.objects.filter(school__in=list(schools))
        .order_by("school_id", "requirement", "-decided_at", "-id")
        .distinct("school_id", "requirement")
        .select_related("topic", "decided_by")
        .annotate(
            readable=is_readable(OuterRef("topic_id"), day),
            again_on=Coalesce(F("topic__facts__check_again_on"), F("topic__review_on")),
        )
    )
    return {(row.school_id, row.requirement): row for row in rows}


def _is_for(one: Requirement, sector: str, day: date) -> bool:
    return one.sector in ("", sector) and one.holds_on(day)
