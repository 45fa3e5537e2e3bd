"""Who may see what was read in: who may edit codes."""

from typing import Any

from django.db.models import QuerySet

from protocols.imports.models import ImportedDraft, ImportJob
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visibility


def _if_editor(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows if Action.CODE_EDIT in actor.actions or actor.is_clock else rows.none()


@visibility(ImportJob)
def jobs(actor: Actor, rows: QuerySet[ImportJob]) -> QuerySet[ImportJob]:
    return _if_editor(actor, rows)


@visibility(ImportedDraft)
def drafts(actor: Actor, rows: QuerySet[ImportedDraft]) -> QuerySet[ImportedDraft]:
    return _if_editor(actor, rows)
