"""Keeping a file under the hash of its content."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings

from lungang.platform.actions import Act
from lungang.platform.files.models import StoredFile


def store(act: Act, name: str, content: bytes) -> StoredFile:
    """Keep a file from within an action."""
    digest = hashlib.sha256(content).hexdigest()
    path = Path(settings.SITE.files, digest[:2], digest[2:4], digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(content)
        os.replace(part, path)
    return StoredFile.objects.create(
        name=name[-200:], sha256=digest, size=len(content), stored_at=act.at,
        stored_by=act.actor.holding,
    )  # fmt: skip
