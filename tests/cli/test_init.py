"""``lungang init``: a site, three administrators, no password, and keys for nobody else."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lungang.cli import init
from lungang.config import running
from lungang.config.founding import found_site
from lungang.errors import InputError


def run(*words: object) -> subprocess.CompletedProcess[str]:
    surroundings = {
        k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "LUNGANG_SITE")
    }
    surroundings["DJANGO_SETTINGS_MODULE"] = ""
    command = [sys.executable, "-c", "import sys; from lungang.cli import main; sys.exit(main())"]
    return subprocess.run(
        [*command, *map(str, words)], capture_output=True, text=True, env=surroundings, check=False
    )


@pytest.mark.slow
def test_a_site_is_founded_once(tmp_path: Path) -> None:
    site = tmp_path / "站点"
    said = run("init", site, "--auditor", "丙某")
    assert said.returncode == 0, said.stderr
    lines = [line.split() for line in said.stdout.splitlines()]
    assert [line[:2] for line in lines] == [
        ["系统管理员", "sysadmin"],
        ["安全管理员", "secadmin"],
        ["审计员", "auditor"],
    ]
    assert len({line[2] for line in lines}) == 3
    for key in (site / "keys").iterdir():
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    with sqlite3.connect(site / "data" / "lungang.db") as database:
        people = database.execute("SELECT username, name, password FROM accounts_user").fetchall()
        digests = database.execute("SELECT digest FROM accounts_invitation").fetchall()
    assert [row[:2] for row in people] == [
        ("sysadmin", "系统管理员"),
        ("secadmin", "安全管理员"),
        ("auditor", "丙某"),
    ]
    assert all(row[2].startswith("!") for row in people)
    stored = str(digests)
    assert not any(line[2].split("/")[-2] in stored for line in lines)
    again = run("init", site)
    assert again.returncode == 2
    assert "没有动" in again.stderr
    taken_over = run("renew", "auditor", site, "--name", "丁某")
    assert taken_over.returncode == 0, taken_over.stderr
    assert taken_over.stdout.split()[:2] == ["审计员", "auditor-2"]
    with sqlite3.connect(site / "data" / "lungang.db") as database:
        asked = "SELECT name, is_active FROM accounts_user WHERE username LIKE 'auditor%'"
        assert database.execute(asked).fetchall() == [("丙某", 0), ("丁某", 1)]
    alone = run("renew", "auditor", site, "--username", "ding")
    assert alone.returncode == 2
    assert "--name" in alone.stderr


@pytest.mark.parametrize("was_there", [True, False])
def test_what_goes_wrong_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was_there: bool
) -> None:
    def fail(*_: object) -> None:
        raise InputError("磁盘满了")

    monkeypatch.setattr(running, "start", fail)
    site = tmp_path / "site"
    if was_there:
        site.mkdir()
    with pytest.raises(InputError):
        init.run(site)
    assert site.exists() is was_there
    assert not was_there or not any(site.iterdir())


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(InputError, match="没有动"):
        found_site(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_other_commands_do_without_django() -> None:
    code = "import sys; import lungang.cli.app, lungang.cli.init; print('django' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"
