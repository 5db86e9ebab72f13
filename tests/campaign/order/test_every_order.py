"""In whatever order whoever does whatever: what must hold of a campaign holds after every act."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from lungang.platform.actions import ACTIONS
from tests.campaign.order.around import Everything
from tests.campaign.order.county import County, make_small_county
from tests.campaign.order.machine import Bench


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> County:
    return make_small_county(monkeypatch)


def play(county: County, examples: int, steps: int) -> None:
    chosen = settings(max_examples=examples, stateful_step_count=steps)
    run_state_machine_as_test(lambda: Everything(county), settings=chosen)


def test_a_few_hundred_acts(county: County) -> None:
    play(county, 6, 40)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_ten_thousand_acts(county: County, part: int) -> None:
    """Four parts of 2,500, so that they may run beside each other."""
    Bench.steps.clear()
    play(county, 25, 100)
    tried = {one.split()[0] for one in Bench.steps}
    print(part, sorted(Bench.steps.items()))
