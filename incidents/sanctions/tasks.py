"""The clock, as a task: each case in a scope of its own, so that one can't hold up the rest."""

from typing import Any

from celery import shared_task

from incidents.sanctions.services import clock
from schoolgids.access.actor import Actor
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Board


@shared_task(name="sanctions.clock")
def run_clock(**_later: Any) -> None:
    """Passes up what nobody decided in time, and closes what nobody objected to."""
    for board in Board.objects.all():
        scope = Scope.of_board(board)
        actor = Actor.clock(board.pk, scope.schools)
        with scoped(scope):
            due, expired = clock.due_cases(), clock.expired_cases()
        for pk in due:
            with scoped(scope):
                clock.escalate_if_due(actor=actor, pk=pk)
        for pk in expired:
            with scoped(scope):
                clock.close_if_expired(actor=actor, pk=pk)
