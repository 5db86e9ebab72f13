"""Everything that this app writes."""

from lungang.campaign.transfer.actions.duties import settle_duty
from lungang.campaign.transfer.actions.hours import move_hours
from lungang.campaign.transfer.actions.numbering import number_paper
from lungang.campaign.transfer.actions.releasing import release
from lungang.campaign.transfer.actions.slips import issue_slip
from lungang.campaign.transfer.actions.stepping import collect, step, unseat
from lungang.campaign.transfer.actions.urging import urge

__all__ = [
    "collect",
    "issue_slip",
    "move_hours",
    "number_paper",
    "release",
    "settle_duty",
    "step",
    "unseat",
    "urge",
]
