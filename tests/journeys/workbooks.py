"""What a unit's officer has on the disk: the right workbook, and one with faults put in."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from lungang.config.demo_rosters import workbook
from lungang.demo import make_county
from lungang.domain.codes import CadreAuthority
from lungang.domain.roster import Roster


@cache
def county() -> Roster:
    return make_county()


@cache
def workbook_of(unit: str) -> bytes:
    return workbook(county(), unit)


def nothing_lies_open(folder: Path) -> None:
    """No citizen id in clear in the site's folder: database, journal, files, what is in between."""
    ids = [person.id.encode() for person in county().people]
    for path in filter(Path.is_file, folder.rglob("*")):
        content = path.read_bytes()
        assert not [citizen for citizen in ids if citizen in content], path


@dataclass(frozen=True)
class Faulty:
    """A workbook with two errors, and one cell that only the archives can tell is wrong."""

    content: bytes
    sex: str
    nature: str
    name: str
    specialty: str


def faulty(unit: str) -> Faulty:
    """Spoil the sex in row 3, the nature in row 4, and the specialty of one of the bureau's."""
    book = load_workbook(io.BytesIO(workbook_of(unit)))
    sheet: Any = book["花名册"]
    columns = {cell.value.rstrip("*"): cell.column for cell in sheet[1]}
    by_name = {sheet.cell(row, columns["姓名"]).value: row for row in range(2, sheet.max_row + 1)}
    people = county().people_of[unit]
    wrong = next(
        person.name
        for person in people
        if person.authority is CadreAuthority.PERSONNEL_BUREAU and by_name[person.name] > 4
    )
    sex, nature = sheet.cell(3, columns["性别"]), sheet.cell(4, columns["编制性质"])
    specialty = sheet.cell(by_name[wrong], columns["文凭记载专业"])
    right = Faulty(b"", sex.value, nature.value, wrong, specialty.value)
    sex.value = {"男": "女", "女": "男"}[sex.value]
    nature.value = None
    specialty.value = "哲学"
    out = io.BytesIO()
    book.save(out)
    return Faulty(out.getvalue(), right.sex, right.nature, right.name, right.specialty)
