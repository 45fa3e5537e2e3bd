"""The clock starts whatever became of the file in which it keeps when it last woke which task."""

from pathlib import Path

import pytest
from django.conf import settings

from schoolgids.celery import app
from schoolgids.schedule import Schedule


@pytest.mark.parametrize("left", [b"", b"\x80\x04", b"no file of ours " * 90])
def test_clock_starts_on_a_torn_schedule(tmp_path: Path, left: bytes) -> None:
    kept = tmp_path / "beat-schedule"
    first = Schedule(app=app, schedule_filename=str(kept))
    first.close()
    files = list(tmp_path.iterdir())
    assert files
    for file in files:
        if file.suffix != ".dir":  # where the parts are in the file; that one was written in time
            file.write_bytes(left)
    again = Schedule(app=app, schedule_filename=str(kept))
    assert again.schedule.keys() >= set(settings.CELERY_BEAT_SCHEDULE)
    again.close()
    third = Schedule(app=app, schedule_filename=str(kept))
    assert third.schedule.keys() >= set(settings.CELERY_BEAT_SCHEDULE)
    third.close()
