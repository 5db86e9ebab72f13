"""Writing results so that a folder or file is whole or absent, never half there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lungang.errors import InputError
from lungang.i18n import gettext as _

PLAN_FILE = "plan.json"


def refuse_to_overwrite(folder: Path, replace: bool) -> None:
    """Refuse a folder that is there already, before any work is done.

    With ``replace`` only a folder that holds an earlier plan is given up: nobody's papers are
    deleted because of a slip in a name.

    Raises:
        InputError: the folder may not be written.
    """
    if not folder.exists() and not folder.is_symlink():
        return
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if not replace:
        raise InputError(
            _("“{folder}”已经有了。换一个名字，或加 --replace 换掉原来的方案。").format(
                folder=folder
            )
        )
    if folder.is_symlink() or not (folder / PLAN_FILE).is_file():
        raise InputError(
            _("“{folder}”里不是本程序写的方案，不能换掉。换一个名字。").format(folder=folder)
        )


@contextmanager
def whole_folder(folder: Path, replace: bool = False) -> Iterator[Path]:
    """Give a fresh folder to write in; it takes its name only when the block ends well.

    Raises:
        InputError: as :func:`refuse_to_overwrite`.
    """
    refuse_to_overwrite(folder, replace)
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        yield draft
        draft.chmod(0o755)
        _sync(draft)
        old = draft.with_name(draft.name + ".old")
        if folder.exists():
            folder.rename(old)
        draft.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a draft to write; it replaces ``path`` in one step when the block ends well."""
    path = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        draft.chmod(0o644)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    """Have every file on the disk before the folder takes its name."""
    for file in folder.iterdir():
        with file.open("rb") as stream:
            os.fsync(stream.fileno())
