"""The demo county with its plan released, as the transfer's tests have it."""

from tests.campaign.transfer.conftest import decided, demo_roster, released

__all__ = ["decided", "demo_roster", "released"]
