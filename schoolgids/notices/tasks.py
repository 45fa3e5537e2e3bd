"""Sending what is in the outbox."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils.timezone import now

from schoolgids.access.scope import Scope, scoped
from schoolgids.notices.models import Notice
from schoolgids.notices.services import send
from schoolgids.organisation.models import Board

SWEEP_SIZE = 200  # per board and sweep


@shared_task(name="notices.send")
def send_notice(*, pk: str, board_id: int, **_later: Any) -> None:
    """Sends one notice, unless it was sent already."""
    with scoped(Scope.of_board(board_id)):
        send(pk=UUID(pk), moment=now())


@shared_task(name="notices.sweep")
def sweep(**_later: Any) -> None:
    """Sends what is still waiting: after a broken broker, a mail server that was away."""
    for board in Board.objects.all():
        scope = Scope.of_board(board)
        with scoped(scope):
            due = Notice.objects.due(now()).order_by("next_try_at")
            waiting = list(due.values_list("pk", flat=True)[:SWEEP_SIZE])
        for pk in waiting:
            with scoped(scope):
                send(pk=pk, moment=now())
