"""Files that are not opened: each is refused in plain words, within seconds and megabytes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lungang.errors import WorkbookRefused
from lungang.intake import read_roster, write_roster
from tests.intake.county import ON, PERSON, UNITS, small_roster, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def refused(path: Path, data: bytes | None = None) -> str:
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(WorkbookRefused) as caught:
        read_roster(path, ON)
    message = str(caught.value)
    assert path.name in message
    assert "Traceback" not in message
    assert message.endswith("。")
    return message


def repacked(path: Path, **changes: bytes) -> bytes:
    """A workbook with parts replaced or added: ``__`` in a name is ``/``, ``_`` a dot."""
    workbook(path, [PERSON], UNITS)
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts |= {name.replace("__", "/").replace("_", "."): data for name, data in changes.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.xlsx", b"", "空的"),
        ("a.csv", b"", "空的"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 100, "损坏"),
        ("a.xlsx", b"PK", "不完整"),
        ("a.xlsx", b"name,age\n", "扩展名"),
        ("a.xls", b"<html><table></table></html>", "扩展名"),
        ("a.csv", b"<html><table></table></html>", "网页"),
        ("a.csv", OLE + "Workbook".encode("utf-16-le"), "扩展名"),
        ("a.csv", bytes(range(64)), "文本"),
        ("a.csv", b"\xff" * 50, "文本"),
        ("a.xls", OLE, "不是工作簿"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "损坏"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le") + "_VBA_PROJECT".encode("utf-16-le"), "宏"),
        ("a.pdf", b"%PDF-1.4", "另存为 xlsx"),
        ("a.et", OLE, "另存为 xlsx"),
    ],
)
def test_what_is_no_roster(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    assert word in refused(tmp_path / name, data)


def test_missing_file_and_empty_folder(tmp_path: Path) -> None:
    assert "找不到" in refused(tmp_path / "none.xlsx")
    (tmp_path / "空").mkdir()
    assert "没有" in refused(tmp_path / "空")


def test_xlsx_named_xls_and_the_reverse(tmp_path: Path) -> None:
    good = workbook(tmp_path / "g.xlsx", [PERSON], UNITS).read_bytes()
    assert "xlsx 工作簿" in refused(tmp_path / "a.xls", good)
    assert "xlsx 工作簿" in refused(tmp_path / "a.csv", good)
    old = (Path(__file__).parent / "data" / "roster.xls").read_bytes()
    assert "旧版" in refused(tmp_path / "b.xlsx", old)


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm"])
def test_macros(tmp_path: Path, suffix: str) -> None:
    data = repacked(tmp_path / "g.xlsx", xl__vbaProject_bin=b"x")
    assert "宏" in refused(tmp_path / f"m{suffix}", data)


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("a.txt", "x")
    assert "不是工作簿" in refused(tmp_path / "a.xlsx", out.getvalue())


@pytest.mark.parametrize("part", ["xl__sharedStrings_xml", "xl__workbook_xml", "docProps__app_xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities(tmp_path: Path, part: str, encoding: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{" " * 5000}<!DOCTYPE x [<!ENTITY l0 "ha">'
        f'{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&l9;&f;</x>'
    )
    data = repacked(tmp_path / "g.xlsx", **{part: text.encode(encoding)})
    assert "实体" in refused(tmp_path / "a.xlsx", data)


def test_zip_bombs(tmp_path: Path) -> None:
    bomb = repacked(tmp_path / "g.xlsx", xl__worksheets__sheet1_xml=b" " * 60_000_000)
    assert len(bomb) < 200_000
    assert "压缩炸弹" in refused(tmp_path / "a.xlsx", bomb)
    many = {f"xl__x{n}_xml": b"" for n in range(4000)}
    assert "压缩炸弹" in refused(tmp_path / "b.xlsx", repacked(tmp_path / "g.xlsx", **many))


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.99])
def test_truncated(tmp_path: Path, cut: float) -> None:
    data = repacked(tmp_path / "g.xlsx")
    assert "损坏" in refused(tmp_path / "a.xlsx", data[: int(len(data) * cut)])


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData>{more}</worksheet>"
)


def test_one_cell_far_away_is_no_way_to_take_all_memory(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'
        for row, cell in ((1, "A1"), (1048576, "XFD1048576"))
    )
    data = repacked(
        tmp_path / "g.xlsx",
        xl__worksheets__sheet1_xml=SHEET.format(rows=rows, more="").encode(),
    )
    assert "右侧多余" in refused(tmp_path / "a.xlsx", data)


def test_a_merge_over_everything_is_refused(tmp_path: Path) -> None:
    more = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    data = repacked(
        tmp_path / "g.xlsx",
        xl__worksheets__sheet1_xml=SHEET.format(rows=rows, more=more).encode(),
    )
    assert "上限" in refused(tmp_path / "a.xlsx", data)


def test_a_cell_longer_than_excel_allows(tmp_path: Path) -> None:
    assert "过长" in refused(tmp_path / "a.csv", ("姓名\n" + "长" * 40_000).encode())


def write_rows(path: Path, sheets: int, rows: int) -> None:
    """A workbook of many small rows, packed hard but no bomb by its ratio."""
    write_roster(small_roster(), path)
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            if name in [f"xl/worksheets/sheet{n}.xml" for n in range(1, sheets + 1)]:
                with target.open(name, "w") as part:
                    head, tail = SHEET.format(rows="|", more="").split("|")
                    part.write(head.encode())
                    for number in range(1, rows + 1):
                        cells = f'<c r="A{number}"><v>{number * 7919}</v></c>'
                        part.write(f'<row r="{number}">{cells}</row>'.encode())
                    part.write(tail.encode())
            else:
                target.writestr(name, data)


MEASURE = """
import resource, sys, time
from datetime import date
from lungang.errors import WorkbookRefused
from lungang.intake import read_roster
start = time.monotonic()
try:
    read_roster(sys.argv[1], date(2004, 12, 16))
except WorkbookRefused as refused:
    seconds = time.monotonic() - start
    own, child = [resource.getrusage(w).ru_maxrss // 1024 for w in (0, -1)]
    try:  # ru_maxrss counts the tests' own process, too, from which this one was forked
        with open("/proc/self/status") as status:
            own = next(int(line.split()[1]) // 1024 for line in status if "VmHWM" in line)
    except OSError:
        pass
    print(round(seconds, 2), own, child, refused)
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_two_million_rows_are_refused_in_time_and_memory(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        write_rows(path, 2, 1_000_000)
    else:
        path.write_text("单位,姓名\n" + "某县财政局,张三\n" * 2_000_000, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    seconds, own, child, message = result.stdout.split(maxsplit=3)
    assert float(seconds) < 10
    assert int(own) + int(child) < 512
    assert "上限" in message or "太大" in message


def test_the_child_is_bound_even_where_it_cannot_be_limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without rlimits (Windows) the clock alone stops it."""
    slow = tmp_path / "child.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr("lungang.intake.sheets.CHILD", slow)
    monkeypatch.setattr("lungang.intake.sheets.WALL_SECONDS", 0.5)
    assert "太大" in refused(workbook(tmp_path / "a.xlsx", [PERSON], UNITS))


@pytest.mark.parametrize(
    "answer", ["'\\x00'", "'[' * 100000", "'{\"sheet\": 1}'", "'[[1]]'", "'x' * 10**7"]
)
def test_a_child_that_answers_nonsense_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    odd = tmp_path / "child.py"
    odd.write_text(f"print({answer})\n")
    monkeypatch.setattr("lungang.intake.sheets.CHILD", odd)
    refused(workbook(tmp_path / "a.xlsx", [PERSON], UNITS))
