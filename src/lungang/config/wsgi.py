"""The office as a WSGI application (served by granian)."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from lungang.config.leash import end_with_parent

end_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lungang.config.settings")
application = get_wsgi_application()

# What is loaded now stays: looking through it for garbage again and again costs tens of
# milliseconds, each time in the middle of somebody's page.
get_resolver().url_patterns  # noqa: B018 - loads every view
gc.collect()
gc.freeze()
