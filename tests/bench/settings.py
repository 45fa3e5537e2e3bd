"""The portal's own settings with three bare views beside its pages, and a counter of queries."""

from schoolgids.settings import *  # noqa: F403, TID251
from schoolgids.settings import MIDDLEWARE  # noqa: TID251

ROOT_URLCONF = "tests.bench.urls"
# Innermost but one, so that it counts for every page; idle unless a request asks for it.
MIDDLEWARE = ["tests.bench.counting.CountQueries", *MIDDLEWARE]
