"""Issuing papers into their folder: staged whole, then swapped in, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from lungang.cli.console import note
from lungang.cli.drafts import draft_in, files_in, swap_in, sync
from lungang.cli.shelf import Shelf, digest_of, numbers_in
from lungang.cli.terminal import stages
from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.paperwork import Dossier, FontSet, Issued, Kind, coverage, papers, write_papers
from lungang.paperwork.facts_file import facts_form
from lungang.paperwork.files import (
    CHECK_FILE,
    ENDINGS,
    FACTS_FILE,
    INDEX_FILE,
    KEY_COLUMN,
    MANIFEST_FILE,
    file_stems,
    identity,
)
from lungang.paperwork.issue import check_text
from lungang.paperwork.manifest import Filed, Manifest
from lungang.paperwork.numbers import numbers_of, refuse_twice, refuse_unknown
from lungang.paperwork.register import Register, Row, row_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Which papers are asked for: all, or those of some ``kinds`` or of one ``person`` (id).

    ``numbers`` is a file of document numbers. ``replace`` gives up files that somebody has worked
    on.
    """

    kinds: tuple[Kind, ...] = ()
    person: str | None = None
    numbers: Path | None = None
    replace: bool = False

    @property
    def all(self) -> bool:
        """Whether all are asked for."""
        return not self.kinds and self.person is None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Listed:
    """A paper that the plan has; ``known`` is its identity, ``stem`` the path of its files."""

    kind: Kind
    known: str
    stem: str
    row: Row
    bears_number: bool
    people: tuple[str, ...]
    asked: bool


def issue(made_from: Dossier, target: Path, fonts: FontSet, asked: Asked | None = None) -> Issued:
    """Write papers into the folder ``target``, there or not yet, and bring its register up to date.

    Raises:
        InputError: nothing is asked for, numbers are wrong, or somebody's work would be lost.
    """
    asked = asked or Asked()
    shelf = Shelf(target)
    listed = _list(made_from, asked)
    _refuse_nothing(made_from, listed, asked)
    register, numbers, new_numbers = _numbered(shelf, listed, asked.numbers)
    made_from = replace(made_from, numbers=numbers)
    with draft_in(shelf.folder.parent) as draft:
        new = draft / "new"
        new.mkdir()
        issued = _write(made_from, new, fonts, asked, listed)
        manifest = _manifest(shelf, listed, issued, new, asked)
        gone = sorted(set(shelf.manifest.files) - set(manifest.files))
        gone = [name for name in gone if (shelf.folder / name).exists()]
        if not asked.replace:
            shelf.refuse_work(_digests(new), gone)
        rows = {key: one.row for key, one in listed.items()}
        register = register.updated(rows, issued.made, issued.left, numbers)
        (new / INDEX_FILE).write_bytes(register.to_csv())
        _put(new / MANIFEST_FILE, manifest.to_json())
        _put_facts(shelf, made_from, asked, new)
        sync(new)
        swap_in(new, shelf.folder, gone, draft / "old")
    if entered := [key for key in new_numbers if not listed[key].asked]:
        note(_("另有 {count} 个文号记进了目录，那几件公文没有重开。").format(count=len(entered)))
    return issued


def _list(made_from: Dossier, asked: Asked) -> dict[str, _Listed]:
    found = [
        (one.kind, identity(one), row_of(one), bool(one.number), one.people)
        for one in papers(replace(made_from, numbers={}))
        if one.kind is not None
    ]
    stems = file_stems(row.key for _kind, _known, row, *_rest in found)
    return {
        row.key: _Listed(
            kind=kind,
            known=known,
            stem=stems[row.key],
            row=replace(row, cells={**row.cells, KEY_COLUMN: stems[row.key]}),
            bears_number=bears,
            people=people,
            asked=(not asked.kinds or kind in asked.kinds)
            and (asked.person is None or asked.person in people),
        )
        for kind, known, row, bears, people in found
    }


def _refuse_nothing(made_from: Dossier, listed: Mapping[str, _Listed], asked: Asked) -> None:
    if asked.all or any(one.asked for one in listed.values()):
        return
    if asked.person is None:
        raise InputError(_("方案里没有调动的人，没有这种公文。"))
    name = made_from.facts.person(asked.person).name
    kinds = dict.fromkeys(one.kind.value for one in listed.values() if asked.person in one.people)
    if not kinds:
        raise InputError(
            _("方案没有调动{name}，没有要为他开的公文。看原因：lungang explain").format(name=name)
        )
    raise InputError(
        _("{name}没有这种公文，有他的是：{kinds}").format(name=name, kinds=_("、").join(kinds))
    )


def _numbered(
    shelf: Shelf, listed: Mapping[str, _Listed], given: Path | None
) -> tuple[Register, dict[str, str], list[str]]:
    """The register with rows by the keys of now, the numbers in it and in the file given, and
    the keys of those that are new.
    """
    now = {one.known: key for key, one in listed.items()}
    keys = {one.stem: key for key, one in listed.items()} | {key: key for key in listed}
    for known, filed in shelf.manifest.papers.items():
        if known in now:
            keys |= {filed.key: now[known]}
            keys |= {name.rpartition(".")[0]: now[known] for name in filed.files}
    bearing = frozenset(key for key, one in listed.items() if one.bears_number)
    register = shelf.register(keys)
    numbers = numbers_of(INDEX_FILE, register)
    numbers = {key: number for key, number in numbers.items() if key in listed}
    refuse_unknown(numbers, bearing)
    if given is None:
        _tell_unread(shelf)
        return register, numbers, []
    more = numbers_in(given, keys)
    refuse_unknown(more, bearing)
    refuse_twice(given.name, numbers | more)
    new = [key for key, number in more.items() if numbers.get(key) != number]
    return register, numbers | more, new


def _tell_unread(shelf: Shelf) -> None:
    for book in (shelf.index.with_suffix(end) for end in (".xlsx", ".xls")):
        if book.exists():
            note(
                _("“{file}”没有读。文号登记在 {index} 里，或者用 --numbers 给这个文件。").format(
                    file=book, index=INDEX_FILE
                )
            )


def _write(
    made_from: Dossier, new: Path, fonts: FontSet, asked: Asked, listed: Mapping[str, _Listed]
) -> Issued:
    with stages() as progress:
        issued = write_papers(
            papers(made_from, asked.kinds, asked.person),
            new,
            fonts=fonts,
            # The date of the papers, else the reference date; never today.
            dated=made_from.campaign.issued or made_from.facts.on,
            progress=progress,
            total=sum(one.asked for one in listed.values()),
            stems={key: one.stem for key, one in listed.items()},
        )
    if not asked.all:
        _put(new / CHECK_FILE, check_text(fonts, coverage(papers(made_from), fonts)))
    return issued


def _manifest(
    shelf: Shelf, listed: Mapping[str, _Listed], issued: Issued, new: Path, asked: Asked
) -> Manifest:
    tried = {one.known for one in listed.values() if one.asked}
    kept = {} if asked.all else shelf.manifest.papers
    fresh = {
        listed[key].known: Filed(
            key, {name: digest_of(new / name) for name in (listed[key].stem + e for e in ENDINGS)}
        )
        for key in issued.made
    }
    papers = {known: one for known, one in kept.items() if known not in tried} | fresh
    return Manifest(dict(sorted(papers.items())))


def _digests(new: Path) -> dict[str, str]:
    """The papers in a draft, with their digests; not what we keep beside them."""
    return {
        file.relative_to(new).as_posix(): digest_of(file)
        for file in files_in(new)
        if file.suffix in ENDINGS
    }


def _put(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _put_facts(shelf: Shelf, made_from: Dossier, asked: Asked, new: Path) -> None:
    before = shelf.campaign()
    if before == made_from.campaign:
        return  # as the office wrote it
    _put(new / FACTS_FILE, facts_form(made_from.campaign))
    if before is not None and not asked.all:
        note(_("公文事项有变，其余公文还是照以前的开的；要一致，不加 --only、--person 全部重开。"))
