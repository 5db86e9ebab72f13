"""How fast the office answers when fifty people work in it at once.

``python -m benchmarks office [seconds] [people] [think]`` makes a county of 5,000 staff in a fresh
site, serves it as ``lungang serve`` does, and lets fifty people read and write for a minute, with
pauses of seven seconds on average, drawn as waiting times are (exponentially: most short, some
long): once on SQLite, once on PostgreSQL (``OFFICE_DATABASES=sqlite`` or ``postgresql`` chooses
one). Prints for each kind of page the median, the 95th hundredth and the worst, how many failed,
and what the pages weigh on their way.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

from benchmarks.office_desks import COUNTY, UNIT, Desk, Taken

STAFF = 5_000
THINK = 7.0
TARGET = 0.2
WEIGHT = 150 * 1024


def found(folder: Path) -> None:
    """Make the county in a site of its own: every roster sent and accepted but a few; screened."""
    from dataclasses import replace

    from lungang.config import demo_site, running
    from lungang.demo import make_county
    from lungang.demo.profile import PROFILE_2004

    began = time.perf_counter()
    roster = make_county(profile=replace(PROFILE_2004, staff=STAFF))
    demo_site.make_site(folder, roster, lambda _words: None)
    running.collect_static()
    from lungang.campaign.core.actions import open_step
    from lungang.campaign.core.models import Campaign
    from lungang.campaign.screening.actions import run_screening
    from lungang.platform.accounts.actor import Actor
    from lungang.platform.accounts.models import Holding
    from lungang.platform.accounts.offices import Office

    sections = Holding.objects.select_related("user").order_by("pk")
    holding = sections.filter(office=Office.PERSONNEL_SECTION)[0]
    actor, campaign = Actor(holding.user, holding), Campaign.objects.get()
    open_step(actor, campaign.pk, "screening", reason="测速")
    run = run_screening(actor, campaign)
    took = time.perf_counter() - began
    print(f"{len(roster.people):,} people, {sum(run.counts.values()):,} screened, {took:.0f} s")


def crowd(address: str, people: int, seconds: float, think: float) -> list[Taken]:
    """Let people work; return every answer of the time after all were in."""
    # Four fifths at the units' desks, the rest in the county's offices.
    desks = [Desk(address, COUNTY if n % 5 == 0 else UNIT, random.Random(n)) for n in range(people)]
    for desk in desks:
        desk.enter()
    over = threading.Event()
    ways = [threading.Thread(target=desk.work, args=(over, think), daemon=True) for desk in desks]
    for way in ways:
        way.start()
    over.wait(seconds)
    over.set()
    for way in ways:
        way.join(60)
    return [taken for desk in desks for taken in desk.taken]


def report(taken: list[Taken], seconds: float) -> bool:
    """Print the table; return whether the office keeps to its target."""
    kinds: dict[str, list[Taken]] = defaultdict(list)
    for one in taken:
        kinds[one.kind].append(one)
    print(f"{'page':34}{'n':>6}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'kB':>8}{'errors':>8}")
    for kind, own in [*sorted(kinds.items()), ("all", taken)]:
        times = sorted(one.seconds * 1000 for one in own)
        weight = max(one.weight for one in own) / 1024
        failed = sum(not one.ok for one in own)
        print(
            f"{kind:34}{len(own):>6}{part(times, 0.5):>9.0f}{part(times, 0.95):>9.0f}"
            f"{times[-1]:>9.0f}{weight:>8.1f}{failed:>8}"
        )
    all_times = sorted(one.seconds for one in taken)
    print(f"{len(taken) / seconds:.1f} requests a second")
    for one in [one for one in taken if not one.ok][:5]:
        print(f"  failed: {one.kind} {one.status} {one.url}")
    return part(all_times, 0.95) <= TARGET and all(one.ok for one in taken)


def part(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def first_load(address: str) -> bool:
    """Print what a browser with an empty cache fetches for the heaviest pages, with styles."""
    desk = Desk(address, COUNTY, random.Random(0))
    desk.enter()
    fits = True
    for path in ("/", "/rosters/", "/screening/", desk.heaviest_return()):
        page = desk.clerk.get(path)
        assets = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text))
        weight = page.weight + sum(desk.clerk.once("GET", asset).weight for asset in assets)
        print(f"first load of {re.sub('[0-9a-f-]{36}', '…', path):30}{weight / 1024:8.1f} kB")
        fits = fits and weight <= WEIGHT
    return fits


def measure(name: str, people: int, seconds: float, think: float) -> bool:
    from tests.journeys.site import environment, served

    with ExitStack() as stack:
        folder = (
            Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lungang-bench-"))) / "s"
        )
        more: dict[str, str] = {}
        if name == "postgresql":
            from tests.postgres import server

            more["DATABASE_URL"] = stack.enter_context(server())
        print(f"\n== {name}", flush=True)
        command = [sys.executable, "-m", "benchmarks.office", "found", str(folder)]
        subprocess.run(command, check=True, env=environment(**more))
        address = stack.enter_context(served(folder, workers=2, **more))
        print(f"{people} people, {think:.0f} s of thought on average, {seconds:.0f} s")
        good = report(crowd(address, people, seconds, think), seconds)
        return first_load(address) and good


def main() -> None:
    if sys.argv[1:2] == ["found"]:
        return found(Path(sys.argv[2]))
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    people = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    think = float(sys.argv[3]) if len(sys.argv) > 3 else THINK
    names = os.environ.get("OFFICE_DATABASES", "sqlite,postgresql").split(",")
    good = [measure(name, people, seconds, think) for name in names]
    raise SystemExit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
