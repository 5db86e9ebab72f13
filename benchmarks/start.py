"""How long a fresh process takes: the help, and a whole plan of 27 people.

``python -m benchmarks start [runs]`` writes a roster of the 27 people whom the demo county moves,
with their units, and prints the median wall time of several runs of each command.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from lungang.demo import DEMO_DATE, DEMO_POLICY, make_county
from lungang.domain.roster import Roster
from lungang.exchange import plan
from lungang.intake import write_roster
from lungang.policy.pack import load_policy

COMMAND = [sys.executable, "-c", "from lungang.cli import main; main()"]


def movers() -> Roster:
    """The demo county with nobody but those who move, and no unit that they do not need."""
    county = make_county()
    moves = plan(county, load_policy(DEMO_POLICY), seed="start", explain=False).moves
    ids = {move.person_id for move in moves}
    people = tuple(person for person in county.people if person.id in ids)
    names = {person.unit for person in people}
    names |= {unit.department_in_charge for unit in county.units if unit.name in names}
    sections = {(person.unit, person.post.section) for person in people}
    return replace(
        county,
        people=people,
        units=tuple(unit for unit in county.units if unit.name in names),
        sections=tuple(row for row in county.sections if (row.unit, row.name) in sections),
        kinships=tuple(row for row in county.kinships if {row.person_id, row.relative_id} <= ids),
        wishes=tuple(row for row in county.wishes if row.person_id in ids and row.unit in names),
    )


def seconds(arguments: list[str], runs: int) -> float:
    # As installed: what is compiled once is not compiled again.
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    times = []
    for _run in range(runs + 1):
        began = time.perf_counter()
        subprocess.run([*COMMAND, *arguments], check=True, capture_output=True, env=environment)
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])  # the first run warms up


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        roster = Path(folder) / "roster.xlsx"
        made = movers()
        write_roster(made, roster)
        work = [
            "plan", str(roster), "--policy", DEMO_POLICY, "--on", DEMO_DATE.isoformat(),
            "--seed", "start", "--out", str(Path(folder) / "out"), "--replace",
        ]  # fmt: skip
        print(f"lungang --help                {seconds(['--help'], runs):6.2f} s")
        print(f"lungang plan, {len(made.people)} people       {seconds(work, runs):6.2f} s")


if __name__ == "__main__":
    main()
