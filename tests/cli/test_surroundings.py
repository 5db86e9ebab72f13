"""A real process: readers who leave, streams that are closed, odd encodings, signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from lungang.cli.folder import PLAN_FILES
from tests.cli.conftest import ASKED, LANGUAGES

PROGRAM = [sys.executable, "-c", "from lungang.cli import main; main()"]


def start(
    *words: str | Path, env: dict[str, str] | None = None, **named: Any
) -> subprocess.Popen[bytes]:
    # Each process would compile everything anew if it may not keep what it compiled.
    left_out = (*LANGUAGES, "PYTHONDONTWRITEBYTECODE")
    surroundings = {key: value for key, value in os.environ.items() if key not in left_out}
    named = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **named}
    return subprocess.Popen(
        [*PROGRAM, *map(str, words)], env={**surroundings, **(env or {})}, **named
    )


def test_a_reader_who_leaves_changes_nothing(roster: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = start("plan", roster, *ASKED, "--out", "方案", "--json", stdout=writer)
    os.close(writer)
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in err
    assert b"Exception" not in err
    assert Path("方案/plan.json").exists()


def test_closed_streams(roster: Path) -> None:
    command = 'exec "$@" >&- 2>&-'
    words = ["sh", "-c", command, "sh", *PROGRAM, "plan", roster, *ASKED, "--out", "方案"]
    assert subprocess.run(words, timeout=60).returncode == 0
    assert len(list(Path("方案").iterdir())) == 5


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_that_cannot_be_written(roster: Path) -> None:
    with open("/dev/full", "wb") as full:
        process = start("screen", roster, *ASKED, stdout=full)
        _out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "磁盘满了" in err.decode()
    assert b"Exception" not in err


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_any_encoding(roster: Path, encoding: str) -> None:
    shown = "gbk" if encoding == "gbk" else "utf-8"
    env = {"PYTHONIOENCODING": encoding}
    out, err = start("screen", roster, *ASKED, env=env).communicate(timeout=60)
    assert "应交流" in out.decode(shown)
    assert b"Traceback" not in err
    out, _err = start("screen", roster, *ASKED, "--json", env=env).communicate(timeout=60)
    assert json.loads(out.decode(shown))["people"]


def test_a_file_whose_name_is_no_text(roster: Path) -> None:
    odd = os.fsdecode(b"\xff.xlsx")
    try:
        roster.rename(odd)
    except OSError:
        pytest.skip("the file system takes no such name")
    process = start("plan", odd, *ASKED, "--out", "方案")
    _out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err.decode(errors="replace")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("delay", [0.3, 0.5, 0.7])
def test_signals_leave_nothing_half_done(
    roster: Path, number: signal.Signals, delay: float
) -> None:
    process = start("plan", roster, *ASKED, "--out", "新/方案", start_new_session=True)
    time.sleep(delay)
    process.send_signal(number)
    _out, err = process.communicate(timeout=30)
    assert b"Traceback" not in err
    if Path("新").exists():  # it was faster than we
        assert {path.name for path in Path("新/方案").iterdir()} == PLAN_FILES
    else:
        assert process.returncode in (130, -number)  # the latter before it had begun


def test_a_folder_of_many_files_is_let_go_at_once(roster: Path) -> None:
    Path("来件").mkdir()
    for number in range(300):
        Path("来件", f"{number}.xlsx").write_bytes(roster.read_bytes())
    process = start("check", "来件")
    time.sleep(1.0)
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - began < 5
