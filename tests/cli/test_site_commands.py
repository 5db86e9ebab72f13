"""A site from founding to service, in processes of its own, as its administrator starts it."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from lungang.config.founding import found_site
from lungang.config.serving import free_port

PROGRAM = [sys.executable, "-c", "from lungang.cli import main; main()"]


def environment():
    left_out = ("LUNGANG_SITE", "DJANGO_SETTINGS_MODULE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "DATABASE_URL": "", "LUNGANG_LANG": "zh", "PYTHONUNBUFFERED": "1"}


def run(*words):
    return subprocess.run(
        [*PROGRAM, *map(str, words)], env=environment(), capture_output=True, encoding="utf-8"
    )


@contextmanager
def running(*words):
    process = subprocess.Popen(
        [*PROGRAM, *map(str, words)], env=environment(), encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def said(process, pattern):
    for line in process.stdout:
        if found := re.search(pattern, line):
            return found
    raise AssertionError(f"never said {pattern}")


@pytest.fixture
def site(tmp_path) -> Path:
    found_site(tmp_path / "site")
    return tmp_path / "site"


def test_no_site(tmp_path):
    for command in ("serve", "tick", "worker"):
        done = run(command, tmp_path / "nothing")
        assert done.returncode == 2
        assert "lungang init" in done.stderr


def test_not_migrated(site):
    for command in ("serve", "tick", "worker"):
        done = run(command, site)
        assert done.returncode == 2, done.stderr
        assert "lungang serve --migrate" in done.stderr


def test_wrong_settings(site):
    path = site / "site.toml"
    path.write_text(path.read_text("utf-8").replace("hosts = []", 'hosts = ["a.example"]'), "utf-8")
    done = run("serve", site, "--migrate")
    assert done.returncode == 2
    assert "https = true" in done.stderr


@pytest.mark.slow
def test_served_until_interrupted(site):
    port = free_port()
    with running("serve", site, "--port", port, "--migrate", "--workers", "1") as process:
        address = said(process, r"(http://\S+)")[1]
        answer = urllib.request.urlopen(address)
        assert answer.status == 200
        assert "轮岗" in answer.read().decode()
        assert answer.headers["Cache-Control"]
        done = run("serve", site, "--port", port)
        assert done.returncode == 2
        assert f"--port {port + 1}" in done.stderr
        tick = run("tick", site)
        assert (tick.returncode, tick.stderr) == (0, "")
        process.send_signal(signal.SIGTERM)
        assert process.wait(120) == 0
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(address)


@pytest.mark.slow
def test_a_copy_is_kept_before_a_migration(site):
    database = site / "data" / "lungang.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE before (word TEXT)")
        connection.execute("INSERT INTO before VALUES ('旧')")
        connection.commit()
    with running("serve", site, "--port", free_port(), "--migrate", "--workers", "1") as process:
        copy = Path(said(process, r"留在 (\S+)")[1])
        said(process, "http://")
        process.send_signal(signal.SIGINT)
        assert process.wait(120) == 0
    assert copy.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT word FROM before").fetchall() == [("旧",)]


@pytest.mark.slow
def test_everything_ends_with_a_server_that_is_killed(site):
    port = free_port()
    with running("serve", site, "--port", port, "--migrate", "--workers", "1") as process:
        address = said(process, r"(http://\S+)")[1]
        process.kill()
    for _time in range(100):
        try:
            urllib.request.urlopen(address)
        except OSError:
            return
        time.sleep(0.1)
    pytest.fail("it still answers")


@pytest.mark.slow
def test_the_demonstration_opens(tmp_path):
    with running("demo", "--out", tmp_path / "demo") as process:
        address = said(process, r"(http://\S+)")[1]
        page = urllib.request.urlopen(address).read().decode()
        assert "政工人员" in page
        assert "演示" in page
        process.send_signal(signal.SIGINT)
        assert process.wait(120) == 0


def children(pid: int) -> set[int]:
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = stat.read_text("utf-8").rpartition(")")[2].split()
            if int(words[1]) == pid and words[0] != "Z":
                found.add(int(stat.parent.name))
    return found


def answers(address):
    with suppress(OSError):  # those that live may not have begun to listen yet
        return urllib.request.urlopen(address).status == 200
    return False


def until(ask):
    for _time in range(600):
        if answer := ask():
            return answer
        time.sleep(0.1)
    raise AssertionError("it never came to that")


@pytest.mark.slow
def test_a_process_that_answers_is_replaced_and_none_outlives_the_server(site):
    port = free_port()
    with running("serve", site, "--port", port, "--migrate", "--workers", "2") as process:
        address = said(process, r"(http://\S+)")[1]
        [web] = [pid for pid in children(process.pid) if len(children(pid)) == 2]
        killed, stays = children(web)
        os.kill(killed, signal.SIGKILL)
        said(process, "Unexpected exit from worker")
        both = until(lambda: len(now := children(web)) == 2 and now)
        assert stays in both
        assert killed not in both
        until(lambda: answers(address))
        os.kill(web, signal.SIGKILL)
        said(process, "网页服务自己停了")
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in both))
        assert process.wait(120) == 1
