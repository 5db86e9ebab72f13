"""The office's clock. A demonstration lives in its own year; every other site in ours."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the time it is in the office."""
    moment: datetime = timezone.now() + settings.SITE.clock_offset
    return moment


def today() -> date:
    """Return the day it is in the office, at the office's place."""
    return timezone.localdate(now())
