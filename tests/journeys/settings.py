"""The portal's own settings on the day of the cast; a task runs where it is queued.

Every process of a run starts with these and so lives at the same moment.
"""

import os
import time
from datetime import UTC, datetime, timedelta

import time_machine

from schoolgids.settings import *  # noqa: F403, TID251

MORNING = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)  # a Friday, 10.00 in Amsterdam
since = timedelta(seconds=time.time() - float(os.environ["JOURNEYS_BEGAN"]))
time_machine.travel(MORNING + since, tick=True).start()

CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
