"""Who may, in the campaign as a whole."""

from __future__ import annotations

from lungang.campaign.core.models import Task
from lungang.campaign.core.states import LEADS, TASKS
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import ADMINISTRATORS, COUNTY_READERS, Office


def may_enter(actor: Actor) -> bool:
    """See the own workbench: whoever holds an office, or could choose one."""
    return actor.user is not None


def may_see_steps(actor: Actor) -> bool:
    """See the pages of the campaign's steps: offices of the county and units' own officers."""
    return actor.office is not None and actor.office not in ADMINISTRATORS


def may_run_campaign(actor: Actor) -> bool:
    """Open a step, give tasks, move deadlines: the two sections in charge and the group."""
    return actor.office in LEADS


def may_close_campaign(actor: Actor) -> bool:
    """Close the campaign: the leading group."""
    return actor.office is Office.LEADING_GROUP


def may_see_county(actor: Actor) -> bool:
    """See how all units stand."""
    return actor.office in COUNTY_READERS


def may_move_deadline(actor: Actor, task: Task) -> bool:
    """Move the deadline of a task that is not over."""
    return TASKS.allows("move", task.state, actor.office)


def may_withdraw_task(actor: Actor, task: Task) -> bool:
    """Withdraw a task that is not over."""
    return TASKS.allows("withdraw", task.state, actor.office)


def is_own(actor: Actor, asked_by: Holding) -> bool:
    """Whether it was asked for by the same person, in whichever office."""
    return actor.user is not None and actor.user.pk == asked_by.user_id


def may_remind(actor: Actor) -> bool:
    """Remind units of what is due: the system alone."""
    return actor.user is None and bool(actor.system)
