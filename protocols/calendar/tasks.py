"""The reminders, as a task."""

from typing import Any

from celery import shared_task
from django.utils.timezone import localdate

from protocols.calendar.services import remind
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Board


@shared_task(name="review_calendar.remind")
def run_reminders(**_later: Any) -> None:
    """Tells once that an evaluation comes near and that a group has yet to talk."""
    for board in Board.objects.all():
        with scoped(Scope.of_board(board)):
            remind(board_id=board.pk, today=localdate())
