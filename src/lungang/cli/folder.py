"""Writing results so that a folder or file is whole or absent, and nobody's papers are lost."""

from __future__ import annotations

import csv
import errno
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lungang.domain.plan import PLAN_SCHEMA
from lungang.errors import InputError
from lungang.i18n import gettext as _

PLAN_FILE = "plan.json"
PAPERS_FOLDER = "papers"
PLAN_FILES = frozenset({PLAN_FILE, "summary.txt", "report.html", "tables.xlsx", PAPERS_FOLDER})
"""What ``lungang plan`` writes."""

Ours = Callable[[Path], bool]
_TAKEN = (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR)


def holds_a_plan(folder: Path, others: frozenset[str] = frozenset()) -> bool:
    """Whether a folder is one that we wrote: a plan of ours, and no file that is not."""
    names = {path.name for path in folder.iterdir()}
    if PLAN_FILE not in names or names - PLAN_FILES - others:
        return False
    if PAPERS_FOLDER in names and not holds_papers(folder / PAPERS_FOLDER):
        return False
    with (folder / PLAN_FILE).open("rb") as stream:
        stream.seek(max(0, (folder / PLAN_FILE).stat().st_size - 200))
        return PLAN_SCHEMA.rpartition("/")[0].encode() in stream.read()  # of any version


def holds_papers(folder: Path) -> bool:
    """Whether a folder holds papers that we wrote, and nothing that somebody put there."""
    # Here, so that commands that write no papers need not load what makes them.
    from lungang.paperwork.files import CHECK_FILE, INDEX_FILE, KEY_COLUMN, file_stem
    from lungang.paperwork.numbers import decoded

    if folder.is_symlink() or not (folder / INDEX_FILE).is_file():
        return False
    text = decoded((folder / INDEX_FILE).read_bytes()) or ""
    keys = [row.get(KEY_COLUMN) or "" for row in csv.DictReader(text.splitlines())]
    ours = {INDEX_FILE, CHECK_FILE}
    ours |= {f"{stem}.{end}" for stem in map(file_stem, keys) for end in ("pdf", "docx")}
    return all(
        path.relative_to(folder).as_posix() in ours
        for path in folder.rglob("*")
        if not path.is_dir() or path.is_symlink()
    )


def refuse_folder(folder: Path, replace: bool, ours: Ours = holds_a_plan) -> None:
    """Refuse a folder that cannot be written or is somebody's, before any work is done.

    With ``replace`` a folder is given up only if it holds what we once wrote and nothing else:
    nobody's papers are deleted because of a slip in a name.

    Raises:
        InputError: the folder may not be written.
    """
    if not folder.name or folder.name == "..":
        raise InputError(_("请给新文件夹起个名字，“{folder}”不行").format(folder=folder))
    _refuse_place(folder)
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        _refuse_taken(folder, replace, ours)


def _refuse_taken(folder: Path, replace: bool, ours: Ours) -> None:
    if not replace:
        raise InputError(
            _("“{folder}”已经有了。换一个名字；是以前写的结果，可加 --replace 换掉。").format(
                folder=folder
            )
        )
    if folder.is_symlink() or not folder.is_dir() or not ours(folder):
        raise InputError(
            _("“{folder}”里有不是本程序写的文件，不能换掉。换一个名字。").format(folder=folder)
        )


def refuse_file(path: Path, replace: bool, kind: str = "xlsx") -> None:
    """Refuse a file that cannot be written or is there already, before any work is done.

    Raises:
        InputError: the file may not be written.
    """
    if path.suffix.lower() != f".{kind}":
        raise InputError(
            _("“{file}”：写出的是 {kind} 文件，请把名字写成 {name}.{kind}").format(
                file=path, name=path.stem or "x", kind=kind
            )
        )
    if path.is_dir():
        raise InputError(_("“{file}”是文件夹，请给一个文件的名字").format(file=path))
    if path.exists() and not replace:
        raise InputError(_("“{file}”已经有了。换一个名字，或加 --replace。").format(file=path))
    _refuse_place(path)


def refuse_inputs(target: Path, inputs: list[Path]) -> None:
    """Refuse to write over what is being read, ``--replace`` or not.

    Raises:
        InputError: the target is an input, or a folder with an input in it.
    """
    real = _real(target)
    for path in inputs:
        if real == _real(path) or real in _real(path).parents:
            raise InputError(
                _("“{target}”里就是要读的“{file}”，不能盖掉。换一个名字。").format(
                    target=target, file=path
                )
            )


def _refuse_place(path: Path) -> None:
    """Refuse what lies in no folder, or in one where nothing may be written."""
    above = next(parent for parent in _real(path).parents if os.path.lexists(parent))
    if not above.is_dir():
        raise InputError(_("“{above}”是文件，里面放不下“{path}”").format(above=above, path=path))
    try:
        os.rmdir(tempfile.mkdtemp(prefix=".", dir=above))  # permissions do not tell all
    except OSError as error:
        raise InputError(
            _("文件夹“{above}”不让写。换一个文件夹，或请管理员开通。").format(above=above)
        ) from error


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # unlike resolve(), it takes a loop of links as it is


@contextmanager
def whole_folder(folder: Path, replace: bool = False, ours: Ours = holds_a_plan) -> Iterator[Path]:
    """Give a fresh folder to write in; it takes its name only when the block ends well.

    Raises:
        InputError: as :func:`refuse_folder`; or another run was faster.
    """
    refuse_folder(folder, replace, ours)
    real = _real(folder)
    made = [parent for parent in real.parents if not parent.exists()]
    real.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{real.name[:60]}.", dir=real.parent))
    try:
        yield draft
        draft.chmod(0o755)
        _sync(draft)
        with _uninterrupted():
            _take_name(draft, real, replace, ours)
    except BaseException:
        with _uninterrupted():
            shutil.rmtree(draft, ignore_errors=True)
            for parent in made:
                with suppress(OSError):  # not empty: somebody else uses it by now
                    parent.rmdir()
        raise


def _take_name(draft: Path, folder: Path, replace: bool, ours: Ours) -> None:
    try:
        draft.rename(folder)  # over an empty folder too, and over nothing else
    except OSError as error:
        if error.errno not in _TAKEN:
            raise
        _refuse_taken(folder, replace, ours)
        old = draft.with_name(draft.name + ".old")
        folder.rename(old)
        try:
            draft.rename(folder)
        except OSError:
            old.rename(folder)
            raise
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a draft to write; it replaces ``path`` in one step when the block ends well."""
    real = _real(path)
    real.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(
        prefix=f".{real.stem[:60]}.", suffix=real.suffix, dir=real.parent
    )
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        draft.chmod(0o644)
        draft.replace(real)
    finally:
        with _uninterrupted():
            draft.unlink(missing_ok=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
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


def _sync(folder: Path) -> None:
    """Have every file on the disk before the folder takes its name."""
    for file in (path for path in folder.rglob("*") if path.is_file()):
        with file.open("rb") as stream:
            os.fsync(stream.fileno())
