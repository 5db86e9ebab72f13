"""A small county in a workbook, a plan of it, and the command line called in this process."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lungang.cli import main
from lungang.demo import DEMO_DATE, DEMO_POLICY, make_county
from lungang.domain.codes import Verdict
from lungang.domain.roster import Roster
from lungang.intake import write_roster
from lungang.policy.pack import load_policy
from lungang.policy.screening import screen

SEED = "两家约定"
ASKED = ["--policy", DEMO_POLICY, "--on", DEMO_DATE.isoformat()]
LANGUAGES = ("LUNGANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


class Said(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LANGUAGES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)  # to be put back


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command line; never a traceback, whatever is asked."""

    def run(*words: str | Path) -> Said:
        with pytest.raises(SystemExit) as stopped:
            main([str(word) for word in words])
        said = Said(int(stopped.value.code or 0), *capsys.readouterr())
        assert "Traceback" not in said.out + said.err
        return said

    return run


@pytest.fixture(scope="session")
def county() -> Roster:
    """The pool of the demo county and a few others, in as few units as they need."""
    whole = make_county()
    verdict = {row.person_id: row.verdict for row in screen(whole, load_policy(DEMO_POLICY)).people}
    pool = {number for number, word in verdict.items() if word is Verdict.MUST_EXCHANGE}
    others = [
        next(row.id for row in whole.people if verdict[row.id] is word)
        for word in (Verdict.DEFERRED, Verdict.EXCLUDED)
    ]
    ids = pool | set(others)
    people = tuple(row for row in whole.people if row.id in ids)
    units = {row.unit for row in people}
    units |= {row.department_in_charge for row in whole.units if row.name in units}
    sections = {(row.unit, row.post.section) for row in people}
    return replace(
        whole,
        people=people,
        units=tuple(row for row in whole.units if row.name in units),
        sections=tuple(row for row in whole.sections if (row.unit, row.name) in sections),
        kinships=tuple(row for row in whole.kinships if {row.person_id, row.relative_id} <= ids),
        wishes=tuple(row for row in whole.wishes if row.person_id in ids and row.unit in units),
    )


@pytest.fixture(scope="session")
def written(county: Roster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("county") / "花名册.xlsx"
    write_roster(county, path)
    return path


@pytest.fixture
def roster(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A roster in a folder of its own, which is also where we stand."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copy(written, tmp_path))


@pytest.fixture(scope="session")
def made(written: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "方案"
    with pytest.raises(SystemExit) as stopped:
        main(["plan", str(written), *ASKED, "--seed", SEED, "--out", str(folder)])
    assert stopped.value.code == 0
    return folder


@pytest.fixture(scope="session")
def plan(made: Path) -> dict[str, Any]:
    """The plan as a program reads it."""
    data: dict[str, Any] = json.loads((made / "plan.json").read_text(encoding="utf-8"))
    return data


@pytest.fixture
def planned(roster: Path, made: Path) -> Path:
    """A folder with a plan of the roster beside it."""
    return Path(shutil.copytree(made, roster.parent / "方案"))
