"""The night work of asking after a year, board by board."""

from typing import Any

from celery import shared_task
from django.utils.timezone import localdate, now

from consent.renewals import services
from schoolgids.access.actor import Actor
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Board

MOST = 5_000  # per board and run


@shared_task(name="renewals.year")
def run_year(**_later: Any) -> None:
    """Tells whose yes became a year old, so that he looks at it again."""
    for board in Board.objects.all():
        scope = Scope.of_board(board)
        actor = Actor.clock(board.pk, scope.schools)
        with scoped(scope):
            services.find(board_id=board.pk, moment=now(), day=localdate())
            waiting = services.to_tell(board_id=board.pk, most=MOST)
        for pk in waiting:
            with scoped(scope):
                services.tell_about(actor=actor, pk=pk, moment=now())
