"""A citizen id was put right in a roster: petitions and opinions stay with their person."""

from __future__ import annotations

from lungang.campaign.rosters.models import Row
from lungang.campaign.screening.models import Opinion, Petition, Result
from lungang.platform.actions import Act


def move_people(act: Act, row: Row, old: str, new: str) -> None:
    """Move what was asked for, answered and found out about a person to the new key.

    Pools stay as they were sent: a roster put right makes them stale as it is.
    """
    campaign = row.roster_return.campaign_id
    moved = [
        Petition.objects.filter(campaign=campaign, person_key=old).update(person_key=new),
        Opinion.objects.filter(campaign=campaign, person_key=old).update(person_key=new),
        Result.objects.filter(run__campaign=campaign, person_key=old).update(person_key=new),
    ]
    if any(moved):
        act.record(row, "证号更正，提请和意见随人转移", petitions=moved[0], opinions=moved[1])
