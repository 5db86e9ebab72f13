"""Units are asked from the page as it stands, and no more once the pool is confirmed."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest

from lungang.campaign.screening import actions
from lungang.campaign.screening.pooling import standing
from lungang.errors import NotNow
from lungang.platform import clock
from tests.forms import form_to, opened, press

URL = "/screening/opinions/"


@pytest.fixture
def section(client, county):
    county.screen()
    client.force_login(county.personnel.user)
    return county


def due(days=3):
    return {"due_at": f"{clock.now() + timedelta(days=days):%Y-%m-%dT%H:%M}"}


@pytest.mark.parametrize("meanwhile", ["asked", "screened"])
def test_an_old_page_asks_nobody_and_keeps_the_time(client, section, meanwhile):
    form, later = opened(client, URL), due(9)
    if meanwhile == "asked":
        moment = clock.now() + timedelta(days=2)
        actions.ask_opinions(section.organisation, section.campaign, moment)
    else:
        section.screen()
    before = list(section.campaign.tasks.values_list("due_at", flat=True))
    answer = press(client, form, later)
    assert answer.status_code == 409
    assert "在你打开之后" in html.unescape(answer.content.decode())
    assert list(section.campaign.tasks.values_list("due_at", flat=True)) == before
    again = form_to(answer, URL, URL)
    assert again.values["due_at"] == later["due_at"]
    assert press(client, again, later).status_code == 302


def test_without_what_the_page_showed_nobody_is_asked(client, section):
    assert client.post(URL, due()).status_code == 409
    assert not section.campaign.tasks.exists()


def test_once_the_pool_is_confirmed_nobody_is_asked(client, section):
    form, now = opened(client, URL), standing(section.campaign)
    pool = actions.propose_pool(section.personnel, section.campaign, now.digest)
    actions.confirm_pool(
        section.group, section.campaign, pool.pk, now.digest, without_opinion=now.unanswered
    )
    moment = clock.now() + timedelta(days=2)
    with pytest.raises(NotNow, match="已经确认"):
        actions.ask_opinions(section.personnel, section.campaign, moment)
    answer = press(client, form, due())
    assert answer.status_code == 409
    assert "已经确认" in answer.content.decode()
    page = client.get(URL)
    assert "已经确认" in page.content.decode()
    assert form_to(page, URL, URL) is None
