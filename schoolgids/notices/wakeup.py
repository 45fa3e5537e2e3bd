"""Waking the worker for a notice. When the broker is away the sweep does without."""

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from schoolgids.notices.models import Notice

log = structlog.get_logger()
NOT_LONG = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}


def after_commit(notice: Notice) -> None:
    """Queues the sending of a notice once its transaction has committed."""
    order = {"pk": str(notice.pk), "board_id": notice.board_id}
    transaction.on_commit(lambda: _queue(order))


def _queue(order: dict[str, object]) -> None:
    try:
        current_app.tasks["notices.send"].apply_async(
            kwargs=order, retry=True, retry_policy=NOT_LONG
        )
    except (OperationalError, OSError) as problem:
        log.warning("notice.not_queued", notice=order["pk"], problem=type(problem).__name__)
