"""The demo county with its plan decided, as the transfer's tests have it."""

from tests.campaign.transfer.conftest import decided, demo_roster
from tests.web.browser import *  # noqa: F403

__all__ = ["decided", "demo_roster"]
