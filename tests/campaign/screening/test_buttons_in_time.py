"""No button is shown that would only answer "not now": the page says why there is none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lungang.campaign.core.models import Campaign, PackVersion
from lungang.campaign.rosters.models import Return
from lungang.campaign.screening import actions, queries
from lungang.campaign.screening.pooling import standing
from lungang.campaign.screening.states import PetitionKind
from lungang.platform import clock
from lungang.platform.accounts.middleware import HOLDING
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from tests.factories import also
from tests.forms import forms_on

LAND, SCHOOLS = "县国土资源和房屋管理局", "县教育委员会"
WHY = "现在是第 8 步落实，这件事在筛查、商定时办"
ALWAYS = {"/screening/download/"}


def shown(client, actor, path):
    """What a page says, and where its forms go that act on the screening."""
    client.force_login(actor.user)
    if actor.holding is not None:
        session = client.session
        session[HOLDING] = actor.holding.pk
        session.save()
    page = client.get(path)
    assert page.status_code == 200, path
    acts = {form.action for form in forms_on(page, path) if form.action.startswith("/screening/")}
    return page.content.decode(), acts - ALWAYS


@pytest.fixture
def busy(county):
    """A county with a pool sent, a petition open, and opinions asked for."""
    county.screen()
    actions.ask_opinions(county.personnel, county.campaign, clock.now() + timedelta(days=1))
    actions.propose_pool(county.personnel, county.campaign, standing(county.campaign).digest)
    rows = queries.results_for(county.officer(LAND), county.campaign)
    county.person = rows[1]
    county.asked = actions.petition(
        county.officer(LAND), county.campaign, rows[0].pk, PetitionKind.DEFER, "援建"
    )
    return county


def pages(county):
    petition = f"/screening/petitions/{county.asked.pk}/"
    person = f"/screening/person/{county.person.pk}/"
    return [
        (county.personnel, "/screening/"),
        (county.personnel, "/screening/opinions/"),
        (county.group, "/screening/pool/"),
        (county.group, petition),
        (county.officer(LAND), petition),
        (county.officer(LAND), "/screening/unit/"),
        (county.officer(LAND), person),
    ]


def test_out_of_its_time_every_page_says_why_instead(client, busy):
    before = [shown(client, actor, path) for actor, path in pages(busy)]
    assert all(acts or "提请暂缓" in page for page, acts in before)
    assert not any(WHY in page for page, _acts in before)
    with writing():
        Campaign.objects.update(step="transfer")
    for actor, path in pages(busy):
        page, acts = shown(client, actor, path)
        assert WHY in page, path
        assert not acts, path
        assert f"{busy.person.pk}/petition/" not in page
    for actor in (busy.group, busy.personnel):
        page = shown(client, actor, "/")[0]
        assert "去审" not in page
        assert "去确认" not in page


@pytest.mark.parametrize(
    ("missing", "why"), [("packs", "还没有起用政策"), ("returns", "还没有接收的花名册")]
)
def test_before_the_rules_can_run_the_page_says_what_is_missing(client, county, missing, why):
    assert "/screening/run/" in shown(client, county.personnel, "/screening/")[1]
    with writing():
        if missing == "packs":
            PackVersion.objects.all().delete()
        else:
            Return.objects.update(state="submitted")
    page, acts = shown(client, county.personnel, "/screening/")
    assert why in page
    assert not acts
    assert why not in shown(client, county.group, "/screening/")[0]


def test_one_s_own_matter_is_left_to_another(client, busy):
    both = also(busy.personnel, Office.LEADING_GROUP)
    pool = queries.current_pool(busy.campaign)
    confirm = f"/screening/pool/{pool.pk}/confirm/"
    actions.refuse(busy.group, busy.campaign, busy.asked.pk, "不属实")
    assert confirm in shown(client, busy.group, "/screening/pool/")[1]
    page, acts = shown(client, both, "/screening/pool/")
    assert "请领导小组的另一人确认" in page
    assert confirm not in acts
    person = queries.results_for(busy.personnel, busy.campaign).filter(
        verdict="must_exchange", authority=busy.personnel.authority
    )[0]
    own = actions.petition(busy.personnel, busy.campaign, person.pk, PetitionKind.DEFER, "援建")
    page, acts = shown(client, both, f"/screening/petitions/{own.pk}/")
    assert "请领导小组的另一人审" in page
    assert not acts


def test_after_the_pool_is_confirmed_nobody_is_offered_a_petition(client, busy):
    actions.refuse(busy.group, busy.campaign, busy.asked.pk, "不属实")
    pool = queries.current_pool(busy.campaign)
    missing = standing(busy.campaign).unanswered
    actions.confirm_pool(busy.group, busy.campaign, pool.pk, pool.digest, without_opinion=missing)
    for path in (f"/screening/person/{busy.person.pk}/", "/screening/unit/"):
        page, acts = shown(client, busy.officer(LAND), path)
        assert "应交流人员名单已经确认" in page
        assert not acts
        assert f"{busy.person.pk}/petition/" not in page
