"""``lungang explain``: a mover, somebody who stays, somebody deferred, and why not there."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lungang.domain.roster import Roster
from lungang.intake import write_roster
from tests.cli.conftest import ASKED, Call, Said


@pytest.fixture
def explain(call: Call, roster: Path, planned: Path) -> Call:
    def run(person: str, *words: str) -> Said:
        return call("explain", planned, "--roster", roster, *ASKED[:2], "--person", person, *words)

    return run


def test_somebody_who_moves(explain: Call, plan: dict[str, Any]) -> None:
    move = plan["moves"][0]
    said = explain(move["person_id"])
    assert said.code == 0
    assert f"{move['name']}（{move['from_unit']}）：应交流" in said.out
    assert f"拟交流到：{move['to_unit']}" in said.out
    assert "依据：" in said.out
    assert said.out.count("理由：") >= 3


def test_somebody_by_name_with_blanks(explain: Call, plan: dict[str, Any]) -> None:
    name = plan["moves"][0]["name"]
    assert explain(f" {name[0]} {name[1:]}").code == 0


def test_somebody_who_stays(explain: Call, plan: dict[str, Any]) -> None:
    stay = plan["stays"][0]
    said = explain(stay["person_id"])
    assert said.code == 0
    assert f"未能安排：{stay['reason']}" in said.out


def test_somebody_deferred(explain: Call, plan: dict[str, Any], county: Roster) -> None:
    person = next(row for row in plan["screened"] if row["verdict"] == "deferred")
    said = explain(person["person_id"], "--unit", county.units[0].name)
    assert said.code == 0
    assert "：暂缓" in said.out
    assert "拟交流到" not in said.out
    assert "不在本次应交流之列" in said.out


def answers(explain: Call, plan: dict[str, Any]) -> list[dict[str, Any]]:
    mover = plan["moves"][0]["person_id"]
    found = []
    for unit in sorted({row["unit"] for row in plan["slots"]}):
        data = json.loads(explain(mover, "--unit", unit, "--json").out)
        assert set(data) == {"screened", "explanation", "why_not"}
        found.extend({**row, "unit": unit} for row in data["why_not"])
    return found


def test_why_not_there(explain: Call, plan: dict[str, Any]) -> None:
    found = answers(explain, plan)
    mover = plan["moves"][0]["person_id"]
    barred = next(row for row in found if row["bar"] is not None)
    assert "不合“" in explain(mover, "--unit", barred["unit"]).out
    priced = next(row for row in found if row["price"] is not None)
    said = explain(mover, "--unit", priced["unit"])
    assert f"为什么不去{priced['unit']}" in said.out
    assert "人去向改变" in said.out
    assert said.code == 0


def test_a_unit_by_its_short_name(explain: Call, plan: dict[str, Any], county: Roster) -> None:
    unit = next(row for row in county.units if row.short_name)
    said = explain(plan["moves"][0]["person_id"], "--unit", unit.short_name)
    assert f"为什么不去{unit.name}" in said.out


def test_who_and_where_are_refused_if_unknown(explain: Call, plan: dict[str, Any]) -> None:
    said = explain("查无此人")
    assert said.code == 2
    assert "查无此人" in said.err
    said = explain(plan["moves"][0]["person_id"], "--unit", "县衙")
    assert said.code == 2
    assert "县衙" in said.err


def test_namesakes_are_told_apart_by_their_ids(call: Call, county: Roster, tmp_path: Path) -> None:
    first, second = county.people[:2]
    people = (first, replace(second, name=first.name), *county.people[2:])
    roster = tmp_path / "花名册.xlsx"
    write_roster(replace(county, people=people), roster)
    assert call("plan", roster, *ASKED, "--out", tmp_path / "方案").code == 0
    words = ["explain", tmp_path / "方案", "--roster", roster, *ASKED[:2]]
    said = call(*words, "--person", first.name)
    assert said.code == 2
    assert first.id in said.err
    assert second.id in said.err
    assert call(*words, "--person", second.id.lower()).code == 0


def test_only_what_the_plan_was_made_from_explains_it(
    call: Call, roster: Path, planned: Path, county: Roster
) -> None:
    said = call("explain", planned, "--roster", roster, "--policy", "present-law", "--person", "某")
    assert said.code == 2
    assert "政策包" in said.err
    write_roster(replace(county, wishes=()), roster)
    said = call("explain", planned, "--roster", roster, *ASKED[:2], "--person", "某")
    assert said.code == 2
    assert "不是依据这份花名册" in said.err


def test_a_plan_without_the_person_is_sent_to_verify(
    call: Call, roster: Path, planned: Path, plan: dict[str, Any]
) -> None:
    text = json.dumps({**plan, "screened": []})
    (planned / "plan.json").write_text(text, encoding="utf-8")
    person = plan["moves"][0]["person_id"]
    said = call("explain", planned, "--roster", roster, *ASKED[:2], "--person", person)
    assert said.code == 2
    assert "lungang verify" in said.err
