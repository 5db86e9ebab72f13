"""Drafts: where results are written until they are whole, and how dead ones are swept away.

A draft is a folder beside its target whose name says that it is ours, locked as long as the run
that writes it lives. A run that is killed loses its lock, and the next one sweeps its draft away.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lungang.errors import InputError
from lungang.i18n import gettext as _

_PREFIX = ".lungang-draft-"
_OURS = re.compile(re.escape(_PREFIX) + "[a-z0-9_]{8}")


@contextmanager
def draft_in(parent: Path) -> Iterator[Path]:
    """Give a fresh folder in ``parent``; it is gone after the block, unless it was moved away.

    Raises:
        InputError: nothing may be written there.
    """
    sweep(parent)
    try:
        draft = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    except PermissionError as error:
        raise no_writing(parent) from error
    lock = _locked(draft)
    try:
        yield draft
    finally:
        with uninterrupted():
            shutil.rmtree(draft, ignore_errors=True)
            if lock is not None:
                os.close(lock)


def sweep(parent: Path) -> None:
    """Take away the drafts of runs that are dead."""
    with suppress(OSError):
        for path in parent.glob(_PREFIX + "*"):
            if _OURS.fullmatch(path.name) and path.is_dir() and not path.is_symlink():
                lock = _locked(path)
                if lock is not None:
                    shutil.rmtree(path, ignore_errors=True)
                    os.close(lock)


def _locked(folder: Path) -> int | None:
    """Lock a folder until what is returned is closed; None if somebody else has, or none can."""
    try:
        import fcntl
    except ImportError:  # no Unix: nothing is locked, and nothing swept
        return None
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def no_writing(folder: Path) -> InputError:
    """The refusal of a folder in which nothing may be written."""
    return InputError(
        _("文件夹“{above}”不让写。换一个文件夹，或请管理员开通。").format(above=folder)
    )


def open_up(folder: Path) -> None:
    """Give a draft folder the rights that any new folder has here (drafts are private)."""
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)


def sync(folder: Path) -> None:
    """Have every file on the disk before the folder takes its name."""
    for file in files_in(folder):
        with file.open("rb") as stream:
            os.fsync(stream.fileno())


def files_in(folder: Path) -> Iterable[Path]:
    """Every file below a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def swap_in(new: Path, target: Path, gone: Iterable[str], old: Path) -> None:
    """Move every file of ``new`` to its place below ``target`` and take ``gone`` away, or nothing.

    What was there is kept in ``old`` (on the same file system) and comes back if a step fails.
    """
    todo = [(file, file.relative_to(new)) for file in files_in(new)]
    steps = [*todo, *((None, Path(name)) for name in gone)]
    done: list[tuple[Path, Path | None]] = []
    made: list[Path] = []
    with uninterrupted():
        try:
            for file, name in steps:
                place, kept = target / name, old / name
                _make(place.parent, made)
                there = os.path.lexists(place)
                if there:
                    kept.parent.mkdir(parents=True, exist_ok=True)
                    place.rename(kept)
                done.append((place, kept if there else None))
                if file is not None:
                    file.rename(place)
        except BaseException:
            for place, back in reversed(done):
                if back is not None:
                    back.replace(place)
                else:
                    place.unlink(missing_ok=True)
            _drop_empty(reversed(made))
            raise
    _drop_empty({(target / name).parent for name in gone} - {target})


def _make(folder: Path, made: list[Path]) -> None:
    missing = [one for one in (*reversed(folder.parents), folder) if not one.exists()]
    for one in missing:
        one.mkdir()
        made.append(one)


def _drop_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold signals back for a moment, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(
        signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    )
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
