"""Everything that this app writes."""

from lungang.campaign.rosters.actions.begin import discard, reopen, start_empty, upload
from lungang.campaign.rosters.actions.correct import (
    approve_correction,
    ask_correction,
    refuse_correction,
)
from lungang.campaign.rosters.actions.decide import accept_all_mine, accept_rows, return_, take_up
from lungang.campaign.rosters.actions.edit import add_row, edit_cells, remove_row
from lungang.campaign.rosters.actions.reveal import note_download, note_many_reveals, reveal_id
from lungang.campaign.rosters.actions.submit import submit

__all__ = [
    "accept_all_mine",
    "accept_rows",
    "add_row",
    "approve_correction",
    "ask_correction",
    "discard",
    "edit_cells",
    "note_download",
    "note_many_reveals",
    "refuse_correction",
    "remove_row",
    "reopen",
    "return_",
    "reveal_id",
    "start_empty",
    "submit",
    "take_up",
    "upload",
]
