"""What tests of the rosters share."""

import pytest

from tests.campaign.rosters.desk import Desk, make_desk


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()
