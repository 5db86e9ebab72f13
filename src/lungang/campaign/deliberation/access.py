"""Who may, in deliberation. Who may see the plan is asked further: it is whoever is on the list."""

from __future__ import annotations

from lungang.campaign.core.access import is_own
from lungang.campaign.deliberation.states import (
    DECISIONS,
    MEETINGS,
    PRINCIPLES,
    SCENARIOS,
    SEED_OFFICES,
)
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import SECTIONS, Office

_ROOM = SECTIONS | {Office.LEADING_GROUP, Office.DISCIPLINE}
"""Offices whose people may be put on the need-to-know list: those who work the plan out, those who
decide what it starts from, and the witness."""


def may_see_principles(actor: Actor) -> bool:
    """See principles, pool and list of readers: nothing of a plan."""
    return actor.office in _ROOM


def may_propose_principles(actor: Actor) -> bool:
    """Send the principles to the leading group: the two sections."""
    return actor.office in PRINCIPLES.who("replace")


def may_decide_principles(actor: Actor) -> bool:
    """Decide the principles or send them back: the leading group."""
    return actor.office in PRINCIPLES.who("decide")


def may_give_seed(actor: Actor) -> bool:
    """Give one half of the seed."""
    return actor.office in SEED_OFFICES


def may_list_readers(actor: Actor) -> bool:
    """Put people on the need-to-know list and take them off: the leading group."""
    return actor.office is Office.LEADING_GROUP


def may_be_listed(office: Office) -> bool:
    """Whether people of an office may stand on the need-to-know list."""
    return office in _ROOM


def may_see_readings(actor: Actor) -> bool:
    """See who read the sealed plan and when: the leading group and the witness."""
    return actor.is_any(Office.LEADING_GROUP, Office.DISCIPLINE)


def may_deliberate(actor: Actor) -> bool:
    """Open sealed pages at all; whether the person is on the list, the door asks."""
    return actor.office in _ROOM


def may_run_meeting(actor: Actor) -> bool:
    """Open, change and close a meeting, and act in it: the two sections."""
    return actor.office in MEETINGS.who("mark")


def may_compute(actor: Actor) -> bool:
    """Have scenarios computed, and drop them: the two sections."""
    return actor.office in SCENARIOS.who("choose")


def may_confirm(actor: Actor) -> bool:
    """Be one of the two who confirm the decided plan."""
    return actor.office in DECISIONS.who("confirm")


def may_be_second(actor: Actor, first_by: Holding) -> bool:
    """Confirm what ``first_by`` asked for: another person, and of the other section."""
    return not is_own(actor, first_by) and first_by.office != actor.office


def may_send_back_decision(actor: Actor) -> bool:
    """Send the decided plan back."""
    return actor.office in DECISIONS.who("send_back")
