"""The demonstration on the day of the joint meeting: everything before it is done.

All rosters are in, the pool is confirmed, principles are decided, both halves of the seed given,
the readers listed, one scenario computed, and the meeting has just been opened. Every act goes
through the same action as in service, by whoever does it there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from lungang.i18n import gettext as _

if TYPE_CHECKING:
    from lungang.campaign.core.models import Campaign
    from lungang.platform.accounts.actor import Actor
    from lungang.platform.accounts.offices import Office

SEED_VALUES = ("qingyu2004", "1215081632")
"""What the two sections gave. In a real county nobody knows the other's."""
_PLACE = "第二会议室"
_AGENDA = "研究 2004 年县级机关公务员轮岗交流人员去向"
_SCENARIO = "照现行政策"


def prepare(
    campaign: Campaign,
    county: Mapping[Office, Actor],
    held_at: datetime,
    say: Callable[[str], None],
) -> None:
    """Bring a campaign with all rosters accepted to the opened joint meeting."""
    from lungang.platform.accounts.offices import Office

    section, other = county[Office.ORGANISATION_SECTION], county[Office.PERSONNEL_SECTION]
    group = county[Office.LEADING_GROUP]
    say(_("筛查，领导小组确认名单、定原则……"))
    _confirm_pool(campaign, section, group)
    campaign.refresh_from_db()
    _decide_principles(campaign, section, group)
    _give_seed(campaign, section, other)
    _list_readers(campaign, group)
    say(_("算第一个方案，开联席会议……"))
    _open_meeting(campaign, section, other, held_at)


def _confirm_pool(campaign: Campaign, section: Actor, group: Actor) -> None:
    from lungang.campaign.core.actions import open_step
    from lungang.campaign.screening import actions
    from lungang.campaign.screening.pooling import standing

    open_step(section, campaign.pk, "screening")
    campaign.refresh_from_db()
    actions.run_screening(section, campaign)
    pool = actions.propose_pool(section, campaign, standing(campaign).digest)
    unanswered = standing(campaign).unanswered
    actions.confirm_pool(
        group, campaign, pool.pk, pool.digest, without_opinion=unanswered, seen=pool.version
    )


def _decide_principles(campaign: Campaign, section: Actor, group: Actor) -> None:
    from lungang.campaign.deliberation import actions
    from lungang.campaign.deliberation.principles import bound_now, default_text
    from lungang.platform import clock

    sent = actions.propose_principles(
        section,
        campaign,
        default_text(campaign),
        "县机关公务员轮岗交流工作领导小组会议",
        clock.today(),
        binding=bound_now(campaign).digest,
    )
    actions.decide_principles(group, campaign, sent.pk, sent.digest, seen=sent.version)


def _give_seed(campaign: Campaign, *sections: Actor) -> None:
    from lungang.campaign.deliberation import actions
    from lungang.campaign.deliberation.queries import decided_principles

    for section, value in zip(sections, SEED_VALUES, strict=True):
        principles = decided_principles(campaign)
        assert principles is not None
        actions.give_seed(section, campaign, principles.pk, value, seen=principles.version)


def _list_readers(campaign: Campaign, group: Actor) -> None:
    from lungang.campaign.deliberation import actions
    from lungang.campaign.deliberation.queries import listable

    for holding in list(listable(campaign)):
        actions.list_reader(group, campaign, holding.pk)


def _open_meeting(campaign: Campaign, section: Actor, other: Actor, held_at: datetime) -> None:
    from lungang.campaign.deliberation import actions

    actions.compute_scenario(section, campaign, title=_SCENARIO)
    actions.start_meeting(
        section,
        campaign,
        held_at=held_at,
        place=_PLACE,
        chair=f"{section.title}　{section.name}",
        present=[f"{one.title}　{one.name}" for one in (section, other)],
        agenda=_AGENDA,
    )
