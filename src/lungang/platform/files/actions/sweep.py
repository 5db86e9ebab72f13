"""Clearing away content that no row names: left by actions that were refused or cut off."""

from __future__ import annotations

from pathlib import Path

from lungang.platform.bookkeeping import bookkeeping
from lungang.platform.files import storage
from lungang.platform.files.models import StoredFile

HOURS = 24.0


def sweep(hours: float = HOURS) -> int:
    """Delete unfinished drafts and unnamed content older than some hours; return how many.

    Nobody's act, and nothing on record goes: so no line. The pen is held meanwhile, so no action
    can be about to name what is deleted.
    """
    before = storage.hours_ago(hours)
    if not _unnamed(before):
        return 0  # as nearly always: nobody has had to wait
    with bookkeeping():
        gone = _unnamed(before)
        for place in gone:
            place.unlink(missing_ok=True)
    return len(gone)


def _unnamed(before: float) -> list[Path]:
    named = set(StoredFile.objects.values_list("sha256", flat=True).distinct())
    stored = [place for place, digest in storage.stored_before(before) if digest not in named]
    return storage.unfinished_before(before) + stored
