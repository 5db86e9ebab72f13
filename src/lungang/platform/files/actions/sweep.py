"""Clearing away content that no row names: left by actions that were refused or cut off."""

from __future__ import annotations

from django.db import transaction

from lungang.platform.audit import log
from lungang.platform.files import storage
from lungang.platform.files.models import StoredFile
from lungang.platform.guard import writing

HOURS = 24.0


def sweep(hours: float = HOURS) -> int:
    """Delete unfinished drafts and unnamed content older than some hours; return how many.

    Nobody's act, and nothing on record goes: so no line. The pen is held meanwhile, so no action
    can be about to name what is deleted.
    """
    before = storage.hours_ago(hours)
    with transaction.atomic(), writing():
        log.hold_the_pen()
        gone = storage.unfinished_before(before)
        named = set(StoredFile.objects.values_list("sha256", flat=True).distinct())
        gone += [place for place, digest in storage.stored_before(before) if digest not in named]
        for place in gone:
            place.unlink(missing_ok=True)
    return len(gone)
