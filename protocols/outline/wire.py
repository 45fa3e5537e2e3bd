"""An outline as plain values, to be handed from one process to another or kept in between."""

from collections.abc import Callable, Iterable
from dataclasses import astuple, fields
from enum import StrEnum
from typing import Any, TypeVar

from protocols.outline.model import (
    Confidence,
    Dropped,
    Finding,
    FindingKind,
    Kind,
    Outline,
    Provision,
    Reference,
    Remark,
    RemarkKind,
    Why,
)

Part = TypeVar("Part", Provision, Dropped, Remark, Reference, Finding)
ENUMS: dict[tuple[type, str], type[StrEnum]] = {
    (Provision, "kind"): Kind,
    (Provision, "confidence"): Confidence,
    (Dropped, "why"): Why,
    (Remark, "kind"): RemarkKind,
    (Finding, "kind"): FindingKind,
}


def to_plain(outline: Outline) -> dict[str, Any]:
    """What JSON can hold of an outline: all of it."""
    return {
        "provisions": _rows(outline.provisions),
        "dropped": _rows(outline.dropped),
        "remarks": _rows(outline.remarks),
        "references": _rows(outline.references),
        "findings": _rows(outline.findings),
        "parts": list(outline.parts),
    }


def from_plain(kept: dict[str, Any]) -> Outline:
    """The outline of before `to_plain`. Raises KeyError, TypeError or ValueError for anything else."""
    return Outline(
        provisions=_parts(Provision, kept["provisions"]),
        dropped=_parts(Dropped, kept["dropped"]),
        remarks=_parts(Remark, kept["remarks"]),
        references=_parts(Reference, kept["references"]),
        findings=_parts(Finding, kept["findings"]),
        parts=tuple(int(part) for part in kept["parts"]),
    )


def _rows(parts: Iterable[Any]) -> list[list[Any]]:
    return [list(astuple(part)) for part in parts]


def _parts(kind: type[Part], rows: Iterable[list[Any]]) -> tuple[Part, ...]:
    made: Callable[..., Part] = kind  # mypy would hold each value against every field
    readers = [ENUMS.get((kind, field.name)) for field in fields(kind)]
    return tuple(
        made(*(read(value) if read else value for read, value in zip(readers, row, strict=True)))
        for row in rows
    )
