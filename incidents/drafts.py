"""What a reporter typed so far, kept as typed for nobody else, until it is filed.

A draft leaves no line in the audit trail: nothing was reported yet.
"""

import hashlib
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from uuid6 import uuid7

from incidents.models import Draft, DraftFile, Incident
from schoolgids.access.actor import Actor
from schoolgids.files.inspection import IMAGES, NotAccepted, inspect
from schoolgids.files.services import destroy, store
from schoolgids.organisation.models import School

MOST_FILES = 10
LONGEST = 20_000  # letters of one answer: more is no report any more
Content = Mapping[str, Sequence[str]]


def draft_of(*, actor: Actor, school: School) -> Draft | None:
    """The draft somebody has at a school."""
    return (
        Draft.objects.filter(reporter_id=actor.person_id, school=school)
        .prefetch_related("files__file")
        .first()
    )


@transaction.atomic
def save_draft(*, actor: Actor, school: School, content: Content, submission: UUID) -> Draft | None:
    """Keeps what was typed. None when this page was filed before: a draft does not come back."""
    if Incident.objects.filter(reporter_id=actor.person_id, submission=submission).exists():
        return None
    draft, _created = Draft.objects.update_or_create(
        school=school,
        reporter_id=actor.person_id,
        defaults={
            "board_id": school.board_id,
            "content": _storable(content),
            "submission": submission,
            "saved_at": now(),
        },
    )
    return draft


def _storable(content: Content) -> dict[str, list[str]]:
    """JSON in PostgreSQL holds no NUL; the form says so at the field."""
    return {
        name: [value.replace("\x00", "")[:LONGEST] for value in values]
        for name, values in content.items()
    }


@transaction.atomic
def attach(*, actor: Actor, draft: Draft, name: str, content: bytes) -> DraftFile:
    """Adds an image to a draft, cleaned of where it was taken. Twice the same is once.

    Raises NotAccepted with the reason.
    """
    received = hashlib.sha256(content).digest()
    present = draft.files.filter(received_sha256=received).first()
    if present is not None:
        return present
    if draft.files.count() >= MOST_FILES:
        raise NotAccepted(_("Je kunt hooguit %d afbeeldingen toevoegen.") % MOST_FILES)
    accepted = inspect(content, kinds=IMAGES, limit=settings.FILE_LIMIT)
    stored = store(
        actor,
        content=accepted.content,
        name=name.replace("\x00", ""),
        media_type=accepted.media_type,
        school_id=draft.school_id,
    )
    return DraftFile.objects.create(
        board_id=draft.board_id,
        school_id=draft.school_id,
        draft=draft,
        file=stored,
        received_sha256=received,
        added_at=now(),
    )


@transaction.atomic
def detach(*, actor: Actor, kept: DraftFile) -> None:
    """Takes an image away from a draft and destroys it."""
    stored = kept.file
    kept.delete()
    destroy(actor, row=stored, ground="draft")


@transaction.atomic
def discard(*, actor: Actor, draft: Draft) -> None:
    """Throws a draft away, its images too."""
    for kept in draft.files.select_related("file"):
        detach(actor=actor, kept=kept)
    forget_draft(draft)


def forget_draft(draft: Draft) -> None:
    """Removes a draft whose images have found their place."""
    draft.files.all().delete()
    draft.delete()


def fresh_token() -> UUID:
    """The token of a new page of the form."""
    return UUID(int=uuid7().int)
