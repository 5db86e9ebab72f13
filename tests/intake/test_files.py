"""One file, several, a folder of them: xlsx, xls and csv in the encodings of the field."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest

from lungang.intake import load_roster, read_roster, write_roster
from tests.intake.county import ON, PERSON, UNITS, person, small_roster, workbook

DATA = Path(__file__).parent / "data"


def csv_bytes(rows: list[dict[str, Any]], encoding: str, delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_csv_folder_in_each_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    (tmp_path / "花名册.csv").write_bytes(csv_bytes([PERSON], encoding, delimiter))
    (tmp_path / "单位.csv").write_bytes(csv_bytes(UNITS, encoding, delimiter))
    reading = read_roster(tmp_path, ON)
    assert reading.findings == ()
    assert reading.roster is not None
    assert reading.roster.people[0].name == "张三"


def test_csv_are_told_apart_by_their_headers(tmp_path: Path) -> None:
    kin = {"姓名": "张三", "关系": "妻子", "亲属姓名": "李四", "亲属单位": "某县中学"}
    wish = {"姓名": "张三", "意向单位": "审计局"}
    for name, rows in (("a", [PERSON]), ("b", UNITS), ("c", [kin]), ("d", [wish])):
        (tmp_path / f"{name}.csv").write_bytes(csv_bytes(rows, "utf-8"))
    roster, files = load_roster(tmp_path, ON)
    assert (len(roster.kinships), len(roster.wishes), len(files)) == (1, 1, 4)


def test_a_number_in_csv_is_as_ambiguous_as_in_excel(tmp_path: Path) -> None:
    (tmp_path / "花名册.csv").write_bytes(csv_bytes([{**PERSON, "任现职时间": "1996.1"}], "utf-8"))
    (tmp_path / "单位.csv").write_bytes(csv_bytes(UNITS, "utf-8"))
    (finding,) = read_roster(tmp_path, ON).findings
    assert "1月还是10月" in finding.problem


def test_xls(tmp_path: Path) -> None:
    roster, _files = load_roster(DATA / "roster.xls", ON)
    assert [p.name for p in roster.people] == ["张三", "王五"]


def test_files_carry_their_digest(tmp_path: Path) -> None:
    write_roster(small_roster(), tmp_path / "r.xlsx")
    (file,) = read_roster(tmp_path / "r.xlsx", ON).files
    assert file.sha256 == hashlib.sha256((tmp_path / "r.xlsx").read_bytes()).hexdigest()


def test_a_folder_of_units_is_one_roster(tmp_path: Path) -> None:
    workbook(tmp_path / "1财政局.xlsx", [person(1)], None)
    workbook(tmp_path / "2审计局.xlsx", [person(2, 姓名="李四", 单位="审计局")], None, [
        {"姓名": "李四", "关系": "丈夫", "亲属姓名": "张三", "亲属单位": "财政局"}
    ])  # fmt: skip
    workbook(tmp_path / "县单位.xlsx", None, UNITS)
    (tmp_path / "~$1财政局.xlsx").write_bytes(b"lock")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    roster, files = load_roster(tmp_path, ON)
    assert [file.name for file in files] == ["1财政局.xlsx", "2审计局.xlsx", "县单位.xlsx"]
    assert roster.kinships[0].relative_id == roster.people[0].id


def test_duplicates_across_files_name_the_other_file(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [person(1)], UNITS)
    workbook(tmp_path / "b.xlsx", [person(1, 单位="审计局")], UNITS)
    (finding,) = read_roster(tmp_path, ON).findings
    assert finding.file == "b.xlsx"
    assert "a.xlsx" in finding.problem


def test_the_same_file_twice_is_one_finding(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [person(1), person(3)], UNITS)
    (tmp_path / "b.xlsx").write_bytes((tmp_path / "a.xlsx").read_bytes())
    (finding,) = read_roster(tmp_path, ON).findings
    assert (finding.file, finding.row) == ("b.xlsx", 0)


def test_one_refused_file_of_several_is_a_finding_among_the_others(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [person(1, 性别="女")], UNITS)
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "说明.docx").write_bytes(b"x")
    (tmp_path / "通知.docx").write_bytes(b"x")
    reading = read_roster(tmp_path, ON)
    assert reading.roster is None
    assert [(f.file, f.is_error) for f in reading.findings] == [
        ("说明.docx", False),
        ("通知.docx", False),
        ("a.xlsx", True),
        ("b.xlsx", True),
    ]


def test_missing_units_sheet_is_told_once(tmp_path: Path) -> None:
    (finding,) = read_roster(workbook(tmp_path / "r.xlsx", [person(1), person(3)]), ON).findings
    assert "没有“单位”表" in finding.problem
    assert "模板" in finding.remedy


def test_a_unit_told_differently_in_two_files(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [person(1)], UNITS)
    workbook(tmp_path / "b.xlsx", [person(3)], [{**UNITS[0], "行政编制": "9"}])
    (finding,) = read_roster(tmp_path, ON).findings
    assert (finding.file, finding.column, finding.cell) == ("b.xlsx", "单位名称", "A2")


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    path = workbook(tmp_path / "r.xlsx", [person(1)], UNITS)
    read_roster(path, ON, lambda *step: told.append(step))
    assert told[0] == ("读取文件", 0, 1)
    assert told[-1] == ("检查人员", 1, 1)


def test_messages_in_english_do_not_break(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUNGANG_LANG", "en")
    assert read_roster(workbook(tmp_path / "r.xlsx", [person(1, 性别="?")], UNITS), ON).findings
