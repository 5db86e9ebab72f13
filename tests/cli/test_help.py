"""Help in two languages, with an example each; and the reference page names everything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import lungang
from lungang.cli.app import app
from lungang.cli.commands import COMMANDS, TAKE_NO_ARGUMENTS
from lungang.cli.layout import width_of, wrap
from tests.cli.conftest import Call

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"
CHROME = ("Usage", "Options", "Arguments", "Commands", "required", "default", "Show this")


def parameters() -> list[Any]:
    group: Any = get_command(app)
    return [
        pytest.param(name, param, id=f"{name} {param.opts[0]}")
        for name in COMMANDS
        for param in group.get_command(None, name).params
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(call: Call, name: str) -> None:
    said = call(name, "--help")
    assert said.code == 0
    assert said.out.startswith(f"用法：lungang {name} ")
    assert f"例：lungang {name} " in said.out
    assert not [word for word in CHROME if word in said.out]
    assert call(name, "-h") == said


def test_the_whole(call: Call) -> None:
    said = call("--help")
    assert said.code == 0
    assert all(f"  {name} " in said.out for name in COMMANDS)
    assert "退出码" in said.out
    bare = call()
    assert (bare.code, bare.out, bare.err) == (2, "", said.out)
    assert call("--version").out == f"lungang {lungang.__version__}\n"


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - set(TAKE_NO_ARGUMENTS)))
def test_a_command_without_arguments_shows_its_help(call: Call, name: str) -> None:
    said = call(name)
    assert said.code == 2
    assert f"例：lungang {name}" in said.err


@pytest.mark.parametrize("variable", ["LUNGANG_LANG", "LANG"])
def test_english_where_it_is_asked_for(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "en_US.UTF-8")
    program = [sys.executable, "-c", "from lungang.cli import main; main()"]

    def run(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [*program, *words], capture_output=True, encoding="utf-8", cwd=tmp_path
        )
        return done.returncode, done.stdout + done.stderr

    code, said = run("plan", "--help")
    assert code == 0
    assert said.startswith("Usage: lungang plan [OPTIONS] ROSTER")
    assert "[required]" in said
    code, said = run("check", "nothing.xlsx")
    assert code == 2
    assert said == "The file “nothing.xlsx” is not there. Check the path.\n"
    code, said = run("plan", "--on", "x", "y")
    assert code == 2
    assert "“x” is not a date" in said


@pytest.mark.parametrize("columns", [40, 60, 100])
def test_lines_fit_the_terminal(call: Call, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for name in COMMANDS:
        lines = call(name, "--help").out.splitlines()
        usual = [line for line in lines if "例：" not in line]  # an example is copied whole
        assert max(map(width_of, usual)) <= max(columns, 41)


def test_wrapping_keeps_words_whole_and_points_with_what_they_close() -> None:
    assert wrap("政策包：county-2004、present-law，或者文件", 20) == [
        "政策包：",
        "county-2004、",
        "present-law，或者文",
        "件",
    ]
    assert wrap("一二三四五。", 10) == ["一二三四", "五。"]
    assert wrap("", 10) == [""]


@pytest.mark.parametrize(("name", "param"), parameters())
def test_the_reference_names_every_argument_and_option(name: str, param: Any) -> None:
    page = PAGE.read_text(encoding="utf-8")
    (section,) = (part for part in page.split("\n## ")[1:] if part.startswith(f"lungang {name}"))
    words = [param.metavar] if param.param_type_name == "argument" else param.opts
    for word in words:
        assert f"`{word}" in section
    assert f"lungang {name} " in section


def test_the_reference_names_exit_codes_and_variables() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for word in ("| 0 |", "| 1 |", "| 2 |", "| 3 |", "| 70 |", "| 130 |", "LUNGANG_LANG",
                 "LUNGANG_DEBUG"):  # fmt: skip
        assert word in page
