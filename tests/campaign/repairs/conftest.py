"""The demo county with its plan released, and a repair in it, in one line each."""

from __future__ import annotations

import pytest

from tests.campaign.repairs.mended import Mending
from tests.campaign.screening.conftest import demo_roster
from tests.campaign.transfer.conftest import decided, released
from tests.campaign.transfer.released import Transfer
from tests.web.browser import *  # noqa: F403

__all__ = ["decided", "demo_roster", "released"]


@pytest.fixture
def mending(released: Transfer) -> Mending:
    """The list was read out, nobody has taken a notice."""
    return Mending(released)
