"""How long the papers of a plan take, and how much memory: 27 people, and 1,000.

``python -m benchmarks.papers [people …]`` makes units that exchange people in pairs, three a unit,
and writes all their papers as PDF and DOCX, each size in a fresh process.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from lungang.paperwork import CampaignFacts, Dossier, dossier, papers, write_papers
from tests.statistics.factory import person, plan, policy, roster, unit

SELF = (sys.executable, "-m", "benchmarks.papers")
SIZES = (27, 300, 1000)
LIMITS = {27: 5, 1000: 60}
PER_UNIT = 3
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰国建文红"


def county(people: int) -> Dossier:
    """So many people, three a unit, each taking the slot of the one three places on."""
    units = [unit(f"县第{n + 1}局") for n in range(-(-people // PER_UNIT))]
    made = [
        person(
            n, units[n // PER_UNIT].name, f"{SURNAMES[n % 30]}{GIVEN[n // 30 % 30]}{GIVEN[n % 7]}"
        )
        for n in range(people)
    ]
    facts = roster(units, made)
    goes = {one.id: made[(n + PER_UNIT) % people].id for n, one in enumerate(made)}
    campaign = CampaignFacts(county="青榆县", issued=date(2004, 12, 16))
    return dossier(plan(facts, goes), facts, policy(), campaign)


def measure(people: int) -> None:
    """Write the papers of one county and print what it took."""
    made_from = county(people)
    with tempfile.TemporaryDirectory() as folder:
        began, start = time.perf_counter(), time.process_time()
        issued = write_papers(papers(made_from), Path(folder), dated=date(2004, 12, 16))
        took, busy = time.perf_counter() - began, time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    limit = f"  (limit {LIMITS[people]} s)" if people in LIMITS else ""
    spent = f"{took:6.1f} s ({busy:.1f} s of processor)"
    print(f"{people:>6} people  {len(issued.made):>6} papers  {spent}  {peak:6.0f} MB{limit}")


def main(arguments: list[str] | None = None) -> None:
    """Measure each size in a process of its own."""
    words = sys.argv[1:] if arguments is None else arguments
    if words[:1] == ["--one"]:
        measure(int(words[1]))
        return
    for people in map(int, words or SIZES):
        subprocess.run([*SELF, "--one", str(people)], check=True)


if __name__ == "__main__":
    main()
