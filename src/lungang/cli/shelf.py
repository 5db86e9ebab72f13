"""The folder of a plan's papers: what is in it, whose it is, and what the office has entered."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lungang.cli.drafts import files_in
from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.intake.findings import shown
from lungang.intake.sheets import read_cells
from lungang.paperwork import CampaignFacts, read_facts
from lungang.paperwork.files import (
    CHECK_FILE,
    ENDINGS,
    FACTS_FILE,
    INDEX_FILE,
    KEY_COLUMN,
    MANIFEST_FILE,
)
from lungang.paperwork.manifest import Manifest
from lungang.paperwork.numbers import numbers_of, read_numbers
from lungang.paperwork.register import Register, read_register, register_of

_MOST_NAMED = 3
_WORKBOOKS = (".xlsx", ".xlsm", ".xls")
_PASSING = ("~$", ".~lock.", ".DS_Store", "Thumbs.db")
"""How the names begin of what office programs and desktops leave behind."""


class Shelf:
    """A folder of papers, there or not yet.

    Raises:
        InputError: there is a file of that name.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = Path(os.path.realpath(folder)) if folder.is_symlink() else folder
        if self.folder.exists() and not self.folder.is_dir():
            raise InputError(_("“{folder}”是文件，放不下公文。把它移走。").format(folder=folder))
        file = self.folder / MANIFEST_FILE
        self.manifest = Manifest.from_json(file.read_bytes()) if file.is_file() else Manifest()

    @property
    def index(self) -> Path:
        """The register."""
        return self.folder / INDEX_FILE

    @property
    def facts_file(self) -> Path:
        """The facts that the papers were made with."""
        return self.folder / FACTS_FILE

    def register(self, keys: Mapping[str, str] | None = None) -> Register:
        """The register as the office has it; ``keys`` maps stems to keys.

        Raises:
            InputError: it cannot be read.
        """
        if not self.index.exists():
            return Register()
        return read_register(INDEX_FILE, content_of(self.index), keys)

    def campaign(self) -> CampaignFacts | None:
        """The facts beside the papers; None if there are none.

        Raises:
            InputError: they are not as they should be.
        """
        if not self.facts_file.exists():
            return None
        return campaign_of(self.facts_file)

    def is_filled(self) -> bool:
        """Whether the office has entered anything in the register, or nobody can tell."""
        try:
            return self.register().filled
        except InputError:
            return True

    def strangers(self) -> Iterator[str]:
        """The files that we did not write, by path below the folder."""
        ours = {INDEX_FILE, CHECK_FILE, FACTS_FILE, MANIFEST_FILE, *self.manifest.files}
        if not self.manifest.papers and not self.is_filled():  # somebody took the manifest away
            stems = [row.cells[KEY_COLUMN] for row in self.register().rows]
            ours |= {stem + end for stem in stems for end in ENDINGS}
        for path in files_in(self.folder) if self.folder.is_dir() else ():
            name = path.relative_to(self.folder).as_posix()
            if name not in ours and not path.name.startswith(_PASSING):
                yield name

    def touched(self) -> Iterator[str]:
        """The files that we wrote and somebody has worked on since."""
        for name, digest in self.manifest.files.items():
            if (self.folder / name).exists() and digest_of(self.folder / name) != digest:
                yield name

    def refuse_work(self, new: Mapping[str, str], gone: Iterable[str]) -> None:
        """Refuse to lose somebody's work: ``new`` files by digest, and ``gone`` ones.

        Raises:
            InputError: a file that would be replaced or removed is not as we wrote it.
        """
        known = self.manifest.files
        lost = []
        for name in (*new, *gone):
            place = self.folder / name
            if place.is_symlink() or place.exists():
                digest = digest_of(place)
                if digest not in (known.get(name), new.get(name)):
                    lost.append(name)
        if lost:
            names = _("、").join(f"“{name}”" for name in lost[:_MOST_NAMED])
            raise InputError(
                _(
                    "{names}（共 {count} 个文件）手工改过，或者不是本程序写的，没有换。"
                    "改个名字留下它；不要了，加 --replace 换掉。"
                ).format(names=names, count=len(lost))
            )


def digest_of(file: Path) -> str:
    """SHA-256 of a file, "" for what is none."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def content_of(file: Path) -> bytes:
    """The bytes of a file that was named.

    Raises:
        InputError: it is no file.
    """
    if file.is_dir():
        raise InputError(_("“{file}”是文件夹，请给一个文件").format(file=file))
    return file.read_bytes()


def campaign_of(file: Path) -> CampaignFacts:
    """Read the facts of a campaign.

    Raises:
        InputError: the file is not as it should be.
    """
    return read_facts(file.name, content_of(file))


def numbers_in(file: Path, keys: Mapping[str, str]) -> dict[str, str]:
    """Read numbers by key from CSV, TOML or a workbook; ``keys`` maps stems to keys.

    Raises:
        InputError: the file is not as it should be.
    """
    content = content_of(file)
    if file.suffix.lower() not in _WORKBOOKS:
        return read_numbers(file.name, content, keys)
    sheets = read_cells(file).sheets
    table = next((one.rows for one in sheets if one.rows), [])
    cells = [[shown(cell) for cell in row] for row in table]
    return numbers_of(file.name, register_of(file.name, cells, keys))
