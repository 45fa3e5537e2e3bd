"""Reads a code of conduct out of text: bytes → lines → blocks → headings → a tree of provisions.

Pure: no Django, no database. Nothing a school wrote is lost: each word of the input ends either in
a provision or in `dropped`, with the reason.
"""

from protocols.outline.decoding import LIMIT, decode
from protocols.outline.labels import paths
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
from protocols.outline.reading import outline_of, read_outline
from protocols.outline.references import findings_in, references_in, without_target
from protocols.outline.refusal import Refusal, Unreadable

__all__ = [
    "LIMIT",
    "Confidence",
    "Dropped",
    "Finding",
    "FindingKind",
    "Kind",
    "Outline",
    "Provision",
    "Reference",
    "Refusal",
    "Remark",
    "RemarkKind",
    "Unreadable",
    "Why",
    "decode",
    "findings_in",
    "outline_of",
    "paths",
    "read_outline",
    "references_in",
    "without_target",
]
