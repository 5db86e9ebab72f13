"""In whatever order whoever does whatever: what must hold of a campaign holds after every act."""

from __future__ import annotations

import pytest
from hypothesis import seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.campaign.order.around import Everything
from tests.campaign.order.county import County, make_small_county
from tests.campaign.order.machine import Bench


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> County:
    return make_small_county(monkeypatch)


def play(county: County, examples: int, steps: int, dice: int = 0) -> None:
    chosen = settings(max_examples=examples, stateful_step_count=steps)
    run_state_machine_as_test(seed(dice)(lambda: Everything(county)), settings=chosen)


def test_a_few_hundred_acts(county: County) -> None:
    play(county, 6, 40)


OFTEN = {
    "deliberation.propose_principles", "deliberation.decide_principles", "deliberation.give_seed",
    "deliberation.list_reader", "deliberation.compute_scenario", "deliberation.start_meeting",
    "deliberation.mark", "deliberation.withdraw", "deliberation.ask_confirmation",
    "deliberation.confirm", "transfer.release", "transfer.collect", "transfer.step",
    "core.open_step",
}  # fmt: skip
"""What is done in a part, but for one or two as the dice fall; the rest is done in most."""
LATER = {"repairs.report", "repairs.release", "reviews.ask"}
"""What follows a release, of which a part does one at least."""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_ten_thousand_acts(county: County, part: int) -> None:
    """Four parts of 2,500, so that they may run beside each other."""
    Bench.steps.clear()
    play(county, 25, 100, dice=part + 1)
    done = {one.removesuffix(" done") for one in Bench.steps if one.endswith(" done")}
    assert len(OFTEN - done) <= 2, (part, OFTEN - done)
    assert LATER & done, part
