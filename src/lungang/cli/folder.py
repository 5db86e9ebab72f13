"""Writing results so that a folder or file is whole or absent, and nobody's papers are lost."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lungang.cli.drafts import draft_in, no_writing, open_up, sweep, sync, uninterrupted
from lungang.domain.plan import PLAN_SCHEMA
from lungang.errors import InputError
from lungang.i18n import gettext as _

PLAN_FILE = "plan.json"
PAPERS_FOLDER = "papers"
PLAN_FILES = frozenset({PLAN_FILE, "summary.txt", "report.html", "tables.xlsx", PAPERS_FOLDER})
"""What ``lungang plan`` writes."""

WhyNot = Callable[[Path], str]
"""Why a folder is not ours to give up, in words; "" if it is."""

_TAKEN = (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR)


def why_not_a_plan(
    folder: Path, others: frozenset[str] = frozenset(), discard: bool = False
) -> str:
    """Why a folder is not one that we wrote and may give up, in words; "" if it is.

    It is if it holds a plan of ours and no file that is not. Papers that the office has entered
    in its register or worked on are given up only to ``discard`` them.
    """
    names = {path.name for path in folder.iterdir()}
    if reason := strange(names - PLAN_FILES - others):
        return reason
    if PLAN_FILE not in names:
        return _("里面没有方案")
    with (folder / PLAN_FILE).open("rb") as stream:
        stream.seek(max(0, (folder / PLAN_FILE).stat().st_size - 200))
        if PLAN_SCHEMA.rpartition("/")[0].encode() not in stream.read():  # of any version
            return strange([PLAN_FILE])
    return _why_not_papers(folder / PAPERS_FOLDER, discard) if PAPERS_FOLDER in names else ""


def holds_a_plan(folder: Path, others: frozenset[str] = frozenset()) -> bool:
    """Whether a folder is one that we wrote: a plan of ours, and no file that is not."""
    return not why_not_a_plan(folder, others)


def strange(names: Iterable[str]) -> str:
    """Why a folder with files of these names, none of them ours, is kept; "" if there are none."""
    name = min(names, default="")
    return _("里面的“{name}”不是本程序写的").format(name=name) if name else ""


def _why_not_papers(folder: Path, discard: bool) -> str:
    # Here, so that commands that write no papers need not load what makes them.
    from lungang.cli.shelf import Shelf

    if folder.is_symlink() or not folder.is_dir():
        return strange([folder.name])
    shelf = Shelf(folder)
    reason = strange(f"{folder.name}/{name}" for name in shelf.strangers())
    if reason or discard:
        return reason
    for name in shelf.touched():
        return _("里面的“{name}”手工改过；连它一起换掉，加 --discard-papers").format(
            name=f"{folder.name}/{name}"
        )
    if shelf.is_filled():
        return _(
            "里面的“{name}”已经登记了文号或别的内容；连它一起换掉，加 --discard-papers"
        ).format(name=f"{folder.name}/{shelf.index.name}")
    return ""


def refuse_folder(folder: Path, replace: bool, why_not: WhyNot = why_not_a_plan) -> None:
    """Refuse a folder that cannot be written or is somebody's, before any work is done.

    With ``replace`` a folder is given up only if it holds what we once wrote and nothing else:
    nobody's papers are deleted because of a slip in a name.

    Raises:
        InputError: the folder may not be written.
    """
    if not folder.name or folder.name == "..":
        raise InputError(_("请给新文件夹起个名字，“{folder}”不行").format(folder=folder))
    refuse_place(folder)
    if folder.is_dir():
        sweep(folder)
    if folder.is_dir() and not any(folder.iterdir()):
        return
    if folder.exists() or folder.is_symlink():
        _refuse_taken(folder, replace, why_not)


def _refuse_taken(folder: Path, replace: bool, why_not: WhyNot) -> None:
    if not replace:
        raise InputError(
            _("“{folder}”已经有了。换一个名字；是以前写的结果，可加 --replace 换掉。").format(
                folder=folder
            )
        )
    if folder.is_symlink() or not folder.is_dir():
        raise InputError(_("“{folder}”不是文件夹，不能换掉。换一个名字。").format(folder=folder))
    if reason := why_not(folder):
        raise InputError(
            _("“{folder}”不能换掉：{reason}。移走它，或换一个名字。").format(
                folder=folder, reason=reason
            )
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
    refuse_place(path)


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


def pack_file(policy: str) -> list[Path]:
    """The file that a pack is read from; none for one that ships, whatever lies here."""
    from lungang.policy.pack import shipped_packs

    return [] if policy in shipped_packs() else [Path(policy)]


def refuse_place(path: Path) -> None:
    """Refuse what lies in no folder, or in one where nothing may be written.

    Raises:
        InputError: it does.
    """
    above = next(parent for parent in _real(path).parents if os.path.lexists(parent))
    if not above.is_dir():
        raise InputError(_("“{above}”是文件，里面放不下“{path}”").format(above=above, path=path))
    try:
        os.rmdir(tempfile.mkdtemp(prefix=".", dir=above))  # permissions do not tell all
    except OSError as error:
        raise no_writing(above) from error


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # unlike resolve(), it takes a loop of links as it is


@contextmanager
def whole_folder(
    folder: Path, replace: bool = False, why_not: WhyNot = why_not_a_plan
) -> Iterator[Path]:
    """Give a fresh folder to write in; it takes its name only when the block ends well.

    Raises:
        InputError: as :func:`refuse_folder`; or another run was faster.
    """
    refuse_folder(folder, replace, why_not)
    real = _real(folder)
    made = [parent for parent in real.parents if not parent.exists()]
    real.parent.mkdir(parents=True, exist_ok=True)
    try:
        with draft_in(real.parent) as draft:
            yield draft
            open_up(draft)
            sync(draft)
            with uninterrupted():
                _take_name(draft, real, replace, why_not)
    except BaseException:
        with uninterrupted():
            for parent in made:
                with suppress(OSError):  # not empty: somebody else uses it by now
                    parent.rmdir()
        raise


def _take_name(draft: Path, folder: Path, replace: bool, why_not: WhyNot) -> None:
    try:
        draft.rename(folder)  # over an empty folder too, and over nothing else
    except OSError as error:
        if error.errno not in _TAKEN:
            raise
        _refuse_taken(folder, replace, why_not)
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
    with draft_in(real.parent) as folder:
        yield folder / real.name
        (folder / real.name).replace(real)
