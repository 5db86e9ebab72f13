"""Taking tables and the list out of the system is put on record; the view makes the file."""

from __future__ import annotations

from lungang.campaign.core.models import Campaign
from lungang.campaign.outcomes import access
from lungang.campaign.outcomes.exports import file_of
from lungang.campaign.outcomes.queries import release_that_counts
from lungang.campaign.transfer.models import WorkMeeting
from lungang.errors import NotPermitted
from lungang.platform.actions import Act, action


@action("outcomes.download")
def note_download(act: Act, campaign: Campaign, what: str, form: str) -> WorkMeeting:
    """Put on record that a file was taken.

    Raises:
        NotPermitted: not an office that reads the list, no such file, or nothing is released.
    """
    act.require(access.may_see_people(act.actor))
    meeting, file = release_that_counts(campaign), file_of(what, form)
    if meeting is None or file is None:
        raise NotPermitted(act.name)
    act.record(meeting, f"下载{file.label}（{form}）")
    return meeting
