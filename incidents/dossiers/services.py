"""Entering something in files, and reading a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from incidents.dossiers.models import DossierEntry
from incidents.dossiers.presentation import Piece, pieces_of
from incidents.dossiers.redaction import Name
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visible
from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person

Room = DossierEntry.Room
Retention = DossierEntry.Retention
TERMS = {Room.PUPIL: Retention.PUPIL_FILE, Room.PERSONNEL: Retention.PERSONNEL_FILE}


@dataclass(frozen=True, kw_only=True)
class Concern:
    """Whose file something goes into, in which room, and with which part.

    author_id: a guardian whose conduct it was, when it goes to the file of the child.
    """

    person_id: UUID
    room: Room
    part: str = ""
    author_id: UUID | None = None


@transaction.atomic
def enter(
    *,
    actor: Actor,
    source: SchoolModel,
    kind: str,
    happened_at: datetime,
    concerns: Iterable[Concern],
    retention: Retention | None = None,
) -> None:
    """Puts a pointer to `source` in each file it concerns. Entering again changes nothing.

    Part of the deed that made the source: call it in that transaction, which has its own line
    in the audit trail. retention: the room's own term when not given.
    """
    at = now()
    DossierEntry.objects.bulk_create(
        [
            DossierEntry(
                board_id=source.board_id,
                school_id=source.school_id,
                person_id=concern.person_id,
                room=concern.room,
                source=source._meta.label_lower,
                source_id=source.pk,
                kind=kind if concern.author_id is None else f"{kind}.guardian",
                part=concern.part,
                author_id=concern.author_id,
                happened_at=happened_at,
                entered_at=at,
                entered_by_id=actor.person_id,
                retention=retention or TERMS[concern.room],
            )
            for concern in concerns
        ],
        ignore_conflicts=True,
    )


def clear(*, source: SchoolModel, person_id: UUID) -> None:
    """Takes a source out of the files of somebody who proved to have no part in it. Part of the
    deed that says so, which has its own line in the audit trail.
    """
    DossierEntry.objects.filter(
        person=person_id, source=source._meta.label_lower, source_id=source.pk
    ).delete()


def name_of(person: Person, *aliases: str) -> Name:
    """How a text may call a person."""
    return Name(person.given_name, person.prefix, person.family_name, aliases)


@dataclass(frozen=True)
class FilePage:
    """A stretch of a file, newest first; `older` is where the next one begins."""

    pieces: list[Piece]
    older: str


PAGE = 40


def read_file(
    *, actor: Actor, person: Person, room: str, before: tuple[datetime, UUID] | None = None
) -> FilePage:
    """One file as `actor` may see it: everyone else blacked out, the hidden left out.

    before: moment and id of the last entry of the page before this one.
    """
    entries = visible(actor, DossierEntry.objects.in_file(person_id=person.pk, room=room))
    if before is not None:
        entries = entries.older_than(*before)  # type: ignore[attr-defined]
    rows = list(entries[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return FilePage(
        pieces=pieces_of(rows[:PAGE], reader=actor, subject=name_of(person)),
        older=f"{last.happened_at.isoformat()}~{last.pk}" if last else "",
    )
