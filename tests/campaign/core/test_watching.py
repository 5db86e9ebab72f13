"""Desks of offices that watch say what they will see and do, and lead to what they may open."""

from __future__ import annotations

import pytest

from lungang.campaign.core import actions
from lungang.campaign.core.watching import PARTS, watch_of
from lungang.platform.accounts.offices import Office
from tests.factories import make_actor, make_campaign

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("office", list(PARTS))
def test_every_page_named_on_the_desk_opens(client, office):
    campaign, actor = make_campaign("screening"), make_actor(office)
    client.force_login(actor.user)
    page = client.get("/").content.decode()
    watch = watch_of(actor, campaign)
    assert watch.about in page
    assert len(watch.pages) == len(PARTS[office].pages), "one is named that is not open"
    for one in watch.pages:
        assert f'href="{one.url}"' in page
        assert client.get(one.url).status_code == 200, one


def test_the_steps_say_what_is_over_what_is_now_and_what_comes():
    campaign = make_campaign("screening")
    turns = watch_of(make_actor(Office.SUPERVISION), campaign).turns
    assert [turn.when for turn in turns] == ["past", "now", "later", "later"]


def test_a_representative_is_told_until_he_is_invited():
    campaign, observer = make_campaign(), make_actor(Office.OBSERVER)
    assert "还没有" in watch_of(observer, campaign).missing
    actions.add_observer(make_actor(Office.LEADING_GROUP), campaign.pk, observer.holding.pk)
    assert watch_of(observer, campaign).missing == ""


def test_offices_with_work_of_their_own_have_none():
    assert watch_of(make_actor(Office.PERSONNEL_SECTION), make_campaign()) is None
