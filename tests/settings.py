"""The settings of the tests: a site of their own in a temporary folder, and nothing else changed.

``DATABASE_URL`` chooses the database, as it does in service.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from lungang.config.founding import found_site

_FOLDER = Path(tempfile.mkdtemp(prefix="lungang-tests-"))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
found_site(_FOLDER / "site")
(_FOLDER / "site" / "static").mkdir()
os.environ["LUNGANG_SITE"] = str(_FOLDER / "site")

from lungang.config.settings import *  # noqa: E402, F403

# Hashing is slow on purpose; tests that are about passwords ask for the real one.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
