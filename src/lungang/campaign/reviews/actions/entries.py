"""Everybody who is moved gets an entry: an account that shows the own move and nothing else."""

from __future__ import annotations

import base64
import hashlib
import hmac
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.reviews import access
from lungang.campaign.reviews.queries import own_journeys
from lungang.campaign.reviews.states import STEPS
from lungang.campaign.transfer.models import Journey, WorkMeeting
from lungang.campaign.transfer.queries import entries_of, work_meeting
from lungang.errors import NotNow
from lungang.platform.accounts.actions import admit_moved, invite_again
from lungang.platform.actions import Act, action
from lungang.platform.audit.log import veiled


def link_token(token: str, journey: Journey) -> str:
    """Return the secret of one person's link, of the secret drawn for all: to be typed from paper.

    Twenty-four signs without capitals, 120 bits: as good as a longer one for three days.
    """
    drawn = hmac.new(token.encode(), journey.pk.bytes, hashlib.sha256).digest()[:15]
    return base64.b32encode(drawn).decode().lower()


@action("reviews.give_entries")
def give_entries(act: Act, campaign: Campaign, *, token: str) -> WorkMeeting:
    """Give everybody of this section's people who has no entry one; their links come of ``token``.

    Raises:
        NotPermitted: not a section.
        NotNow: nothing is released, or everybody has one.
    """
    act.require(access.may_admit(act.actor))
    require_step(act, campaign, *STEPS)
    meeting = work_meeting(campaign)
    rows = list(own_journeys(act.actor, campaign)) if meeting else []
    known = entries_of(rows)
    without = [row for row in rows if row.person_key not in known]
    if meeting is None or not without:
        raise NotNow(_("本科管理的交流人员都已经开了账号"))
    year = timezone.localdate(act.at).year
    for row in without:
        admit_moved(
            act,
            name=row.name,
            person=row.person_key,
            unit=row.from_unit,
            username=f"jl{year}{row.number:03}",
            token=link_token(token, row),
        )
    act.record(meeting, f"给交流人员 {len(without)} 人开本人账号", people=len(without))
    return meeting


@action("reviews.renew_entry")
def renew_entry(act: Act, campaign: Campaign, pk: UUID, *, token: str) -> Journey:
    """Give somebody a new link, where the first was lost or is over.

    Raises:
        NotPermitted: another section's person.
        NotNow: there is no entry, or a password is set.
    """
    act.require(access.may_admit(act.actor))
    journey = act.lock(own_journeys(act.actor, campaign), pk)
    require_step(act, campaign, *STEPS)
    entry = entries_of([journey]).get(journey.person_key)
    if entry is None:
        raise NotNow(_("{name}还没有账号，先开账号").format(name=journey.name))
    if entry.user.has_usable_password():
        raise NotNow(
            _("{name}已经设了口令。忘了口令的，请安全管理员重置").format(name=journey.name)
        )
    invite_again(act, entry, link_token(token, journey))
    act.record(journey, "重发本人账号的链接", person=veiled(journey.person_key))
    return journey
