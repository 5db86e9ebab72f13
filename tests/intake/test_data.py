"""The data of intake agrees with itself, with the codes of the domain and with the template."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from lungang.intake import read_roster, write_template
from lungang.intake.tables import CODES, columns_data, fold, specs, word_table, words_data
from lungang.intake.values import read_id
from tests.intake.county import ON, UNITS, workbook


@pytest.mark.parametrize("name", CODES)
def test_every_word_means_one_code_and_every_code_has_words(name: str) -> None:
    table = word_table(name)
    assert set(table.values()) == set(CODES[name])
    seen: dict[str, str] = {}
    for code, words in words_data()[name].items():
        for word in words:
            assert seen.setdefault(fold(word), code) == code, word


def test_relations_belong_to_one_class() -> None:
    words = [fold(w) for group in words_data()["relation"].values() for w in group]
    assert len(words) == len(set(words))
    assert {"夫妻", "配偶", "丈夫", "妻子", "岳父", "侄女", "连襟", "亲家", "外甥"} <= set(words)


@pytest.mark.parametrize("kind", specs())
def test_no_header_means_two_columns(kind: str) -> None:
    seen: dict[str, str] = {}
    for column in columns_data()[kind]["columns"]:
        for title in (column["name"], *column.get("aliases", ())):
            assert seen.setdefault(fold(title), column["field"]) == column["field"], title


def test_the_template_has_the_agreed_columns(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["填表说明", "花名册", "单位", "亲属关系", "志愿"]
    header = [str(cell.value) for cell in book["花名册"][1]]
    assert [title for title in header if title.endswith("*")] == [
        "单位*", "姓名*", "身份证号*", "性别*", "出生年月*", "进本单位时间*", "学历*",
        "文凭记载专业*", "从事专业*", "现任职务*", "职务层次*", "任现职时间*",
        "岗位类型*", "编制性质*", "人员身份*", "干部管理权限*",
    ]  # fmt: skip
    sheet = book["花名册"]
    assert sheet.freeze_panes == "E2"
    assert len(sheet.data_validations.dataValidation) >= 8
    assert sheet["E1"].comment is not None
    assert str(sheet["D2"].value).startswith("示例")


def test_the_examples_are_right_and_are_not_read(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    (finding,) = read_roster(tmp_path / "t.xlsx", ON).findings
    assert "没有一个人" in finding.problem
    example = {column.field: column.example for column in specs()["roster"].columns}
    row = {c.name: example[c.field] for c in specs()["roster"].columns if c.field != "seq"}
    assert read_id(example["id"])[1] is None
    path = workbook(tmp_path / "r.xlsx", [{**row, "姓名": "张三"}], UNITS)
    assert read_roster(path, ON).findings == ()
