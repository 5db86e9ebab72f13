"""Reading what is kept."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from lungang.platform.files.models import StoredFile


def content_of(file: StoredFile) -> bytes:
    """Return the content of a stored file."""
    digest = file.sha256
    return Path(settings.SITE.files, digest[:2], digest[2:4], digest).read_bytes()
