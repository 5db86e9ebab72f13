"""The joint meeting's table as people at it wait for it: one act and the new page, 300 in the pool.

``python -m benchmarks table [acts]`` makes a county in which three hundred must exchange in a fresh
site on SQLite, serves it as ``lungang serve`` does with two processes, opens the sealed plan, and
pins, forbids, swaps and undoes over HTTP: from sending the form to having the whole new page, which
follows the redirect. Beside each act, in the same run and on the same problem: the plan under the
same number of marks solved from scratch by our engine, and by SciPy's assignment (the same matrix,
nothing but the optimum). Target: 300 ms, server and page together.
"""

from __future__ import annotations

import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.intake import GIVEN, SURNAMES, citizen_id
from benchmarks.pools import pool
from lungang.domain.clock import YearMonth
from lungang.domain.roster import Roster
from tests.journeys.clerk import Answer, Clerk

SIZE = 300
TARGET = 0.3
SECTION = "组织部干部科"
KINDS = ("pin", "forbid", "swap", "undo")


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


if __name__ == "__main__" and sys.argv[1:2] == ["found"]:
    found(Path(sys.argv[2]))
