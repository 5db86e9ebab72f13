"""Everything that this app writes."""

from lungang.campaign.deliberation.actions.computing import compute_scenario, drop_scenario
from lungang.campaign.deliberation.actions.deciding import ask_confirmation, confirm, send_back
from lungang.campaign.deliberation.actions.marking import Back, mark, withdraw
from lungang.campaign.deliberation.actions.meetings import (
    change_meeting,
    close_meeting,
    start_meeting,
)
from lungang.campaign.deliberation.actions.reading import note_opening, note_reading

__all__ = [
    "Back",
    "ask_confirmation",
    "change_meeting",
    "close_meeting",
    "compute_scenario",
    "confirm",
    "drop_scenario",
    "mark",
    "note_opening",
    "note_reading",
    "send_back",
    "start_meeting",
    "withdraw",
]
