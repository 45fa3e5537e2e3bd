"""How many pages of a file were read. It is kept with Valkey: the row is locked meanwhile."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.cache import cache
from redis.exceptions import RedisError

KEPT = 600  # seconds
EVERY = 5  # pages


def tell(pk: UUID, done: int, total: int) -> None:
    """Says how far it is. Without Valkey nobody hears, and the work goes on."""
    if done % EVERY == 0 or done == total:
        with suppress(RedisError):
            cache.set(_key(pk), [done, total], KEPT)


def of(pk: UUID) -> tuple[int, int]:
    """(pages read, pages); two zeros when that is not known."""
    with suppress(RedisError):
        kept: Any = cache.get(_key(pk))
        if kept:
            return int(kept[0]), int(kept[1])
    return 0, 0


def _key(pk: UUID) -> str:
    return f"code-import/{pk}"
