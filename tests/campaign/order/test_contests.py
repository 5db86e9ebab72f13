"""Two at the same moment, on whichever database: exactly one wins, and the log holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.campaign.order.contests import MODULE
from tests.platform import at_once

pytestmark = pytest.mark.slow
ROUNDS = {"confirm": 1000, "mark": 40, "release": 40, "collect": 100, "number": 100}
ENOUGH = 1800
"""Seconds after which somebody waits for ever."""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[at_once.Place]:
    """A county whose plan waits for the second person."""
    with at_once.place(tmp_path / "site") as made:
        made.run("found", module=MODULE, seconds=ENOUGH)
        yield made


@pytest.mark.parametrize("how", ["in_threads", "in_processes"])
def test_of_two_who_do_the_same_at_once_exactly_one_wins(place: at_once.Place, how: str) -> None:
    for name, rounds in ROUNDS.items():
        assert place.run(how, name, rounds, module=MODULE, seconds=ENOUGH) == rounds, name
    found = place.run("look", module=MODULE, seconds=ENOUGH)
    assert found["ok"], found["wrong"]
    assert found["done"]["deliberation.confirm"] == ROUNDS["confirm"]
    drawn = ROUNDS["number"] * 3 // 2  # by turns two papers and one
    assert found["numbers"] == list(range(1, drawn + 1))
