"""Which texts hold at a school on a day, and for which schools a text of the board holds."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from protocols.binding.models import NotBound
from protocols.models import CodeVersion


def versions_held(school: int, on: date) -> QuerySet[CodeVersion]:
    """The versions that bind a school on a day: its own, and those of its board that do."""
    excused = NotBound.objects.on(on).filter(code=OuterRef("code"), school=school)
    held: QuerySet[CodeVersion] = CodeVersion.objects.of_school(school).in_force_on(on)
    return held.exclude(Exists(excused))


def not_bound_by(code: UUID, on: date) -> frozenset[int]:
    """The schools of the scope that a code does not bind on a day. One query."""
    return frozenset(NotBound.objects.on(on).filter(code=code).values_list("school_id", flat=True))


def excused_from(codes: Iterable[UUID], on: date) -> frozenset[tuple[UUID, int]]:
    """Of these codes: which does not bind which school of the scope on a day. One query."""
    rows = NotBound.objects.on(on).filter(code__in=list(codes))
    return frozenset(rows.values_list("code_id", "school_id"))


def codes_not_binding(schools: Iterable[int], on: date) -> frozenset[UUID]:
    """The codes that do not bind one of these schools on a day. One query."""
    rows = NotBound.objects.on(on).filter(school__in=list(schools))
    return frozenset(rows.values_list("code_id", flat=True))
