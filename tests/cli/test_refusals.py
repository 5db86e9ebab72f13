"""What cannot be taken is refused with exit code 2, in Chinese, and nothing is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lungang.policy.pack import pack_bytes
from tests.cli.conftest import ASKED, Call


def everything() -> set[str]:
    return {str(path) for path in Path().rglob("*")}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("pln", "是不是 plan？"),
        ("没有这个", "没有“没有这个”这个命令"),
        ("--wrong", "没有 --wrong 这个选项"),
        ("plan 花名册.xlsx --polcy x", "是不是 --policy、"),
        ("plan 花名册.xlsx", "缺少 --policy PACK"),
        ("plan --policy county-2004 --on 2004-12-16 --out x", "缺少 ROSTER"),
        ("plan 花名册.xlsx --policy", "--policy 后面要有一个值"),
        ("demo --no-serve=1", "--no-serve 后面不带值"),
        ("demo 多余 的", "多出来的参数：多余 的"),
        ("demo --county -3", "“-3”不是数"),
        ("demo --county x", "“x”不是数"),
        ("screen 花名册.xlsx --policy county-2004 --on 2004-02-30", "“2004-02-30”不是日期"),
        ("screen 花名册.xlsx --policy county-2004 --on 9999-12-31", "“9999-12-31”不是日期"),
        ("screen 花名册.xlsx --policy county-2004 --on 明天", "“明天”不是日期"),
        ("screen 无.xlsx --policy county-2004 --on 2004-12-16", "找不到文件“无.xlsx”"),
        ("screen 空 --policy county-2004 --on 2004-12-16", "文件夹“空”里没有"),
        ("screen 花名册.xlsx --policy 无 --on 2004-12-16", "随附的有：county-2004"),
        ("screen 花名册.xlsx --policy 空 --on 2004-12-16", "找不到政策包“空”"),
        ("screen 花名册.xlsx --policy 花名册.xlsx --on 2004-12-16", "不是 UTF-8 文本"),
        ("screen 花名册.xlsx --policy county-2004 --on 1990-01-01", "花名册有"),
        ("template 模板.doc", "模板.xlsx"),
        ("template 空", "写出的是 xlsx"),
        ("template 文.txt/模板.xlsx", "是文件"),
        ("check 花名册.xlsx -o 花名册.xlsx", "不能盖掉"),
        ("check 花名册.xlsx -o 空", "写出的是 xlsx"),
        ("verify 无 --roster 花名册.xlsx --policy county-2004", "找不到方案文件“无”"),
        ("verify 空 --roster 花名册.xlsx --policy county-2004", "plan.json"),
    ],
)
def test_refused(call: Call, roster: Path, words: str, said: str) -> None:
    Path("空").mkdir()
    Path("文.txt").write_text("文", encoding="utf-8")
    before = everything()
    result = call(*words.split())
    assert result.code == 2
    assert result.out == ""
    assert said in result.err
    assert everything() == before


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("文.txt", "已经有了"),
        ("文.txt/方案", "是文件"),
        ("满", "已经有了"),
        (".", "起个名字"),
        ("..", "起个名字"),
        ("/", "起个名字"),
        ("断链", "已经有了"),
        ("/proc/方案", "不让写"),
    ],
)
def test_places_where_no_plan_is_written(call: Call, roster: Path, target: str, said: str) -> None:
    Path("满").mkdir()
    Path("满/我的.doc").write_text("mine", encoding="utf-8")
    Path("文.txt").write_text("文", encoding="utf-8")
    Path("断链").symlink_to("无处")
    before = everything()
    for more in ((), ("--replace",)):
        result = call("plan", roster, *ASKED, "--out", target, *more)
        assert result.code == 2
        assert said in result.err or (more and "不能换掉" in result.err)
        assert everything() == before


def test_a_wrong_pack_is_shown_by_file_and_line(call: Call, roster: Path) -> None:
    _name, content = pack_bytes("county-2004")
    lines = content.decode().splitlines()
    number = next(n for n, line in enumerate(lines, 1) if line.startswith("verified"))
    lines[number - 1] = "verified = 3"
    Path("坏.toml").write_text("\n".join(lines), encoding="utf-8")
    said = call("plan", roster, "--policy", "坏.toml", *ASKED[2:], "--out", "方案")
    assert said.code == 2
    assert f"坏.toml 第 {number} 行" in said.err
    assert not Path("方案").exists()


def test_the_roster_is_never_written_over(call: Call, roster: Path, planned: Path) -> None:
    inside = planned / "花名册.xlsx"
    inside.write_bytes(roster.read_bytes())
    for target in (planned, inside):
        result = call("plan", inside, *ASKED, "--out", target, "--replace")
        assert result.code == 2
    said = call("screen", inside, *ASKED, "-o", inside, "--replace")
    assert said.code == 2
    assert inside.read_bytes() == roster.read_bytes()
    link = Path("链.xlsx")
    link.symlink_to(inside)
    assert call("screen", inside, *ASKED, "-o", link, "--replace").code == 2


def changed(plan: dict[str, Any], **fields: Any) -> str:
    return json.dumps({**plan, **fields})


@pytest.mark.parametrize("command", ["verify", "explain"])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda plan: "", "第 1 行第 1 列"),
        (lambda plan: "[" * 100_000, "不是合格的 JSON"),
        (lambda plan: '{"schema": ' + "1" * 10_000 + "}", "不是合格的 JSON"),
        (lambda plan: "[]", "没有 schema"),
        (lambda plan: changed(plan, title=float("nan")), "“NaN”不是数"),
        (lambda plan: changed(plan, title=float("-inf")), "“-Infinity”不是数"),
        (lambda plan: '{"title": 1, ' + changed(plan)[1:], "“title”出现了两次"),
        (lambda plan: changed(plan, schema="lungang-plan/99"), "lungang-plan/99"),
        (lambda plan: changed(plan, schema=["x"]), "版本"),
        (lambda plan: changed(plan, more=1), "多出一项“more”"),
        (lambda plan: changed(plan, title="\ud800"), "$.title"),
        (lambda plan: changed(plan, title=1), "$.title"),
        (lambda plan: changed(plan, moves={}), "$.moves"),
        (lambda plan: changed(plan, reference_date="2004-02-30"), "不是日期"),
        (lambda plan: changed(plan, reference_date="9999-12-31"), "不是日期"),
    ],
)
def test_files_that_are_no_plan(
    call: Call, roster: Path, plan: dict[str, Any], make: Any, said: str, command: str
) -> None:
    Path("plan.json").write_text(make(plan), encoding="utf-8")
    person = ["--person", "某"] if command == "explain" else []
    result = call(command, "plan.json", "--roster", roster, *ASKED[:2], *person)
    assert result.code == 2
    assert said in result.err


def test_a_workbook_is_no_plan(call: Call, roster: Path) -> None:
    result = call("verify", roster, "--roster", roster, *ASKED[:2])
    assert result.code == 2
    assert "不是 UTF-8 文本" in result.err


def test_a_huge_file_is_not_even_read(
    call: Call, roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lungang.cli.reading._LARGEST_PLAN", 10)
    Path("plan.json").write_text(" " * 11, encoding="utf-8")
    result = call("verify", "plan.json", "--roster", roster, *ASKED[:2])
    assert result.code == 2
    assert "太大" in result.err


def test_a_seed_that_is_no_text(call: Call, roster: Path) -> None:
    result = call("plan", roster, *ASKED, "--seed", "\udcff", "--out", "方案")
    assert result.code == 2
    assert "不是 UTF-8 文字" in result.err


def test_many_errors_of_a_roster_are_cut_short(call: Call, roster: Path) -> None:
    result = call("plan", roster, "--policy", "county-2004", "--on", "1960-01-01", "--out", "x")
    assert result.code == 2
    assert "……还有" in result.err
    assert "lungang check" in result.err
    assert result.err.count("\n") < 30
