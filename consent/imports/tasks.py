"""The work on files with answers: each piece in a scope of its own."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils.timezone import localdate

from consent.imports.services import KEPT, forget_rows, waiting_imports, work_on
from schoolgids.access.actor import Actor
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Board


@shared_task(name="imports.answerimport")
def work_on_import(*, pk: str, board_id: int, **_later: Any) -> None:
    """Does what is left of one import, piece by piece."""
    scope = Scope.of_board(board_id)
    actor, more = Actor.clock(board_id, scope.schools), True
    while more:
        with scoped(scope):
            more = work_on(actor=actor, pk=UUID(pk))


@shared_task(name="imports.run")
def run_imports(**_later: Any) -> None:
    """Goes on with what was left halfway, and forgets what was read long ago."""
    for board in Board.objects.all():
        with scoped(Scope.of_board(board)):
            forget_rows(board_id=board.pk, before=localdate() - KEPT)
            waiting = waiting_imports(board_id=board.pk)
        for pk in waiting:
            work_on_import(pk=str(pk), board_id=board.pk)
