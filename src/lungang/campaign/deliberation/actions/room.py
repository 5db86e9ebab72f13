"""What stands before every act in the room: the office, the list, the step, the principles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.models import Meeting, Principles, Scenario
from lungang.campaign.deliberation.queries import (
    decided_principles,
    open_meeting,
    reader_of,
    scenarios,
    standing_decision,
)
from lungang.campaign.deliberation.states import (
    MEETINGS,
    STEPS,
    DecisionState,
    PrinciplesState,
)
from lungang.errors import NotNow, NotPermitted, Stale
from lungang.platform.accounts.actor import Actor
from lungang.platform.actions import Act


def require_reader(
    act: Act,
    campaign: Campaign,
    rule: Callable[[Actor], bool],
    steps: Iterable[str] = STEPS,
) -> None:
    """Go on only in an office that may, on the need-to-know list, in one of the steps.

    Raises:
        NotPermitted: another office, or not on the list.
        NotNow: another step.
    """
    act.require(rule(act.actor) and reader_of(act.actor, campaign) is not None)
    require_step(act, campaign, *steps)


def require_principles(campaign: Campaign) -> Principles:
    """Return the principles that everything here starts from.

    Raises:
        NotNow: the leading group has not decided them, or took them back.
    """
    found = decided_principles(campaign)
    if found is None:
        raise NotNow(_("领导小组还没有定原则和程序，或者已经退回，不能商定"))
    return found


def the_scenario(act: Act, campaign: Campaign, pk: UUID) -> Scenario:
    """Return a scenario that may be deliberated on, under the principles that hold.

    Raises:
        NotPermitted: there is none.
        NotNow: it was dropped, or the principles that it was computed under do not hold any more.
    """
    principles = require_principles(campaign)
    found = scenarios(principles).defer("content").filter(pk=pk).first()
    if found is not None:
        return found
    if campaign.scenarios.filter(pk=pk).exists():
        raise NotNow(_("这个方案已经不用，或者原则重新定过，不能再照它商定"))
    raise NotPermitted(act.name)


def sit(act: Act, campaign: Campaign, *, seen: int | None) -> Meeting:
    """Return the meeting that is open, locked, as the page showed it.

    Raises:
        NotNow: no meeting is open, or the one that is sits under principles that hold no more: its
            minutes would name those.
        Stale: something was done in it since.
    """
    meeting = open_meeting(campaign)
    if meeting is None:
        raise NotNow(_("联席会议没有开，或者已经散会，不能商定。先开会"))
    if meeting.principles.state != PrinciplesState.DECIDED:
        raise NotNow(_("开会以后原则和程序重新定过，不能在这次会上商定。先散会，再开一次"))
    try:
        locked = act.lock(campaign.meetings.all(), meeting.pk, seen=seen)
    except Stale as error:
        raise Stale(_("你打开之后会上又定过，没有办理"), error.subject, error.since) from error
    MEETINGS.after("mark", locked.state)
    return locked


def refuse_while_decided(campaign: Campaign) -> None:
    """Let nothing of the plan move while it is with the second person, confirmed, or released.

    Raises:
        NotNow: so it is.
    """
    decision = standing_decision(campaign)
    if decision is None:
        return
    if decision.state == DecisionState.ASKED:
        raise NotNow(_("方案已送第二人确认，不能再改。要改，先退回"))
    if decision.state == DecisionState.CONFIRMED:
        raise NotNow(_("方案已由两人确认，不能再改。要改，先退回"))
    raise NotNow(_("方案已经发布，不能在这里再改"))
