"""Everything that this app writes."""

from lungang.campaign.deliberation.actions.computing import compute_scenario, drop_scenario
from lungang.campaign.deliberation.actions.deciding import ask_confirmation, confirm, send_back
from lungang.campaign.deliberation.actions.marking import Back, mark, withdraw
from lungang.campaign.deliberation.actions.meetings import (
    change_meeting,
    close_meeting,
    start_meeting,
)
from lungang.campaign.deliberation.actions.principles import (
    decide_principles,
    send_back_principles,
)
from lungang.campaign.deliberation.actions.proposing import propose_principles
from lungang.campaign.deliberation.actions.readers import list_reader, remove_reader
from lungang.campaign.deliberation.actions.reading import note_opening, note_reading, note_shutting
from lungang.campaign.deliberation.actions.seeding import give_seed

__all__ = [
    "Back",
    "ask_confirmation",
    "change_meeting",
    "close_meeting",
    "compute_scenario",
    "confirm",
    "decide_principles",
    "drop_scenario",
    "give_seed",
    "list_reader",
    "mark",
    "note_opening",
    "note_reading",
    "note_shutting",
    "propose_principles",
    "remove_reader",
    "send_back",
    "send_back_principles",
    "start_meeting",
    "withdraw",
]
