"""The arithmetic of proof, on plain values: digests of events, and seals over digests. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

GENESIS = bytes(32)


def digest_of(fields: Mapping[str, Any]) -> bytes:
    """SHA-256 over the fields in a canonical form: sorted keys, UTF-8, no white space."""
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).digest()


def seal_of(previous: bytes, number: int, entries: Iterable[tuple[str, bytes]]) -> bytes:
    """SHA-256 over the previous seal, this seal's number, and each event's id and digest."""
    total = hashlib.sha256(previous)
    total.update(str(number).encode())
    for event_id, digest in entries:
        total.update(event_id.encode())
        total.update(digest)
    return total.digest()


def broken_links(seals: Sequence[tuple[int, bytes, bytes]]) -> list[int]:
    """Numbers of the seals (number, previous, digest; in order) that do not follow the one before."""
    broken = []
    expected_number, expected_previous = 1, GENESIS
    for number, previous, digest in seals:
        if number != expected_number or previous != expected_previous:
            broken.append(number)
        expected_number, expected_previous = number + 1, digest
    return broken
