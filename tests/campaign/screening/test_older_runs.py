"""Addresses and forms from before the last run lead on to the same person in it."""

from __future__ import annotations

import html

import pytest

from lungang.campaign.screening import actions, queries
from lungang.campaign.screening.models import Petition, Result
from lungang.campaign.screening.states import PetitionKind
from lungang.platform.guard import writing
from tests.forms import form_to, opened, press

LAND, SCHOOLS = "县国土资源和房屋管理局", "县教育委员会"
TYPED = {"kind": "defer", "reason": "正在援建"}


@pytest.fixture
def person(client, county):
    county.screen()
    client.force_login(county.officer(LAND).user)
    rows = queries.results_for(county.officer(LAND), county.campaign)
    return rows.filter(verdict="must_exchange").first()


def now(county, person):
    return Result.objects.get(run__number=2, person_key=person.person_key)


def test_pages_of_an_older_run_lead_on(client, county, person):
    county.screen()
    new = now(county, person).pk
    answer = client.get(f"/screening/person/{person.pk}/")
    assert (answer.status_code, answer.url) == (302, f"/screening/person/{new}/")
    answer = client.get(f"/screening/person/{person.pk}/petition/?kind=defer")
    assert answer.url == f"/screening/person/{new}/petition/?kind=defer"
    client.force_login(county.group.user)
    panel = client.get(f"/screening/?person={person.pk}").content.decode()
    assert f"{person.name}的依据" in panel


def test_who_may_not_see_the_person_is_led_nowhere(client, county, person):
    county.screen()
    client.force_login(county.officer(SCHOOLS).user)
    for path in ("", "petition/"):
        assert client.get(f"/screening/person/{person.pk}/{path}").status_code == 404


def test_a_petition_typed_before_a_run_that_changed_nothing_is_taken(client, county, person):
    form = opened(client, f"/screening/person/{person.pk}/petition/")
    county.screen()
    assert press(client, form, TYPED).status_code == 302
    assert Petition.objects.get().reason == "正在援建"


def test_a_petition_typed_before_a_run_that_changed_a_fact_comes_back(client, county, person):
    form = opened(client, f"/screening/person/{person.pk}/petition/")
    county.screen()
    new = now(county, person)
    with writing():
        Result.objects.filter(pk=new.pk).update(fact="任现职 99 年")
    answer = press(client, form, TYPED)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 409
    assert all(word in page for word in ("正在援建", person.fact, "任现职 99 年"))
    url = f"/screening/person/{new.pk}/petition/"
    assert press(client, form_to(answer, url, url), TYPED).status_code == 302


def test_a_petition_decided_meanwhile_is_told_and_the_text_kept(client, county, person):
    form = opened(client, f"/screening/person/{person.pk}/petition/")
    officer = county.officer(LAND)
    other = actions.petition(officer, county.campaign, person.pk, PetitionKind.DEFER, "病休")
    actions.refuse(county.group, county.campaign, other.pk, "不属实")
    answer = press(client, form, TYPED)
    assert answer.status_code == 409
    page = html.unescape(answer.content.decode())
    assert "提请暂缓，未同意" in page
    assert "正在援建" in page


def test_pressed_twice_it_asks_once(client, person):
    form = opened(client, f"/screening/person/{person.pk}/petition/")
    for _press in range(2):
        assert press(client, form, TYPED).status_code == 302
    assert Petition.objects.count() == 1
