"""The work on scans: each piece in a scope of its own."""

from typing import Any
from uuid import UUID

from celery import shared_task

from consent.scans.services import waiting_bundles, work_on
from schoolgids.access.actor import Actor
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Board


@shared_task(name="scans.scanbundle")
def work_on_bundle(*, pk: str, board_id: int, **_later: Any) -> None:
    """Does what is left of one scan, some pages at a time."""
    scope = Scope.of_board(board_id)
    actor, more = Actor.clock(board_id, scope.schools), True
    while more:
        with scoped(scope):
            more = work_on(actor=actor, pk=UUID(pk))


@shared_task(name="scans.run")
def run_scans(**_later: Any) -> None:
    """Goes on with what was left halfway."""
    for board in Board.objects.all():
        with scoped(Scope.of_board(board)):
            waiting = waiting_bundles(board_id=board.pk)
        for pk in waiting:
            work_on_bundle(pk=str(pk), board_id=board.pk)
