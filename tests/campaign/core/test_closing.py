"""A campaign is closed by the leading group at its last step; then the next may open."""

from __future__ import annotations

from datetime import date

import pytest

from lungang.campaign.core import actions
from lungang.campaign.core.queries import current_campaign
from lungang.errors import NotNow, NotPermitted
from lungang.platform.accounts.offices import Office
from tests.factories import make_actor, make_campaign


@pytest.mark.django_db
def test_closed_at_the_last_step_by_the_group_alone() -> None:
    group, section = make_actor(Office.LEADING_GROUP), make_actor(Office.PERSONNEL_SECTION)
    campaign = make_campaign("inspection")
    with pytest.raises(NotNow, match="第 11 步验收"):
        actions.close_campaign(group, campaign.pk)
    actions.open_step(group, campaign.pk, "archive")
    with pytest.raises(NotPermitted):
        actions.close_campaign(section, campaign.pk)
    assert actions.close_campaign(group, campaign.pk).closed_at is not None
    assert current_campaign() is None
    with pytest.raises(NotPermitted):
        actions.close_campaign(group, campaign.pk)
    assert actions.open_campaign(section, "下一批", "青榆县", date(2006, 12, 16)) is not None
