"""Taking the list out of the system is put on record; the file itself is made by the view."""

from __future__ import annotations

from lungang.campaign.core.models import Campaign
from lungang.campaign.screening import access
from lungang.campaign.screening.models import Run
from lungang.campaign.screening.queries import last_run
from lungang.errors import NotPermitted
from lungang.platform.actions import Act, action


@action("screening.download")
def note_download(act: Act, campaign: Campaign, people: int) -> Run:
    """Put on record that the list was downloaded."""
    act.require(access.may_see_list(act.actor))
    run = last_run(campaign)
    if run is None:
        raise NotPermitted(act.name)
    act.record(run, f"下载筛查名册 {people} 人", people=people)
    return run
