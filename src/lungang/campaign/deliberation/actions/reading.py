"""Every opening of the sealed plan and every reading of a page of it is on record."""

from __future__ import annotations

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import access
from lungang.campaign.deliberation.models import Reader
from lungang.campaign.deliberation.queries import reader_of
from lungang.platform.actions import Act, action


@action("deliberation.open_plan")
def note_opening(act: Act, campaign: Campaign) -> Reader:
    """Put on record that somebody on the list opened the plan with the second factor.

    Raises:
        NotPermitted: the actor is not on the list.
    """
    reader = _own(act, campaign)
    act.record(reader, "打开密封的方案", code=reader.code)
    return reader


@action("deliberation.shut_plan")
def note_shutting(act: Act, campaign: Campaign) -> Reader:
    """Put on record that somebody on the list shut the door by hand.

    Raises:
        NotPermitted: the actor is not on the list.
    """
    reader = _own(act, campaign)
    act.record(reader, "合上密封的方案", code=reader.code)
    return reader


@action("deliberation.read_plan")
def note_reading(act: Act, campaign: Campaign, what: str) -> Reader:
    """Put on record which page or copy (``what``) somebody on the list was shown.

    Raises:
        NotPermitted: the actor is not on the list.
    """
    reader = _own(act, campaign)
    act.record(reader, f"查看密封的方案：{what}", code=reader.code)
    return reader


def _own(act: Act, campaign: Campaign) -> Reader:
    reader = reader_of(act.actor, campaign)
    act.require(access.may_deliberate(act.actor) and reader is not None)
    assert reader is not None
    return reader
