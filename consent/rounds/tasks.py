"""The night work of asking: each case in a scope of its own, so that one can't hold up the rest."""

from typing import Any

from celery import shared_task
from django.utils.timezone import localdate, now

from consent.rounds.services import sixteen
from schoolgids.access.actor import Actor
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Board

MOST = 5_000  # per board and run


@shared_task(name="rounds.sixteen")
def run_sixteen(**_later: Any) -> None:
    """Tells who turned 16, and their guardians, that the pupil chooses now."""
    for board in Board.objects.all():
        scope = Scope.of_board(board)
        actor = Actor.clock(board.pk, scope.schools)
        with scoped(scope):
            sixteen.find(board_id=board.pk, moment=now(), day=localdate())
            waiting = sixteen.to_tell(board_id=board.pk, most=MOST)
        for pk in waiting:
            with scoped(scope):
                sixteen.tell_about(actor=actor, pk=pk, moment=now())
