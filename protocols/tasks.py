"""The clock of the codes, as a task: each code in a scope of its own, so that one can't hold up the
rest.
"""

from typing import Any

from celery import shared_task
from django.utils.timezone import localdate

from protocols.services import turning
from schoolgids.access.actor import Actor
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Board


@shared_task(name="codes.clock")
def run_clock(**_later: Any) -> None:
    """Lets texts begin and end on their day, and what an earlier night missed."""
    today = localdate()
    for board in Board.objects.all():
        scope = Scope.of_board(board)
        actor = Actor.clock(board.pk, scope.schools)
        with scoped(scope):
            due = turning.due_codes(today)
        for pk in due:
            with scoped(scope):
                turning.turn_code(actor=actor, pk=pk, today=today)
