"""Workers as they are in service: processes that are killed, told to leave, and race."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from lungang.config.founding import found_site

ROOT = Path(__file__).parents[3]
DRIVE = [sys.executable, "-m", "tests.platform.jobs.drive"]

pytestmark = pytest.mark.slow


class Place:
    """A site in a folder of its own, driven from outside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {
            **os.environ,
            "LUNGANG_SITE": str(folder / "site"),
            "DJANGO_SETTINGS_MODULE": "tests.platform.jobs.site_settings",
            "DATABASE_URL": "",
        }

    def do(self, *words):
        done = subprocess.run(
            [*DRIVE, *words], env=self.env, cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout else None

    def start(self, kind, times=1):
        arguments = {} if times > 1 or kind == "played.die" else {"folder": str(self.folder)}
        self.do("start", kind, json.dumps(arguments), str(times))

    @contextmanager
    def worker(self, *words):
        process = subprocess.Popen([*DRIVE, "work", *words], env=self.env, cwd=ROOT)
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def until(self, **wanted):
        for _time in range(60):
            found = self.do("state")
            if all(job[name] == value for job in found["jobs"] for name, value in wanted.items()):
                return found
            time.sleep(0.2)
        raise AssertionError(found)

    def pid(self):
        path = self.folder / "pid"
        for _time in range(400):
            if path.exists() and path.read_text():
                return int(path.read_text())
            time.sleep(0.05)
        raise AssertionError("no process")


def gone(pid):
    for _time in range(100):
        with suppress(ProcessLookupError):
            os.kill(pid, 0)
            stat = Path(f"/proc/{pid}/stat")
            if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z":
                time.sleep(0.05)
                continue
        return True
    return False


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("jobs"))
    found_site(place.folder / "site")
    place.do("migrate")
    return place.folder / "site"


@pytest.fixture
def place(migrated, tmp_path):
    shutil.copytree(migrated, tmp_path / "site")
    return Place(tmp_path)


def test_a_killed_worker_leaves_a_job_that_is_done_once(place):
    place.start("played.wait")
    with place.worker() as worker:
        child = place.pid()
        place.until(stage="等")
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert gone(child)
    assert place.until(state="running")["effects"] == 1
    assert place.do("interrupt_silent") == 1
    place.until(state="interrupted")
    (place.folder / "go").touch()
    place.do("requeue")
    with place.worker():
        found = place.until(state="done")
    assert found["effects"] == 1
    assert found["jobs"][0]["attempts"] == 2


def test_a_worker_that_is_told_to_leave_puts_its_job_back(place):
    place.start("played.wait")
    with place.worker("0.2") as worker:
        child = place.pid()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) == 0
    assert gone(child)
    place.until(state="queued")


def test_a_job_that_will_not_stop_is_ended(place):
    place.start("played.deaf")
    with place.worker():
        child = place.pid()
        place.do("ask_stop")
        place.until(state="cancelled")
    assert gone(child)


def test_a_job_that_dies_is_interrupted(place):
    place.start("played.die")
    with place.worker():
        found = place.until(state="interrupted")
    assert "可能内存不够" in found["jobs"][0]["message"]


def test_workers_never_take_one_job_twice(place):
    place.start("played.quick", 6)
    with place.worker(), place.worker(), place.worker():
        found = place.until(state="done")
    assert [job["attempts"] for job in found["jobs"]] == [1] * 6
    assert found["effects"] == 6


def test_threads_never_take_one_job_twice(place):
    place.start("played.quick", 40)
    assert place.do("race") == [40, 40]
