"""A site of its own with a database on the disk, and programs that work on it at once.

The database is the one that ``DATABASE_URL`` names the server of, else SQLite in a file: not the
tests' own, which lies in memory and is one connection's. Each program is a process that runs one
of the functions below (``python -m tests.platform.at_once NAME ARGUMENT…``).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[2]


class Place:
    """The site, and the way to run programs on it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.environment = {**os.environ, "LUNGANG_SITE": str(folder), "DATABASE_URL": url}

    def start(
        self, name: str, *arguments: object, module: str = "tests.platform.at_once"
    ) -> subprocess.Popen[str]:
        """Start a program."""
        command = [sys.executable, "-m", module, name, *map(str, arguments)]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(
        self, name: str, *arguments: object, module: str = "tests.platform.at_once",
        seconds: float = 600,
    ) -> Any:  # fmt: skip
        """Run a program and return what it gives."""
        return result(self.start(name, *arguments, module=module), seconds)


def result(process: subprocess.Popen[str], seconds: float = 600) -> Any:
    """Wait for a program and return what it gives."""
    out, err = process.communicate(timeout=seconds)
    assert process.returncode == 0, err
    return json.loads(out.splitlines()[-1])


@contextmanager
def place(folder: Path) -> Iterator[Place]:
    """Make a site; its database goes with it."""
    from lungang.config.founding import found_site

    found_site(folder)
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        made = Place(folder, "")
        made.run("migrate")
        yield made
        return
    import psycopg
    from psycopg.sql import SQL, Identifier

    name = f"once_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            made = Place(folder, f"{server.rpartition('/')[0]}/{name}")
            made.run("migrate")
            yield made
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


# ---- the programs -----------------------------------------------------------------------------


def migrate() -> None:
    from django.core.management import call_command

    from lungang.platform.accounts.actor import system
    from lungang.platform.accounts.offices import Office
    from lungang.platform.register.actions import give_word
    from tests import factories

    call_command("migrate", verbosity=0)
    for office in (Office.SUPERVISION, Office.LEADING_GROUP):
        factories.make_actor(office)
    for word in ("岚督", "岚组"):
        give_word(system("建站"), word, Office.SUPERVISION)
    factories.make_campaign()


def _actor(which: int = 0) -> Any:
    from lungang.platform.accounts.actor import Actor
    from lungang.platform.accounts.models import Holding

    holding = Holding.objects.select_related("user").order_by("pk")[which]
    return Actor(user=holding.user, holding=holding)


def _acts() -> dict[str, Any]:
    """Actions for the tests: a counter kept in a campaign's name, read and then written."""
    from lungang.campaign.core.models import Campaign
    from lungang.platform.actions import ACTIONS, Act, action

    if "tests.count" in ACTIONS:
        return ACTIONS

    @action("tests.count")
    def count(act: Act, rest: float = 0.0, seen: int | None = None) -> Campaign:
        pk = Campaign.objects.values_list("pk", flat=True).first()
        row = act.lock(Campaign.objects.all(), pk, seen=seen)
        now = int(row.name) if row.name.isdecimal() else 0
        row.name = str(now + 1)
        row.save()
        act.record(row, "加一")
        time.sleep(rest)  # with everything written and nothing yet certain
        return row

    return ACTIONS


def count(times: int, rest: float = 0.0) -> int:
    """Count so many times, one action each."""
    act, actor = _acts()["tests.count"], _actor()
    for _one in range(times):
        act(actor, rest)
        _at_work()
    return times


def _at_work() -> None:
    print("at work", flush=True)
    time.sleep(0.02)  # SQLite lets nobody in by turns: without a rest one of two may wait for ever


def count_in_threads(threads: int, times: int) -> int:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(_alone, [(count, times)] * threads))


def _alone(work: tuple[Any, ...]) -> Any:
    from django.db import connection

    try:
        return work[0](*work[1:])
    finally:
        connection.close()


def press(key: str, threads: int) -> list[str]:
    """Press one form's button in several threads at once; return each answer."""
    import threading
    from concurrent.futures import ThreadPoolExecutor

    act, actor, gate = _acts()["tests.count"], _actor(), threading.Barrier(threads)

    def one() -> str:
        gate.wait()
        return str(act(actor, 0.05, key=key).pk)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(_alone, [(one,)] * threads))


def with_seen(seen: int, threads: int) -> list[str]:
    """Act on the same version in several threads at once; return what each was told."""
    from concurrent.futures import ThreadPoolExecutor

    from lungang.errors import Stale

    act = _acts()["tests.count"]
    actors = [_actor(number % 2) for number in range(threads)]

    def one(actor: Any) -> str:
        try:
            return f"done {act(actor, 0.05, seen).version}"
        except Stale as error:
            since = [f"{entry.actor_title} {entry.summary} {entry.at:%Y}" for entry in error.since]
            return f"stale {since}"

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(_alone, [(one, actor) for actor in actors]))


def draw(times: int, seed: int, fail_one_in: int = 7) -> int:
    """Draw numbers; some of the actions around them are undone. Returns how many held."""
    import random

    from lungang.platform.actions import ACTIONS, Act, action
    from lungang.platform.register.actions import draw as draw_number
    from lungang.platform.register.models import DocumentNumber

    if "tests.paper" not in ACTIONS:

        @action("tests.paper")
        def paper(act: Act, word: str, fails: bool) -> DocumentNumber:
            number = draw_number(act, word, 2004, "督办通知")
            act.record(number, "编号")
            if fails:
                raise ZeroDivisionError
            return number

    rng, held = random.Random(seed), 0
    actor = _actor()
    for _one in range(times):
        try:
            ACTIONS["tests.paper"](actor, rng.choice(("岚督", "岚组")), rng.randrange(7) == 0)
            held += 1
        except ZeroDivisionError:
            pass
        _at_work()
    return held


def draw_in_threads(threads: int, times: int) -> int:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(_alone, [(draw, times, seed) for seed in range(threads)]))


def store_for_ever() -> None:
    """Store files until killed."""
    from lungang.platform.files.actions import store

    for number in range(100_000):
        store(_actor(), f"{number}.txt", os.urandom(200_000).hex().encode())
        _at_work()


def look() -> dict[str, Any]:
    """What the database holds now, and whether its log is sound."""
    from lungang.campaign.core.models import Campaign
    from lungang.platform.audit.models import Entry
    from lungang.platform.audit.queries import verify_log
    from lungang.platform.files import storage
    from lungang.platform.files.models import StoredFile
    from lungang.platform.register.models import DocumentNumber
    from lungang.platform.register.queries import series_with_gaps

    campaign, state = Campaign.objects.get(), verify_log()
    numbers: dict[str, list[int]] = {}
    for row in DocumentNumber.objects.select_related("series"):
        numbers.setdefault(row.series.word, []).append(row.number)
    for file in StoredFile.objects.all():
        assert len(storage.content_of(file.sha256)) == file.size
    return {
        "count": int(campaign.name) if campaign.name.isdecimal() else 0,
        "changes": campaign.version - 1,  # it was made with its first
        "counted": Entry.objects.filter(action="tests.count").count(),
        "papers": Entry.objects.filter(action="tests.paper").count(),
        "lines": state.size - Entry.objects.filter(action="register.give_word").count(),
        "ok": state.ok,
        "wrong": state.wrong,
        "numbers": {word: sorted(drawn) for word, drawn in numbers.items()},
        "gaps": series_with_gaps().count(),
        "files": StoredFile.objects.count(),
        "stored": Entry.objects.filter(action="files.store").count(),
    }


def kill_at_work(process: subprocess.Popen[str], seconds: float) -> None:
    """Let a program work a while, then end it as a power cut does."""
    assert process.stdout is not None
    assert process.stdout.readline() == "at work\n"
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def main(programs: dict[str, Any]) -> None:
    """Run the program that the command line names, on the site that the environment names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "lungang.config.settings"
    import django

    django.setup()
    name, *words = sys.argv[1:]
    arguments = [json.loads(word) if word[0] in "0123456789[" else word for word in words]
    print(json.dumps(programs[name](*arguments)))


if __name__ == "__main__":
    main(globals())
