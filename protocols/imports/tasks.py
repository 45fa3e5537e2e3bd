"""The reading in, as a task: each step in a scope of its own."""

from typing import Any
from uuid import UUID

import structlog
from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError
from django.utils.translation import gettext as _

from protocols.imports.services import give_up, waiting_jobs, work_on
from protocols.outline import Refusal
from protocols.wording import REFUSAL
from schoolgids.access.actor import Actor
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Board

LONGEST = 240  # seconds; reading alone has a limit of its own
log = structlog.get_logger()


@shared_task(name="code_imports.importjob", soft_time_limit=LONGEST, time_limit=LONGEST + 30)
def work_on_job(*, pk: str, board_id: int, **_later: Any) -> None:
    """Does what is left of one job, step by step."""
    scope = Scope.of_board(board_id)
    actor, more = Actor.clock(board_id, scope.schools), True
    try:
        while more:
            with scoped(scope):
                more = work_on(actor=actor, pk=UUID(pk))
    except DatabaseError:
        raise  # the sweep tries again
    except Exception as problem:
        log.exception("code_import.failed", job=pk)
        slow = isinstance(problem, SoftTimeLimitExceeded)
        reason = REFUSAL[Refusal.TOO_SLOW] if slow else _("Dit bestand is niet te lezen.")
        with scoped(scope):
            give_up(actor=actor, pk=UUID(pk), reason=str(reason))


@shared_task(name="code_imports.run")
def run_imports(**_later: Any) -> None:
    """Goes on with what was left halfway."""
    for board in Board.objects.all():
        with scoped(Scope.of_board(board)):
            waiting = waiting_jobs(board_id=board.pk)
        for pk in waiting:
            work_on_job(pk=str(pk), board_id=board.pk)
