"""Storing, reading and destroying private files.

Each file has a key of its own, wrapped with the portal's key and bound to its board, so that
retention can destroy one file for good by forgetting 48 bytes.
"""

import base64
import hashlib
import os
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils.timezone import now
from uuid6 import uuid7

from schoolgids.access.actor import Actor
from schoolgids.audit.services import record
from schoolgids.files.models import StoredFile

NONCE = 12  # bytes, as AES-GCM wants them


def _seal(key: bytes, content: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, bound_to)


def _unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to)


def _portal_key() -> bytes:
    return base64.b64decode(settings.FILES_KEY)


def _binding(board_id: int, pk: UUID) -> bytes:
    return f"{board_id}/{pk}".encode()


@transaction.atomic
def store(
    actor: Actor, *, content: bytes, name: str, media_type: str, school_id: int | None = None
) -> StoredFile:
    """Puts content (as `inspection.inspect` accepted it) into the private store."""
    pk = UUID(int=uuid7().int)
    key = AESGCM.generate_key(bit_length=256)
    binding = _binding(actor.board_id, pk)
    row = StoredFile(
        id=pk,
        board_id=actor.board_id,
        school_id=school_id,
        name=os.path.basename(name)[-200:] or "bestand",
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).digest(),
        wrapped_key=_seal(_portal_key(), key, binding),
        stored_by_id=actor.person_id,
    )
    row.save(force_insert=True)
    # The bytes come last: when the disk is full, the row is rolled back with the rest. Bytes
    # without a row are unreadable, for their key is gone.
    storages["private"].save(row.path, ContentFile(_seal(key, content, binding)))
    return row


def read(row: StoredFile) -> bytes:
    """The content of a file. Raises FileNotFoundError when it was destroyed."""
    if row.wrapped_key is None:
        raise FileNotFoundError(row.pk)
    binding = _binding(row.board_id, row.pk)
    key = _unseal(_portal_key(), bytes(row.wrapped_key), binding)
    with storages["private"].open(row.path) as stored:
        return _unseal(key, stored.read(), binding)


@transaction.atomic
def destroy(actor: Actor, *, row: StoredFile, ground: str) -> None:
    """Forgets the key of a file, and then its bytes; records that it was there, and why."""
    row.wrapped_key, row.destroyed_at = None, now()
    row.save(update_fields=["wrapped_key", "destroyed_at"])
    record("file.destroy", actor=actor, about=row, ground=ground, sha256=bytes(row.sha256).hex())
    transaction.on_commit(lambda: storages["private"].delete(row.path))
