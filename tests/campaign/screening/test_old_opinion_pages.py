"""The unit's page, opened a while ago: nothing typed is lost, and nobody is overwritten unsaid."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import timedelta

import pytest

from lungang.campaign.screening import actions, queries
from lungang.campaign.screening.actions.opinions import Answer
from lungang.campaign.screening.answering import handle
from lungang.campaign.screening.models import Opinion, Petition, Result
from lungang.campaign.screening.states import OpinionAnswer
from lungang.platform import clock
from lungang.platform.accounts.actions.drafts import keep_draft
from lungang.platform.guard import writing
from tests.forms import form_to, opened, press

LAND, URL = "县国土资源和房屋管理局", "/screening/unit/"


@pytest.fixture
def asked(client, county):
    county.screen()
    actions.ask_opinions(county.personnel, county.campaign, clock.now() + timedelta(days=2))
    client.force_login(county.officer(LAND).user)
    return county


def own(county):
    rows = queries.results_for(county.officer(LAND), county.campaign)
    return list(rows.order_by("verdict", "strokes"))


def said(row, answer, reason=""):
    name = handle(row.person_key)
    return {f"{name}-answer": answer, **({f"{name}-reason": reason} if reason else {})}


def words(answer):
    return html.unescape(answer.content.decode())


def test_typed_before_a_new_run_that_changed_nothing_is_taken(client, asked):
    row = own(asked)[0]
    form = opened(client, URL)
    asked.screen()
    assert press(client, form, said(row, "defer", "正在援建")).status_code == 302
    assert Petition.objects.get().reason == "正在援建"


def test_a_fact_that_changed_is_told_and_the_text_kept(client, asked):
    row = own(asked)[0]
    form = opened(client, URL)
    asked.screen()
    with writing():
        now = Result.objects.filter(run__number=2, person_key=row.person_key)
        now.update(fact="任现职 99 年")
    answer = press(client, form, said(row, "defer", "正在援建"))
    page = words(answer)
    assert answer.status_code == 409
    for word in ("正在援建", "你看到的", row.fact, "任现职 99 年", row.name):
        assert word in page
    assert not Petition.objects.exists()
    again = form_to(answer, URL, URL)
    assert again.values[f"{handle(row.person_key)}-reason"] == "正在援建"
    assert press(client, again, said(row, "defer", "正在援建")).status_code == 302
    assert Petition.objects.get().reason == "正在援建"


def test_somebody_no_longer_asked_about_is_told_and_the_text_kept(client, asked):
    row, other = own(asked)[:2]
    form = opened(client, URL)
    people = [p for p in asked.roster.people if asked.rows[p.id].person_key != row.person_key]
    asked.change(replace(asked.roster, people=tuple(people)))
    asked.screen()
    answer = press(client, form, said(row, "exclude", "已病休") | said(other, "none"))
    page = words(answer)
    assert answer.status_code == 409
    assert all(word in page for word in (row.name, "已病休", "提请不列入", "已不在本单位"))
    assert not Opinion.objects.exists()
    again = form_to(answer, URL, URL)
    assert press(client, again, said(other, "none")).status_code == 302


def test_a_petition_that_was_asked_meanwhile_is_told_and_the_text_kept(client, asked):
    row = own(asked)[0]
    form = opened(client, URL)
    first = [Answer(row.pk, OpinionAnswer.DEFER, "援建")]
    actions.give_opinions(asked.officer(LAND), asked.campaign, first)
    answer = press(client, form, said(row, "exclude", "借调在外"))
    page = words(answer)
    assert answer.status_code == 409
    assert "借调在外" in page
    assert "提请暂缓，待审" in page
    assert Petition.objects.count() == 1


def test_two_old_pages_do_not_overwrite_each_other(client, asked):
    one, other = own(asked)[:2]
    first, second = opened(client, URL), opened(client, URL)
    assert press(client, first, said(one, "none")).status_code == 302
    assert press(client, second, said(other, "none")).status_code == 302
    assert Opinion.objects.count() == 2
    third, fourth = opened(client, URL), opened(client, URL)
    assert press(client, third, third.values | said(one, "defer", "援建")).status_code == 302
    actions.withdraw(asked.officer(LAND), asked.campaign, Petition.objects.get().pk)
    # Sent as it was shown, it says nothing of him, and about another it is taken.
    assert press(client, fourth, fourth.values).status_code == 302
    assert Opinion.objects.get(person_key=one.person_key).answer == "defer"
    assert press(client, first, said(one, "exclude", "借调")).status_code == 409


def test_without_what_the_page_showed_nothing_is_taken(client, asked):
    row = own(asked)[0]
    for seen in ("", "x", "[]", '{"run":"9","people":[]}', '{"run":1,"people":{}}'):
        answer = client.post(URL, {"seen": seen, **said(row, "defer", "援建")})
        assert answer.status_code == 409, seen
        assert "援建" in words(answer)
    assert not Petition.objects.exists()


def test_pressed_twice_it_is_taken_once(client, asked):
    row = own(asked)[0]
    form = opened(client, URL)
    for _press in range(2):
        assert press(client, form, said(row, "defer", "援建")).status_code == 302
    assert Petition.objects.count() == 1


def test_confirmed_meanwhile_the_text_is_kept(client, asked):
    from lungang.campaign.screening.pooling import standing

    row = own(asked)[0]
    form = opened(client, URL)
    now = standing(asked.campaign)
    pool = actions.propose_pool(asked.personnel, asked.campaign, now.digest)
    actions.confirm_pool(
        asked.group, asked.campaign, pool.pk, now.digest, without_opinion=now.unanswered
    )
    answer = press(client, form, said(row, "defer", "正在援建"))
    assert answer.status_code == 409
    assert "已经确认" in words(answer)
    assert "正在援建" in words(answer)


def test_a_draft_comes_back_after_a_new_run(client, asked, rf):
    row = own(asked)[0]
    data = rf.post(URL, said(row, "defer", "正在援建")).POST
    keep_draft(asked.officer(LAND), URL, data)
    asked.screen()
    assert "正在援建" in words(client.get(f"{URL}?draft=1"))


@pytest.mark.parametrize(
    ("answer", "reason", "told"),
    [("xyz", "", "请在列出的意见里选一个"), ("defer", "", "请写明理由"),
     ("none", "援建", "写了理由"), ("", "援建", "写了理由")],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_in_words(client, asked, answer, reason, told):
    row = own(asked)[0]
    refused = press(client, opened(client, URL), said(row, answer, reason))
    assert refused.status_code == 422
    assert told in words(refused)
    assert "xyz" not in words(refused)
    assert not Opinion.objects.exists()


def test_a_refused_petition_does_not_stand_in_the_way_of_the_others(client, asked):
    one, other = own(asked)[:2]
    given = [Answer(one.pk, OpinionAnswer.DEFER, "援建")]
    actions.give_opinions(asked.officer(LAND), asked.campaign, given)
    actions.refuse(asked.group, asked.campaign, Petition.objects.get().pk, "不属实")
    form = opened(client, URL)
    assert press(client, form, form.values | said(other, "none")).status_code == 302
    assert Opinion.objects.get(person_key=other.person_key).answer == "none"
