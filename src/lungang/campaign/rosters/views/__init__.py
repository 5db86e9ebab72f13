"""Pages of the rosters: the unit's, the sections', the county's."""

from lungang.campaign.rosters.views.correcting import (
    approve,
    correct,
    correction,
    corrections,
    refuse,
)
from lungang.campaign.rosters.views.county import board, reveals
from lungang.campaign.rosters.views.deciding import accept, accept_all, send_back, take_up
from lungang.campaign.rosters.views.reporting import (
    add,
    discard,
    edit,
    mine,
    remove,
    reopen,
    row,
    start,
    submit,
    template,
    upload,
)
from lungang.campaign.rosters.views.revealing import reveal
from lungang.campaign.rosters.views.showing import compare, marked, one

__all__ = [
    "accept",
    "accept_all",
    "add",
    "approve",
    "board",
    "compare",
    "correct",
    "correction",
    "corrections",
    "discard",
    "edit",
    "marked",
    "mine",
    "one",
    "refuse",
    "remove",
    "reopen",
    "reveal",
    "reveals",
    "row",
    "send_back",
    "start",
    "submit",
    "take_up",
    "template",
    "upload",
]
