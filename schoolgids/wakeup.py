"""Waking the worker for work that a row stands for. When the broker is away the sweep does without."""

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from schoolgids.organisation.scoped import BoardModel

log = structlog.get_logger()
NOT_LONG = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}


def after_commit(row: BoardModel) -> None:
    """Queues the task that bears the name of this row's model, once its transaction has committed."""
    order = {"pk": str(row.pk), "board_id": row.board_id}
    task = row._meta.label_lower
    transaction.on_commit(lambda: _queue(task, order))


def _queue(task: str, order: dict[str, object]) -> None:
    try:
        current_app.tasks[task].apply_async(kwargs=order, retry=True, retry_policy=NOT_LONG)
    except (OperationalError, OSError) as problem:
        log.warning("work.not_queued", task=task, problem=type(problem).__name__)
