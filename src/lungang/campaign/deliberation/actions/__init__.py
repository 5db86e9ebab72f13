"""Everything that this app writes."""

from lungang.campaign.deliberation.actions.principles import (
    decide_principles,
    send_back_principles,
)
from lungang.campaign.deliberation.actions.proposing import propose_principles
from lungang.campaign.deliberation.actions.readers import list_reader, remove_reader
from lungang.campaign.deliberation.actions.reading import note_opening, note_reading, note_shutting
from lungang.campaign.deliberation.actions.seeding import give_seed

__all__ = [
    "decide_principles",
    "give_seed",
    "list_reader",
    "note_opening",
    "note_reading",
    "note_shutting",
    "propose_principles",
    "remove_reader",
    "send_back_principles",
]
