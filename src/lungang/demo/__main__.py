"""``python -m lungang.demo examples/``: make the examples that come with the project."""

from __future__ import annotations

import sys
from pathlib import Path

from lungang.demo.county import DEMO_POLICY, make_county
from lungang.demo.messy import MESSY_UNIT, write_messy
from lungang.intake import write_roster
from lungang.policy.pack import pack_bytes


def write_examples(folder: Path) -> None:
    """Write the demo county and one unit's untidy file below a folder, over what is there."""
    county = make_county()
    tidy, messy = folder / "county-2004", folder / "messy-unit"
    tidy.mkdir(parents=True, exist_ok=True)
    messy.mkdir(parents=True, exist_ok=True)
    write_roster(county, tidy / "花名册.xlsx")
    (tidy / "policy.toml").write_bytes(pack_bytes(DEMO_POLICY)[1])
    write_messy(county, MESSY_UNIT, messy / f"{MESSY_UNIT}上报表.xlsx")


if __name__ == "__main__":
    write_examples(Path(sys.argv[1] if len(sys.argv) > 1 else "examples"))
