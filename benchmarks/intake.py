"""Reading and checking a large roster, beside the bare reading of two libraries.

``python -m benchmarks.intake [rows] [runs]`` makes a workbook of valid rows once, in a temporary
folder, and prints the median time of several runs and the peak memory of a fresh process each.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from lungang.domain.clock import YearMonth
from lungang.domain.codes import (
    CadreAuthority,
    Education,
    KindOfWork,
    Level,
    Nature,
    PersonnelStatus,
    Sex,
    UnitKind,
)
from lungang.domain.roster import Person, Post, Roster, Section, Unit

SELF = (sys.executable, "-m", "benchmarks.intake")
ON = date(2004, 12, 16)
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰国建文红"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def citizen_id(year: int, month: int, day: int, serial: int) -> str:
    """An id of an area that does not exist, with a right check digit."""
    digits = f"999999{year}{month:02d}{day:02d}{serial:03d}"
    total = sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


def made_up(number: int, unit: Unit) -> Person:
    """The person of a number; each differs in id, name, dates and work."""
    year, month, day = 1950 + number % 30, number // 30 % 12 + 1, number // 360 % 28 + 1
    serial = number // 10_080 * 2 + 1
    staff = number % 20
    return Person(
        id=citizen_id(year, month, day, serial),
        name=SURNAMES[number % 30] + GIVEN[number // 30 % 30] + GIVEN[number // 900 % 30],
        sex=Sex.MALE,
        birth=YearMonth(year, month),
        post=Post(
            unit=unit.name,
            section=f"第{staff % 5 + 1}科",
            title=f"第{staff % 5 + 1}科科长" if staff < 5 else "科员",
            level=Level.SECTION_CHIEF if staff < 5 else Level.STAFF,
            nature=Nature.ADMINISTRATIVE,
            kind_of_work=list(KindOfWork)[number % 5],
        ),
        post_start=YearMonth(1999, number % 12 + 1),
        unit_start=YearMonth(1998, number % 12 + 1),
        work_start=YearMonth(year + 17, month),
        education=list(Education)[number % 6],
        diploma_specialty="会计",
        practised_specialty="财政",
        nature=Nature.ADMINISTRATIVE,
        status=PersonnelStatus.CIVIL_SERVANT,
        authority=CadreAuthority.PERSONNEL_BUREAU,
        nation="汉族",
        native_place="某省某县",
        party="中共党员",
        remark=f"备注{number}",
    )


def made_up_roster(rows: int) -> Roster:
    """A roster of so many people, twenty to a unit."""
    units = tuple(
        Unit(
            name=f"某县第{number + 1}局",
            kind=UnitKind.GOVERNMENT_DEPARTMENT,
            establishment={Nature.ADMINISTRATIVE: 30},
        )
        for number in range(-(-rows // 20))
    )
    people = tuple(made_up(number, units[number // 20]) for number in range(rows))
    sections = tuple(dict.fromkeys(Section(unit=p.unit, name=p.post.section) for p in people))
    return Roster(reference_date=ON, units=units, people=people, sections=sections)


def with_lungang(path: str) -> None:
    """Read and check."""
    from lungang.intake import load_roster

    load_roster(path, ON)


def with_openpyxl(path: str) -> None:
    """Read the cells only."""
    from openpyxl import load_workbook

    for sheet in load_workbook(path, read_only=True).worksheets:
        for _row in sheet.iter_rows(values_only=True):
            pass


def with_calamine(path: str) -> None:
    """Read the cells only."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


READERS: dict[str, Callable[[str], None]] = {
    "lungang: read and check": with_lungang,
    "openpyxl read-only: cells only": with_openpyxl,
    "calamine: cells only": with_calamine,
}


def make(rows: int, path: str) -> None:
    """Write the workbook."""
    from lungang.intake import write_roster

    write_roster(made_up_roster(rows), path)


def run_one(reader: str, path: str) -> None:
    """Run one reader in this process; print its seconds and peak megabytes, own and children's."""
    start = time.perf_counter()
    READERS[reader](path)
    seconds = time.perf_counter() - start
    peaks = [
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    print(seconds, *peaks)


def main(rows: int = 20_000, runs: int = 5) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "roster.xlsx")
        # In a process of its own: a child starts out with the peak memory of its parent.
        subprocess.run([*SELF, "--make", str(rows), path], check=True)
        print(f"{rows} rows, {Path(path).stat().st_size / 1e6:.1f} MB, {runs} runs")
        print(f"{'':32}{'median s':>10}{'own MB':>10}{'child MB':>10}")
        for reader in READERS:
            figures = [list(map(float, measured(reader, path).split())) for _run in range(runs)]
            seconds, own, child = zip(*figures, strict=True)
            print(
                f"{reader:32}{statistics.median(seconds):10.2f}{max(own):10.0f}{max(child):10.0f}"
            )


def measured(reader: str, path: str) -> str:
    """Run one reader in a fresh process."""
    command = [*SELF, "--one", reader, path]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run_one(*sys.argv[2:4])
    elif sys.argv[1:2] == ["--make"]:
        make(int(sys.argv[2]), sys.argv[3])
    else:
        main(*map(int, sys.argv[1:3]))
