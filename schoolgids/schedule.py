"""The clock's own note of when it last woke which task."""

from contextlib import suppress
from typing import Any

from celery.beat import PersistentScheduler


class Schedule(PersistentScheduler):  # type: ignore[misc]
    """Begins anew when a kill or a full disk tore the file it keeps.

    Celery survives most damage of it, but not a file that was emptied: the clock would never start
    again. Nothing hangs on what is lost, as each task looks in the database for what is due.
    """

    _store: Any

    def setup_schedule(self) -> None:
        """Opens the file, or a new one."""
        try:
            super().setup_schedule()
        except Exception as torn:  # noqa: BLE001  a torn pickle raises anything
            with suppress(Exception):
                self._store.close()
            self._store = self._destroy_open_corrupted_schedule(torn)
            super().setup_schedule()
