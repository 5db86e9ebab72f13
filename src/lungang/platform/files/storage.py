"""Content on the disk, under its own hash: sealed, written whole or not at all, never changed.

::

    files/ab/cd/abcd…      content, sealed (lungang.platform.sealing), read-only
    files/tmp/             being written; what is left there was never finished
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from lungang.errors import NotNow
from lungang.platform.keys import Purpose
from lungang.platform.sealing import Unsealable, seal, unseal


def place_of(digest: str) -> Path:
    """Return where the content with a SHA-256 lies."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError(digest)  # would name another place
    folder: Path = settings.SITE.files
    return folder / digest[:2] / digest[2:4] / digest


def keep(content: bytes) -> str:
    """Put content on the disk and return its SHA-256. When this returns, it outlives a power cut.

    Written beside, synced, renamed, and the folders synced: at every moment the place holds the
    whole content or nothing (ALICE, OSDI 2014).
    """
    digest = hashlib.sha256(content).hexdigest()
    place = place_of(digest)
    with suppress(FileNotFoundError, Unsealable):
        if _is_whole(_unsealed(digest), digest):
            os.utime(place)  # anew, for the sweep
            return digest
    sealed = seal(Purpose.FILES, content, _bound_to(digest))
    draft = _drafts() / secrets.token_hex(16)
    _make_folder(place.parent)
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, place)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync(place.parent)
    return digest


def content_of(digest: str) -> bytes:
    """Return content.

    Raises:
        NotNow: it is gone, or no longer what it was.
    """
    try:
        content = _unsealed(digest)
    except Unsealable as error:
        raise _is_other(digest) from error
    except FileNotFoundError as error:
        raise NotNow(
            _("文件不在了，没有打开。请告诉系统管理员从备份里恢复 {digest}").format(
                digest=digest[:12]
            )
        ) from error
    if not _is_whole(content, digest):
        raise _is_other(digest)
    return content


def _unsealed(digest: str) -> bytes:
    return unseal(Purpose.FILES, place_of(digest).read_bytes(), _bound_to(digest))


def _bound_to(digest: str) -> str:
    return f"file {digest}"


def _is_whole(content: bytes, digest: str) -> bool:
    return hashlib.sha256(content).hexdigest() == digest


def _is_other(digest: str) -> NotNow:
    return NotNow(
        _("文件与收到时不同，没有打开。请告诉系统管理员从备份里恢复 {digest}").format(
            digest=digest[:12]
        )
    )


def stored_before(moment: float) -> Iterator[tuple[Path, str]]:
    """Give each content (place, SHA-256) that has lain untouched since before a moment."""
    for place in sorted(settings.SITE.files.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
        if place.stat().st_mtime < moment:
            yield place, place.name


def unfinished_before(moment: float) -> list[Path]:
    """Return drafts that nobody has touched since before a moment."""
    return [draft for draft in _drafts().iterdir() if draft.stat().st_mtime < moment]


def hours_ago(hours: float) -> float:
    """Return a moment on the disk's clock."""
    return time.time() - hours * 3600


def _drafts() -> Path:
    folder: Path = settings.SITE.files / "tmp"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for made in (folder, folder.parent, folder.parent.parent):
        _sync(made)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
