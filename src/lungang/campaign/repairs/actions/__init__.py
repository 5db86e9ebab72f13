"""Everything that this app writes."""

from lungang.campaign.repairs.actions.computing import compute_repair
from lungang.campaign.repairs.actions.deciding import ask, confirm, drop, send_back
from lungang.campaign.repairs.actions.releasing import release
from lungang.campaign.repairs.actions.reporting import report, withdraw

__all__ = [
    "ask",
    "compute_repair",
    "confirm",
    "drop",
    "release",
    "report",
    "send_back",
    "withdraw",
]
