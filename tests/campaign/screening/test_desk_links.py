"""Every link that an office is shown on its desk and in its menus opens for it, at every step."""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

from lungang.campaign.core.actions import give_task
from lungang.campaign.core.models import Campaign
from lungang.campaign.core.steps import STEPS
from lungang.campaign.screening import actions, queries
from lungang.campaign.screening.pooling import standing
from lungang.campaign.screening.states import PetitionKind
from lungang.platform import clock
from lungang.platform.accounts.offices import COUNTY_READERS, Office
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from tests.factories import make_actor

LAND, SCHOOLS = "县国土资源和房屋管理局", "县教育委员会"


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a" and href and not href.startswith("#"):
            self.found.add(href)


def assert_all_open(client, actor, start="/"):
    client.force_login(actor.user)
    page = client.get(start)
    assert page.status_code == 200, (actor.office, start)
    links = Links(page.content.decode()).found
    assert links
    for href in sorted(links):
        where = urlsplit(urljoin(start, href))
        assert not where.netloc, href
        answer = client.get(f"{where.path}?{where.query}".rstrip("?"), follow=True)
        assert answer.status_code == 200, (actor.office, start, href)
    return links


@pytest.fixture
def everything(county):
    """A county in which something of every kind waits on desks."""
    county.screen()
    later = clock.now() + timedelta(days=1)
    units = [unit.pk for unit in county.units.values()]
    give_task(county.personnel, county.campaign.pk, "rosters", units, later)
    actions.ask_opinions(county.personnel, county.campaign, later)
    row = queries.results_for(county.officer(LAND), county.campaign).first()
    other = queries.results_for(county.officer(SCHOOLS), county.campaign).first()
    actions.propose_pool(county.personnel, county.campaign, standing(county.campaign).digest)
    for officer, person in ((LAND, row), (SCHOOLS, other)):
        actions.petition(
            county.officer(officer), county.campaign, person.pk, PetitionKind.DEFER, "援建"
        )
    return county


@pytest.mark.parametrize("step", [step.key for step in STEPS])
def test_every_link_on_every_desk_opens(client, everything, step):
    with writing():
        Campaign.objects.update(step=step)
        everything.campaign.tasks.filter(unit=everything.units[SCHOOLS].pk).update(
            due_at=clock.now() - timedelta(hours=1)
        )
    for office in Office:
        links = assert_all_open(client, make_actor(office, everything.units[LAND]))
        if office in COUNTY_READERS:
            assert "/units/" in links


@pytest.mark.parametrize("office", list(Office))
def test_every_link_of_a_site_without_a_campaign_opens(client, db, office):
    assert_all_open(client, make_actor(office))


def test_links_to_the_boards_are_for_those_who_may_open_them(client, everything):
    section = assert_all_open(client, everything.personnel)
    assert "/screening/opinions/" in section
    assert "/rosters/" in section
    chaser = assert_all_open(client, make_actor(Office.SUPERVISION))
    assert not any(link.startswith("/screening/") for link in chaser)


def test_every_tab_and_link_of_the_steps_pages_opens(client, everything):
    starts = ["/screening/", "/screening/petitions/", "/screening/opinions/", "/screening/pool/"]
    for actor in (everything.personnel, everything.group, make_actor(Office.DISCIPLINE)):
        for start in starts:
            assert_all_open(client, actor, start)
    for office in (Office.HR_OFFICER, Office.UNIT_HEAD):
        actor = make_actor(office, everything.units[LAND])
        assert_all_open(client, actor, "/screening/unit/")
    for start in ("/campaign/", "/tasks/", "/units/", "/notices/"):
        assert_all_open(client, everything.personnel, start)
    for office in COUNTY_READERS:
        assert_all_open(client, make_actor(office), "/campaign/")
        assert_all_open(client, make_actor(office), "/units/")


def test_a_message_leads_nowhere_for_whom_the_page_is_not(client, everything):
    chaser = make_actor(Office.SUPERVISION)
    with writing():
        Notice.objects.create(
            office=Office.SUPERVISION, subject="请看名单", sender="系统", path="/screening/pool/",
            at=clock.now(),
        )  # fmt: skip
    assert "/screening/pool/" not in assert_all_open(client, chaser)
    client.force_login(chaser.user)
    page = client.get(f"/notices/{Notice.objects.get(office=Office.SUPERVISION).pk}/")
    assert "去办理" not in page.content.decode()
