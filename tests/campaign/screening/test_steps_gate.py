"""What belongs to a step is done in it, and nothing at all once the campaign is archived."""

from __future__ import annotations

import pytest

from lungang.campaign.core.models import Campaign
from lungang.campaign.rosters import actions as rosters
from lungang.campaign.screening import actions
from lungang.campaign.screening.pooling import standing
from lungang.errors import NotNow
from lungang.platform import clock
from lungang.platform.guard import writing
from tests.campaign.rosters.desk import make_desk


def move(**facts):
    with writing():
        Campaign.objects.update(**facts)


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"step": "motion"}, "现在是第 1 步立项"), ({"closed_at": clock.now()}, "已经终止")],
)
def test_no_pool_is_confirmed_out_of_step(county, facts, words):
    county.screen()
    digest = standing(county.campaign).digest
    pool = actions.propose_pool(county.personnel, county.campaign, digest)
    move(**facts)
    for act in (
        lambda: actions.confirm_pool(county.group, county.campaign, pool.pk, digest),
        lambda: actions.send_back_pool(county.group, county.campaign, pool.pk, "再核"),
        lambda: actions.propose_pool(county.personnel, county.campaign, digest),
        county.screen,
    ):
        with pytest.raises(NotNow, match=words):
            act()
    pool.refresh_from_db()
    assert pool.state == "proposed"


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"step": "archive"}, "在上报、筛查时办"), ({"closed_at": clock.now()}, "已经终止")],
)
def test_no_roster_moves_out_of_step(db, facts, words):
    desk = make_desk()
    draft = rosters.start_empty(desk.stranger, desk.campaign)
    sent = desk.submitted()
    move(**facts)
    for act in (
        desk.upload,
        lambda: rosters.add_row(desk.stranger, draft.pk, "roster", {"name": "某甲"}),
        lambda: rosters.discard(desk.stranger, draft.pk),
        lambda: rosters.submit(desk.stranger, draft.pk),
        lambda: rosters.accept_all_mine(desk.personnel, sent.pk),
        lambda: rosters.return_(desk.personnel, sent.pk, "不对"),
    ):
        with pytest.raises(NotNow, match=words):
            act()
