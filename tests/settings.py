"""The portal's own settings on the servers of the test run."""

from tests import servers

FOLDER = servers.ready()

from schoolgids.settings import *  # noqa: E402, F403, TID251  after the environment is filled
from schoolgids.settings import CACHES, DATABASES, STORAGES  # noqa: E402, TID251

DATA_DIR = FOLDER / f"worker-{servers.worker()}"
FILES_ROOT = DATA_DIR / "files"
STORAGES["private"]["OPTIONS"] = {"location": str(FILES_ROOT)}
EMAIL_FILE_PATH = str(DATA_DIR / "mail")

# Workers share a server, not a database: number 0 is the broker's, 1 the portal's.
CACHES["default"]["LOCATION"] = CACHES["default"]["LOCATION"].replace(
    "db=1", f"db={2 + servers.worker()}"
)
DATABASES["default"]["TEST"] = {"NAME": "test_schoolgids"}

# Slow on purpose where it counts; here it would only be slow.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files come from the source, not from what was collected.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# A task runs where it is queued, once the transaction commits.
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
