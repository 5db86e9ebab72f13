"""Results are whole or absent, the same every time, and nobody's papers are lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lungang.cli.folder import PLAN_FILES, holds_a_plan, whole_file, whole_folder
from lungang.errors import InputError
from tests.cli.conftest import ASKED, SEED, Call

PROGRAM = [sys.executable, "-c", "from lungang.cli import main; main()"]


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_same_plan_byte_for_byte(roster: Path, made: Path, hash_seed: str) -> None:
    subprocess.run(
        [*PROGRAM, "plan", roster, *ASKED, "--seed", SEED, "--out", "又"],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "LUNGANG_LANG": "en"},
    )
    for name in ("plan.json", "summary.txt", "report.html", "tables.xlsx"):
        assert Path("又", name).read_bytes() == (made / name).read_bytes(), name


def test_replace_takes_only_what_we_wrote(call: Call, roster: Path, planned: Path) -> None:
    before = (planned / "plan.json").read_bytes()
    words = ["plan", roster, *ASKED, "--seed", "另一文字", "--out", planned]
    assert call(*words).code == 2
    assert (planned / "plan.json").read_bytes() == before
    Path("链").symlink_to(planned)
    assert call(*words[:-1], "链", "--replace").code == 2
    assert call(*words, "--replace").code == 0
    assert (planned / "plan.json").read_bytes() != before
    assert {path.name for path in Path().iterdir()} == {"花名册.xlsx", "方案", "链"}


def test_an_empty_folder_may_be_filled(call: Call, roster: Path) -> None:
    Path("方案").mkdir()
    assert call("plan", roster, *ASKED, "--out", "方案").code == 0


def test_a_plan_of_any_version_is_ours_and_other_folders_are_not(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text("x" * 500 + '"schema": "lungang-plan/7"\n}', encoding="utf-8")
    assert holds_a_plan(tmp_path)
    (tmp_path / "more.txt").touch()
    assert not holds_a_plan(tmp_path)
    assert holds_a_plan(tmp_path, frozenset({"more.txt"}))
    file.write_text("{}", encoding="utf-8")
    assert not holds_a_plan(tmp_path, frozenset({"more.txt"}))


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, MemoryError])
def test_what_fails_half_way_leaves_nothing(tmp_path: Path, error: Any) -> None:
    def half_a_folder() -> None:
        with whole_folder(tmp_path / "a" / "b") as draft:
            (draft / "half").touch()
            raise error

    def half_a_file() -> None:
        with whole_file(tmp_path / "file.xlsx") as draft:
            draft.write_text("half")
            raise error

    for work in (half_a_folder, half_a_file):
        with pytest.raises(error):
            work()
    assert list(tmp_path.iterdir()) == []


def test_what_fails_half_way_leaves_the_old(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "plan.json").write_text('"schema": "lungang-plan/2"')
    with pytest.raises(OSError, match="full"), whole_folder(folder, replace=True):
        raise OSError("full")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
    assert (folder / "plan.json").exists()


def test_of_two_runs_into_one_folder_the_second_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "both"

    def both() -> None:
        with whole_folder(folder) as second:
            (second / "mine").touch()
            with whole_folder(folder) as first:
                (first / "first").touch()

    with pytest.raises(InputError, match="已经有了"):
        both()
    assert [path.name for path in folder.iterdir()] == ["first"]
    assert [path.name for path in tmp_path.iterdir()] == ["both"]


def test_replacing_is_refused_if_papers_came_meanwhile(tmp_path: Path) -> None:
    folder = tmp_path / "both"

    def late() -> None:
        with whole_folder(folder, replace=True) as draft:
            (draft / "mine").touch()
            folder.mkdir()
            (folder / "papers.doc").touch()

    with pytest.raises(InputError, match="不能换掉"):
        late()
    assert [path.name for path in folder.iterdir()] == ["papers.doc"]


@pytest.mark.parametrize("stage", ["read_roster", "write_report", "print_summary"])
def test_interrupted_at_any_stage(
    call: Call, roster: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def stop(*_words: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    where = "lungang.intake.reader" if stage == "read_roster" else "lungang.cli.plan"
    monkeypatch.setattr(f"{where}.{stage}", stop)
    said = call("plan", roster, *ASKED, "--out", "新/方案")
    assert said.code == 130
    assert "已中止" in said.err
    assert not Path("新").exists() or set(PLAN_FILES) == {
        path.name for path in Path("新/方案").iterdir()
    }


def test_a_fault_is_told_in_words(
    call: Call, roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_words: Any, **_named: Any) -> None:
        raise ZeroDivisionError("零")

    monkeypatch.setattr("lungang.cli.plan.write_report", fail)
    said = call("plan", roster, *ASKED, "--out", "方案")
    assert said.code == 70
    assert "ZeroDivisionError" in said.err
    assert "LUNGANG_DEBUG" in said.err
    assert not Path("方案").exists()
    monkeypatch.setenv("LUNGANG_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        call("plan", roster, *ASKED, "--out", "方案")


def test_a_full_disk_is_told_in_words(
    call: Call, roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_words: Any, **_named: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lungang.cli.plan.write_workbook", fail)
    said = call("plan", roster, *ASKED, "--out", "方案")
    assert said.code == 1
    assert "磁盘满了" in said.err
    assert [path.name for path in Path().iterdir()] == ["花名册.xlsx"]
