"""The product's own settings, with what tests need to be quick and on their own."""

import os
import tempfile
from pathlib import Path

# Nothing of the developer's own: no token from .env, no data of theirs.
os.environ["LEADWAY_ADMIN_VAR"] = tempfile.mkdtemp(prefix="leadway-admin-")
os.environ["LEADWAY_TOKEN"] = ""
os.environ["LEADWAY_ADMIN_ENV"] = "development"

from leadway_admin.settings import *  # noqa: E402, F403
from leadway_admin.settings import DATABASES, STORAGES, VAR  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# A port that nobody listens on: a test that means the sandbox asks for it.
LEADWAY_BASE_URL = "http://127.0.0.1:9"
# A busy machine shall not make a record old, or a reading late, while a test runs.
LEADWAY_FRESH_S = 120.0
LEADWAY_READ_DEADLINE_S = 10.0
# Most tests save with automations as quickly as without.
LEADWAY_HOLD_S = 0.0
# The threads of a test stand for those of several servers.
LEADWAY_PLACES = 64
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, because the live server's threads do not share a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(VAR) / "tests.sqlite3")}
