"""The joint meeting's table as people at it wait for it: one act and the new page, 300 in the pool.

``python -m benchmarks table [acts]`` makes a county in which three hundred must exchange in a fresh
site on SQLite, serves it as ``lungang serve`` does with two processes, opens the sealed plan, and
pins, forbids, swaps and undoes over HTTP: from sending the form to having the whole new page, which
follows the redirect. Beside each act, in the same run and on the same problem: the plan under the
same number of marks solved from scratch by our engine, and by SciPy's assignment (the same matrix,
nothing but the optimum). Target: 300 ms, server and page together.
"""

from __future__ import annotations

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.intake import GIVEN, SURNAMES, citizen_id
from benchmarks.pools import policy, pool
from lungang.domain.clock import YearMonth
from lungang.domain.roster import Roster
from tests.journeys.clerk import Answer, Clerk

SIZE = 300
TARGET = 0.3
SECTION = "组织部干部科"
KINDS = ("pin", "forbid", "swap", "undo")
STANDING = 10
"""Marks that stand already when acts are measured, as late in a meeting."""


def county() -> Roster:
    """Return the invented pool with ids and names as a roster has them."""
    roster = pool(SIZE)
    ids: dict[str, str] = {}
    people = []
    for number, person in enumerate(roster.people):
        ids[person.id] = citizen_id(1962, 5, number // 400 + 1, number % 400 * 2 + 1)
        name = SURNAMES[number % 30] + GIVEN[number // 30 % 30] + GIVEN[number % 29]
        people.append(
            replace(
                person, id=ids[person.id], name=name, nation="汉族", native_place="某省某县",
                party="中共党员", work_start=YearMonth(1980, 1),
            )
        )  # fmt: skip
    named = {person.id: person.name for person in people}
    kin = tuple(
        replace(
            one, person_id=ids[one.person_id], relative_id=ids[one.relative_id],
            relative_name=named[ids[one.relative_id]],
        )
        for one in roster.kinships
    )  # fmt: skip
    return replace(roster, people=tuple(people), kinships=kin)


def found(folder: Path) -> None:
    """Make the site, on the day of the joint meeting."""
    from lungang.config import demo_site, running
    from lungang.policy.pack import pack_bytes

    def unlimited(name: str) -> tuple[str, bytes]:
        file, content = pack_bytes(name)
        return file, content.replace(b"per_unit = 3\n", b"per_unit = 60\n")

    demo_site.pack_bytes = unlimited  # type: ignore[attr-defined]
    began = time.perf_counter()
    demo_site.make_site(folder, county(), lambda _words: None, at="meeting")
    running.collect_static()
    from lungang.campaign.screening.models import Pool

    people = len(Pool.objects.get().people)
    print(f"{people} in the pool, made in {time.perf_counter() - began:.0f} s")


@dataclass
class Room:
    """Somebody of a section at the table, and how long each act took."""

    clerk: Clerk
    address: str
    dice: random.Random
    people: list[str] = field(default_factory=list)
    taken: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    cost: dict[str, float] = field(default_factory=dict)
    """Seconds of the processor in the office's own processes, all acts of a kind together."""
    weight: int = 0

    def look(self, person: str = "", do: str = "") -> Answer:
        """Have the page of the table, at somebody's card."""
        asked = "&".join(
            f"{name}={word}" for name, word in (("person", person), ("do", do)) if word
        )
        return self.clerk.get(f"{self.address}?{asked}")

    def act(self, kind: str) -> None:
        """Do one act that is possible: whom it is about is drawn until it is."""
        for _try in range(60):
            person = self.dice.choice(self.people)
            page = self.look(person, "" if kind == "pin" else kind)
            said = self._said(kind, page)
            if said is not None and self._send(kind, "/mark", person, said):
                return
        raise AssertionError(f"nobody can be the one for {kind}")

    def undo(self) -> None:
        self.look(self.dice.choice(self.people))
        assert self._send("undo", "/undo", "", {})

    def _said(self, kind: str, page: Answer) -> dict[str, str] | None:
        """Return what the form says besides what it holds; None where it is not offered."""
        if kind == "pin":
            return {"kind": "pin"} if 'name="kind" value="pin"' in page.text else None
        name = "unit" if kind == "forbid" else "other"
        found = re.search(rf'<select[^>]*name="{name}".*?</select>', page.text, re.S)
        choices = re.findall(r'<option value="([^"]+)"', found[0]) if found else []
        if not choices:
            return None
        return {"kind": kind, name: self.dice.choice(choices), "reason": "会议研究"}

    def _send(self, kind: str, action: str, person: str, said: dict[str, str]) -> bool:
        assert self.clerk.page is not None
        forms = [one for one in self.clerk.page.forms if one.action.rstrip("/").endswith(action)]
        form = next(
            (one for one in forms if one.fields.get("kind", said.get("kind")) != "decide"), None
        )
        if form is None:
            return False
        began, before = time.perf_counter(), processor()
        page = self.clerk.post(form.action, {**form.fields, **said})
        taken, cost = time.perf_counter() - began, processor() - before
        if page.status != 200:  # a rule or a mark stands against it
            return False
        self.taken[kind].append(taken)
        self.cost[kind] = self.cost.get(kind, 0) + cost
        self.weight = max(self.weight, page.weight)
        return True


def processor() -> float:
    """Return the seconds that the processes begun here have had of the processor (Linux)."""
    stats = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            words = file.read_text().rpartition(")")[2].split()
            stats[int(file.parent.name)] = (int(words[1]), int(words[11]) + int(words[12]))
    ours, before = {os.getpid()}, 0
    while len(ours) > before:
        before = len(ours)
        ours |= {pid for pid, (parent, _ticks) in stats.items() if parent in ours}
    ticks = sum(stats[pid][1] for pid in ours - {os.getpid()} if pid in stats)
    return ticks / os.sysconf("SC_CLK_TCK")


def enter(address: str) -> Room:
    """Come in as a section, open the door, and go to the table."""
    clerk = Clerk(address)
    clerk.enter(SECTION)
    clerk.get("/deliberation/door/")
    clerk.send("/deliberation/door")
    found = re.search(r'href="(/deliberation/table/[0-9a-f-]{36}/)', clerk.get(
        "/deliberation/scenarios/").text)  # fmt: skip
    assert found is not None
    room = Room(clerk, found[1], random.Random(1))
    text = clerk.get(room.address + "?show=all").text
    room.people = sorted(set(re.findall(r"person=([0-9a-f-]{36})", text)))
    return room


def measure(address: str, acts: int) -> bool:
    """Print what each act took; return whether all keep to the target."""
    room = enter(address)
    for kind in ("pin", "forbid") * (STANDING // 2):
        room.act(kind)
    for times in room.taken.values():
        times.clear()  # every process has solved it once by now
    room.cost.clear()
    for _round in range(acts):
        for kind in ("pin", "forbid", "swap"):
            room.act(kind)
            room.undo()
    weight, load = room.weight / 1024, os.getloadavg()[0]
    print(f"{len(room.people)} people, page {weight:.0f} kB compressed, load {load:.1f}")
    print(f"{'act':24}{'n':>5}{'median ms':>11}{'p95 ms':>9}{'max ms':>9}{'processor':>11}")
    for kind, times in room.taken.items():
        show(kind, times, room.cost[kind] / len(times))
    every = sorted(one for times in room.taken.values() for one in times)
    return every[int(0.95 * len(every))] <= TARGET


def show(name: str, times: list[float], cost: float | None = None) -> None:
    ordered = sorted(one * 1000 for one in times)
    late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    middle = statistics.median(ordered)
    told = f"{cost * 1000:>11.0f}" if cost is not None else ""
    print(
        f"{name:24}{len(ordered):>5}{middle:>11.0f}{late:>9.0f}{ordered[-1]:>9.0f}{told}",
        flush=True,
    )


def beside(runs: int) -> None:
    """Print what the processor needs for the same pool from scratch, by us and by others."""
    from benchmarks.engine import SOLVERS, bare
    from lungang.exchange import Planner

    roster, pack = county(), policy()
    names: dict[str, Callable[[], object]] = {
        "from scratch, ours": lambda: Planner(roster, pack, seed="x"),
    }
    arcs = bare(Planner(roster, pack, seed="x").problem)
    for name, solve in SOLVERS.items():
        names[f"bare, {name}"] = lambda solve=solve: solve(arcs)  # type: ignore[misc]
    for name, work in names.items():
        times = []
        for _run in range(runs):
            began = time.process_time()
            work()
            times.append(time.process_time() - began)
        show(name, times)


def main() -> None:
    if sys.argv[1:2] == ["found"]:
        return found(Path(sys.argv[2]))
    from tests.journeys.site import environment, served

    acts = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory(prefix="lungang-bench-") as name:
        folder = Path(name) / "s"
        command = [sys.executable, "-m", "benchmarks.table", "found", str(folder)]
        subprocess.run(command, check=True, env=environment())
        with served(folder, workers=2) as address:
            good = measure(address, acts)
    beside(acts)
    raise SystemExit(0 if good else 1)


if __name__ == "__main__":
    main()
