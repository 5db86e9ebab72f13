"""The summary on a terminal and as text."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from lungang.statistics import outcomes, print_summary, summary_text
from lungang.statistics.wording import width
from tests.statistics import factory
from tests.statistics.county import county


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    monkeypatch.setenv("LUNGANG_LANG", "zh")


def shown(results, columns):
    console = Console(file=StringIO(), width=columns, color_system=None, legacy_windows=False)
    print_summary(results, console)
    return console.file.getvalue()


@pytest.mark.parametrize("columns", [80, 100, 120])
def test_the_terminal_tells_everything_within_its_width(columns):
    plan = county()[0]
    text = shown(outcomes(*county()), columns)
    assert max(cell_len(line) for line in text.splitlines()) <= columns
    assert all(row.name in text for row in (*plan.moves, *plan.stays, *plan.open_duties))
    for words in ("27 人跨部门交流", "每个单位出进相等", "科长（主任）", "未核对", "可再征求"):
        assert words in text


def test_a_chinese_console_of_old_can_show_it():
    shown(outcomes(*county()), 100).encode("gbk")


def test_names_do_not_steer_the_terminal():
    results = outcomes(*factory.hostile())
    for text in (shown(results, 100), summary_text(results)):
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[bold]丙[/]" in text


def test_a_long_list_is_cut_on_the_terminal_but_not_in_the_text():
    results = outcomes(*factory.large())
    assert "另有 240 人" in shown(results, 120)
    assert summary_text(results).count("到 ") >= 300


def test_the_text_is_always_the_same(monkeypatch):
    first = summary_text(outcomes(*county()))
    monkeypatch.setenv("LUNGANG_LANG", "en")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert summary_text(outcomes(*county())) == first
    assert first.endswith("\n")
    assert not any(line != line.rstrip() for line in first.splitlines())


def test_the_text_lines_up():
    lines = summary_text(outcomes(*county())).splitlines()
    heads = [line for line in lines if line.startswith("  ") and "  接 " in line]
    assert len(heads) == 27
    assert len({width(line[: line.index("  接 ")]) for line in heads}) == 1


def test_nobody_moved_is_said():
    roster = factory.roster([factory.unit("甲局")], [factory.person(1, "甲局")])
    results = outcomes(factory.plan(roster, {}), roster, factory.policy())
    assert "对0个单位的0人" in summary_text(results)
    assert "0 人跨部门交流" in shown(results, 80)
