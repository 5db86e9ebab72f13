"""Two at one table at the same time: of marks, askings and confirmations exactly one holds."""

from __future__ import annotations

from pathlib import Path

from tests.campaign.deliberation.table.at_once import MODULE
from tests.platform.at_once import place

ROUNDS = 5


def test_of_two_at_once_exactly_one_wins(tmp_path: Path) -> None:
    with place(tmp_path / "site") as here:
        won = here.run("rounds", ROUNDS, module=MODULE)
    assert won == {"mark": ROUNDS, "ask": ROUNDS, "confirm": ROUNDS, "rounds": ROUNDS}
