"""Everything that this app writes."""

from lungang.campaign.core.actions.calendar_days import set_calendar_day
from lungang.campaign.core.actions.campaigns import (
    close_campaign,
    edit_campaign,
    end_campaign,
    open_campaign,
    open_step,
)
from lungang.campaign.core.actions.gates import refuse_frozen, refuse_own, require_step
from lungang.campaign.core.actions.observers import add_observer
from lungang.campaign.core.actions.packs import adopt_pack
from lungang.campaign.core.actions.reminders import remind_due
from lungang.campaign.core.actions.tasks import advance, give_task, move_deadline, withdraw_task

__all__ = [
    "add_observer",
    "adopt_pack",
    "advance",
    "close_campaign",
    "edit_campaign",
    "end_campaign",
    "give_task",
    "move_deadline",
    "open_campaign",
    "open_step",
    "refuse_frozen",
    "refuse_own",
    "remind_due",
    "require_step",
    "set_calendar_day",
    "withdraw_task",
]
