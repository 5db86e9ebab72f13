"""Every command does what it says, and its JSON has the keys that are documented."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lungang.demo import DEMO_POLICY
from lungang.domain.plan import Mark, MarkKind
from lungang.domain.records import plan_from_json, plan_to_json
from lungang.domain.roster import Roster
from lungang.exchange import repair
from lungang.policy.pack import load_policy
from lungang.verify import verify_plan
from tests.cli.conftest import ASKED, SEED, Call

PLAN_FILES = ["papers", "plan.json", "report.html", "summary.txt", "tables.xlsx"]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_template(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "模板.xlsx"
    said = call("template", file)
    assert (said.code, said.out) == (0, "")
    assert str(file) in said.err
    assert "花名册" in load_workbook(file).sheetnames


def test_check_of_a_good_roster(call: Call, roster: Path) -> None:
    said = call("check", roster)
    assert said.code == 0
    assert "错误  " not in said.out


def spoil(roster: Path) -> None:
    book = load_workbook(roster)
    sheet = book["花名册"]
    column = next(
        cell.column for row in sheet.iter_rows() for cell in row if "身份证" in str(cell.value)
    )
    sheet.cell(sheet.max_row, column).value = "110101199913011234"
    book.save(roster)


def test_check_of_a_bad_roster_exits_2_and_yet_writes_the_marked_copy(
    call: Call, roster: Path
) -> None:
    spoil(roster)
    said = call("check", roster, "-o", "标注.xlsx")
    assert said.code == 2
    assert "花名册.xlsx·花名册·" in said.out
    assert "错误" in said.out
    assert load_workbook("标注.xlsx").sheetnames[0] == "检查结果"
    assert call("check", roster, "-o", "标注.xlsx").code == 2
    assert call("check", roster, "-o", "标注.xlsx", "--replace").code == 2


def test_check_of_a_folder_marks_each_file(call: Call, roster: Path) -> None:
    Path("来件").mkdir()
    shutil.move(roster, "来件/一.xlsx")
    assert call("check", "来件", "-o", "标注").code == 0
    assert names_in(Path("标注")) == ["一_检查结果.xlsx"]
    assert call("check", "来件", "-o", "标注").code == 2
    assert call("check", "来件", "-o", "标注", "--replace").code == 0
    assert "像是文件" in call("check", "来件", "-o", "标注.xlsx").err


def test_check_as_json(call: Call, roster: Path) -> None:
    spoil(roster)
    said = call("check", roster, "--json")
    assert said.code == 2
    data = json.loads(said.out)
    assert data["errors"] >= 1
    assert set(data["findings"][0]) == {
        "file", "sheet", "row", "column", "cell", "value", "problem", "remedy", "severity",
    }  # fmt: skip


def test_screen(call: Call, roster: Path) -> None:
    said = call("screen", roster, *ASKED, "-o", "筛查.xlsx")
    assert said.code == 0
    assert "应交流" in said.out
    assert load_workbook("筛查.xlsx").sheetnames


def test_screen_at_the_latest_day_and_before_the_policy(call: Call, roster: Path) -> None:
    said = call("screen", roster, "--policy", DEMO_POLICY, "--on", "2199-12-31")
    assert said.code == 0
    said = call("screen", roster, "--policy", DEMO_POLICY, "--on", "2004-10-08")
    assert said.code == 2
    assert "请换一个政策包或改基准日" in said.err


def test_screen_as_json(call: Call, roster: Path) -> None:
    data = json.loads(call("screen", roster, *ASKED, "--json").out)
    assert set(data) == {"policy", "policy_digest", "roster_digest", "reference_date", "people"}
    assert {"verdict", "ground", "met", "person_id"} <= set(data["people"][0])


def test_plan_writes_everything_and_shows_the_seed_first(call: Call, roster: Path) -> None:
    said = call("plan", roster, *ASKED, "--seed", SEED, "--out", "新/方案")
    assert said.code == 0
    assert names_in(Path("新/方案")) == PLAN_FILES
    plan = json.loads(Path("新/方案/plan.json").read_text(encoding="utf-8"))
    assert plan["seed"]["text"] == SEED
    assert f"种子已绑定：{plan['seed']['bound']}" in said.err
    assert "已证明最优" in said.out
    assert names_in(Path("新")) == ["方案"]


def test_plan_without_a_seed_says_so(call: Call, roster: Path) -> None:
    said = call("plan", roster, *ASKED, "--out", "方案", "--json")
    assert said.code == 0
    assert "没有给 --seed" in said.err
    assert json.loads(said.out) == json.loads(Path("方案/plan.json").read_text(encoding="utf-8"))


def test_the_plan_file_reads_back_as_it_was(made: Path) -> None:
    text = (made / "plan.json").read_text(encoding="utf-8")
    assert plan_to_json(plan_from_json(text)) == text


@pytest.mark.parametrize("where", ["方案", "方案/plan.json"])
def test_verify_accepts_the_honest(call: Call, roster: Path, planned: Path, where: str) -> None:
    words = ["verify", where, "--roster", roster, *ASKED[:2]]
    said = call(*words, "--seed", SEED)
    assert (said.code, said.err) == (0, "")
    assert "方案属实" in said.out
    data = json.loads(call(*words, "--json").out)
    assert set(data) == {"ok", "refutations", "checks", "skipped", "unchecked"}
    assert data["ok"] is True
    assert data["refutations"] == []
    assert set(data["checks"][0]) == {"name", "title", "figures"}


def tampered(plan: dict[str, Any], folder: Path) -> None:
    moves = [dict(row) for row in plan["moves"]]
    moves[0]["slot"], moves[1]["slot"] = moves[1]["slot"], moves[0]["slot"]
    text = json.dumps({**plan, "moves": moves}, ensure_ascii=False)
    (folder / "plan.json").write_text(text, encoding="utf-8")


def test_verify_refuses_the_tampered_with_the_reason(
    call: Call, roster: Path, planned: Path, plan: dict[str, Any]
) -> None:
    tampered(plan, planned)
    words = ["verify", planned, "--roster", roster, *ASKED[:2]]
    said = call(*words)
    assert said.code == 3
    assert plan["moves"][0]["name"] in said.out
    assert "处不实" in said.out
    said = call(*words, "--json")
    assert said.code == 3
    data = json.loads(said.out)
    assert data["ok"] is False
    assert set(data["refutations"][0]) == {"check", "message"}


def test_verify_refuses_another_seed(call: Call, roster: Path, planned: Path) -> None:
    said = call("verify", planned, "--roster", roster, *ASKED[:2], "--seed", "别的文字")
    assert said.code == 3
    assert "别的文字" in said.out
    assert "✗ 种子绑定" in said.out
    assert "✓ 人员筛查" in said.out


def test_verify_takes_the_deep_way(
    call: Call, roster: Path, planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def shallow(*words: Any, deep: bool, **named: Any) -> Any:
        asked.append(deep)
        return verify_plan(*words, **named)

    monkeypatch.setattr("lungang.cli.verify.verify_plan", shallow)
    assert call("verify", planned, "--roster", roster, *ASKED[:2], "--deep").code == 0
    assert asked == [True]


def test_demo(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _again in range(2):  # the second replaces the first
        said = call("demo", "--no-serve")
        assert said.code == 0
        assert "核验通过" in said.err
        assert "27 人" in said.out
    folder = Path("demo-county-2004")
    assert names_in(folder) == sorted([*PLAN_FILES, "county-2004.toml", "花名册.xlsx"])
    assert names_in(tmp_path) == [folder.name]
    (folder / "我的.txt").write_text("mine", encoding="utf-8")
    assert call("demo").code == 2
    assert (folder / "我的.txt").exists()


def test_verify_holds_a_repair_against_the_released_plan(
    call: Call, roster: Path, planned: Path, county: Roster
) -> None:
    pack, file = load_policy(DEMO_POLICY), planned / "plan.json"
    released = plan_from_json(file.read_bytes())
    ill = (Mark(MarkKind.STAY, released.moves[0].person_id),)
    mended = repair(released, county, pack, marks=ill).plan()
    Path("修补.json").write_text(plan_to_json(mended), encoding="utf-8")
    words = ["verify", "修补.json", "--roster", roster, *ASKED[:2]]
    said = call(*words, "--released", planned)
    assert said.code == 0
    assert "会议标记（1 个标记）" in said.out
    other = plan_to_json(replace(released, title="另一个"))
    Path("另一个.json").write_text(other, encoding="utf-8")
    said = call(*words, "--released", "另一个.json")
    assert said.code == 3
    assert "公布后的修补" in said.out
