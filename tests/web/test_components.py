"""No part of a page lies about unused: a page includes it, or the guide offers it to the next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import lungang

HOME = Path(lungang.__file__).parent
GUIDE = HOME.parents[1] / "docs" / "guides" / "components.md"
PARTS = sorted((HOME / "web" / "templates" / "components").glob("*.html"))
PAGES = {path: path.read_text() for path in HOME.rglob("*.html")}
CODE = "".join(path.read_text() for path in (HOME / "web").glob("*.py"))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.stem)
def test_a_part_is_used_or_offered(part):
    name = f"components/{part.name}"
    used = name in CODE or any(name in text for path, text in PAGES.items() if path != part)
    assert used or f"`{part.stem}`" in GUIDE.read_text()


def test_the_guide_offers_only_what_is_there():
    table = GUIDE.read_text().split("## Parts")[1].split("\nWhole pages")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    names = {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert names
    assert names <= {part.stem for part in PARTS}
