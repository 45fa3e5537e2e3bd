"""The reminders, as a task."""

from typing import Any

from celery import shared_task
from django.utils.timezone import localdate

from protocols.receipts.services import remind
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Board


@shared_task(name="receipts.remind")
def run_reminders(**_later: Any) -> None:
    """Reminds who was given a text and has not confirmed to have read it."""
    for board in Board.objects.all():
        with scoped(Scope.of_board(board)):
            remind(board_id=board.pk, today=localdate())
