"""A roster written out and read back is the same roster."""

from __future__ import annotations

from pathlib import Path

from lungang.intake import load_roster, write_roster, write_template
from tests.intake.county import ON, small_roster


def test_small_roster_comes_back_as_it_was(tmp_path: Path) -> None:
    roster = small_roster()
    write_roster(roster, tmp_path / "r.xlsx")
    again, files = load_roster(tmp_path / "r.xlsx", ON)
    assert again == roster
    assert again.digest == roster.digest
    assert [file.name for file in files] == ["r.xlsx"]


def test_the_same_roster_is_the_same_file(tmp_path: Path) -> None:
    write_roster(small_roster(), tmp_path / "a.xlsx")
    write_roster(small_roster(), tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_template_is_written(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    assert (tmp_path / "t.xlsx").stat().st_size > 5000
