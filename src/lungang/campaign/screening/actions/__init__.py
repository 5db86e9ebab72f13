"""Everything that this app writes."""

from lungang.campaign.screening.actions.asking import ask_opinions
from lungang.campaign.screening.actions.confirming import confirm_pool, send_back_pool
from lungang.campaign.screening.actions.deciding import approve, refuse
from lungang.campaign.screening.actions.downloading import note_download
from lungang.campaign.screening.actions.opinions import give_opinions
from lungang.campaign.screening.actions.petitioning import petition, withdraw
from lungang.campaign.screening.actions.proposing import propose_pool
from lungang.campaign.screening.actions.running import run_screening, save_run

__all__ = [
    "approve",
    "ask_opinions",
    "confirm_pool",
    "give_opinions",
    "note_download",
    "petition",
    "propose_pool",
    "refuse",
    "run_screening",
    "save_run",
    "send_back_pool",
    "withdraw",
]
