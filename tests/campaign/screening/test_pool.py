"""The pool: frozen under a digest, confirmed as it was sent or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lungang.campaign.core.actions import open_step
from lungang.campaign.screening import actions, queries
from lungang.campaign.screening.actions.opinions import Answer
from lungang.campaign.screening.models import Pool
from lungang.campaign.screening.pooling import confirmed_pool, standing
from lungang.campaign.screening.states import POOLS, OpinionAnswer, PetitionKind, PoolState
from lungang.domain.codes import Verdict
from lungang.errors import InputError, NotNow, NotPermitted, Stale
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.notices.models import Notice
from lungang.platform.organisation.models import UnitVersion
from tests.factories import make_actor

LAND = "县国土资源和房屋管理局"


@pytest.fixture
def screened(county):
    county.screen()
    return county


@pytest.fixture
def sent(screened):
    screened.pool = propose(screened)
    return screened


def propose(county, actor=None, digest=None, **more):
    digest = standing(county.campaign).digest if digest is None else digest
    return actions.propose_pool(actor or county.personnel, county.campaign, digest, **more)


def confirm(county, pool=None, actor=None, **more):
    pool = pool or county.pool
    more.setdefault("without_opinion", standing(county.campaign).unanswered)
    return actions.confirm_pool(
        actor or county.group, county.campaign, pool.pk, more.pop("digest", pool.digest), **more
    )


def send_back(county, pool=None, actor=None, answer="再核"):
    pool = pool or county.pool
    return actions.send_back_pool(actor or county.group, county.campaign, pool.pk, answer)


def somebody(county):
    rows = queries.results_for(county.group, county.campaign)
    return rows.filter(verdict=Verdict.MUST_EXCHANGE, unit=county.units[LAND]).first()


def ask(county):
    person = somebody(county)
    args = (person.pk, PetitionKind.DEFER, "援建")
    return actions.petition(county.officer(LAND), county.campaign, *args)


def test_it_freezes_who_must_exchange(screened):
    pool = propose(screened)
    must = screened.campaign.screenings.get().results.filter(verdict=Verdict.MUST_EXCHANGE)
    assert {p["person_key"] for p in pool.people} == set(must.values_list("person_key", flat=True))
    assert (pool.state, pool.number, len(pool.digest)) == ("proposed", 1, 64)
    notice = Notice.objects.get(office=Office.LEADING_GROUP)
    assert notice.path == "/screening/pool/"
    assert not any(citizen_id in str(pool.people) for citizen_id in screened.rows)


def test_people_deferred_by_petition_are_not_in_it(screened):
    row = ask(screened)
    actions.approve(screened.group, screened.campaign, row.pk, "属实")
    keys = {p["person_key"] for p in propose(screened).people}
    assert row.person_key not in keys
    assert keys


def test_only_the_sections_send_it(screened):
    for actor in (screened.group, screened.officer(LAND), make_actor(Office.DISCIPLINE)):
        with pytest.raises(NotPermitted):
            propose(screened, actor)
    assert propose(screened, screened.organisation).state == "proposed"


def test_without_a_run_there_is_nothing_to_send(county):
    with pytest.raises(NotNow, match="没有筛查"):
        propose(county)


def test_an_open_petition_holds_it_up(screened):
    row = ask(screened)
    with pytest.raises(NotNow, match="1 件提请"):
        propose(screened)
    actions.refuse(screened.group, screened.campaign, row.pk, "不属实")
    assert propose(screened).state == "proposed"


def test_rosters_that_changed_hold_it_up(screened):
    screened.change(screened.roster)
    with pytest.raises(NotNow, match="花名册"):
        propose(screened)
    screened.screen()
    assert propose(screened).state == "proposed"


def test_a_missing_roster_holds_it_up_by_name(county):
    county.missing = (UnitVersion.objects.first(),)
    county.screen()
    with pytest.raises(NotNow, match=county.missing[0].name):
        propose(county)


def test_what_is_sent_is_what_the_page_showed(screened):
    shown = standing(screened.campaign).digest
    row = ask(screened)
    actions.approve(screened.group, screened.campaign, row.pk, "属实")
    with pytest.raises(Stale) as refused:
        propose(screened, digest=shown)
    done = [line.action for line in refused.value.since]
    assert done == ["screening.petition", "screening.approve"]
    assert not Pool.objects.exists()


def test_nobody_to_exchange_nothing_to_send(county):
    from dataclasses import replace

    county.change(replace(county.roster, people=tuple(
        replace(p, post=replace(p.post, level=p.post.level.UNIT_CHIEF))
        for p in county.roster.people
    )))  # fmt: skip
    county.screen()
    with pytest.raises(NotNow, match="没有应交流的人"):
        propose(county)


def test_the_same_pool_is_not_sent_twice(sent):
    with pytest.raises(NotNow, match="已经送去"):
        propose(sent)
    assert Pool.objects.count() == 1


def test_pressed_twice_it_is_sent_once(screened):
    key = "k" * 32
    assert propose(screened, key=key) == propose(screened, key=key)


def test_confirmed_the_campaign_goes_on_to_deliberation(sent):
    pool = confirm(sent, seen=sent.pool.version)
    sent.campaign.refresh_from_db()
    assert (pool.state, pool.decided_by) == ("confirmed", sent.group.holding)
    assert sent.campaign.step == "deliberation"
    assert confirmed_pool(sent.campaign) == pool
    told = Notice.objects.filter(office__in=["organisation_section", "personnel_section"])
    assert told.count() == 2


def test_deliberation_opens_with_a_confirmed_pool_alone(sent):
    with pytest.raises(NotNow, match="名单还没有确认"):
        open_step(sent.group, sent.campaign.pk, "deliberation", reason="赶时间")
    confirm(sent)
    open_step(sent.group, sent.campaign.pk, "screening", reason="再看一遍")
    assert open_step(sent.group, sent.campaign.pk, "deliberation").step == "deliberation"


def test_confirmed_anew_the_step_stays(sent):
    confirm(sent)
    sent.change(sent.roster)
    sent.screen()
    again = propose(sent)
    assert Pool.objects.get(number=1).state == "confirmed"  # until another is
    assert confirmed_pool(sent.campaign) is None  # but it is no longer true
    assert confirm(sent, again).state == "confirmed"
    assert confirmed_pool(sent.campaign) == again
    assert Pool.objects.get(number=1).state == "replaced"
    sent.campaign.refresh_from_db()
    assert sent.campaign.step == "deliberation"


def test_the_group_alone_confirms_or_sends_back(sent):
    for actor in (sent.personnel, sent.organisation, sent.officer(LAND)):
        with pytest.raises(NotPermitted):
            confirm(sent, actor=actor)
        with pytest.raises(NotPermitted):
            send_back(sent, actor=actor)


def test_an_open_petition_holds_confirmation_up(sent):
    ask(sent)
    with pytest.raises(NotNow, match="先审提请"):
        confirm(sent)


def test_a_petition_granted_meanwhile_makes_it_stale_and_says_who(sent):
    row = ask(sent)
    actions.approve(sent.group, sent.campaign, row.pk, "属实")
    with pytest.raises(Stale) as refused:
        confirm(sent)
    assert [line.actor_name for line in refused.value.since] == [
        sent.officer(LAND).name, sent.group.name,
    ]  # fmt: skip
    assert Pool.objects.get().state == "proposed"


def test_a_roster_corrected_meanwhile_makes_it_stale(sent):
    sent.change(sent.roster)
    with pytest.raises(Stale):
        confirm(sent)


def test_another_digest_than_the_page_showed_is_stale(sent):
    with pytest.raises(Stale):
        confirm(sent, digest="0" * 64)


def test_a_pool_replaced_meanwhile_is_stale(sent):
    seen = sent.pool.version
    row = ask(sent)
    actions.approve(sent.group, sent.campaign, row.pk, "属实")
    propose(sent)
    with pytest.raises(Stale):
        confirm(sent, seen=seen)


def test_sent_back_with_a_reason_and_sent_again(sent):
    with pytest.raises(InputError, match="原因"):
        send_back(sent, answer=" ")
    assert send_back(sent).answer == "再核"
    again = propose(sent)
    assert (again.number, again.state) == (2, "proposed")
    assert Pool.objects.get(number=1).state == "replaced"


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (act, state)
        for act, open_ in ((confirm, {"proposed"}), (send_back, {"proposed", "confirmed"}))
        for state in PoolState
        if state not in open_
    ],
)
def test_what_is_not_with_the_group_is_not_decided(sent, act, state):
    assert not POOLS.allows("confirm", state, Office.LEADING_GROUP)
    from lungang.platform.guard import writing

    with writing():
        Pool.objects.update(state=state)
    with pytest.raises(NotNow):
        act(sent)
    assert Pool.objects.get().state == state


def test_opinions_are_closed_once_it_is_confirmed(sent):
    from datetime import timedelta

    from lungang.campaign.screening.actions.opinions import Answer
    from lungang.campaign.screening.states import OpinionAnswer
    from lungang.platform import clock

    actions.ask_opinions(sent.personnel, sent.campaign, clock.now() + timedelta(days=1))
    confirm(sent)
    answer = Answer(somebody(sent).pk, OpinionAnswer.NO_OBJECTION)
    with pytest.raises(NotNow, match="已经确认"):
        actions.give_opinions(sent.officer(LAND), sent.campaign, [answer])


def test_after_confirmation_no_petition_unless_the_group_takes_it_back(sent):
    confirm(sent)
    with pytest.raises(NotNow, match="先退回名单"):
        ask(sent)
    assert send_back(sent).state == "sent_back"
    assert confirmed_pool(sent.campaign) is None
    row = ask(sent)
    actions.approve(sent.group, sent.campaign, row.pk, "属实")
    again = confirm(sent, propose(sent))
    assert row.person_key not in {p["person_key"] for p in again.people}
    assert confirmed_pool(sent.campaign) == again


def test_the_group_says_that_it_knows_of_missing_opinions(sent):
    missing = len(sent.pool.people)
    for told in (0, missing - 1, missing + 1):
        with pytest.raises(InputError, match=f"有 {missing} 人的单位意见还没有报"):
            confirm(sent, without_opinion=told)
    done = confirm(sent, without_opinion=missing)
    assert done.state == "confirmed"
    line = Entry.objects.get(action="screening.confirm_pool", result="done")
    assert line.details["without_opinion"] == missing


def test_opinions_that_came_meanwhile_are_looked_at_first(sent):
    missing = len(sent.pool.people)
    actions.ask_opinions(sent.personnel, sent.campaign, clock.now() + timedelta(days=1))
    for unit in sent.units:
        officer = sent.officer(unit)
        rows = queries.results_for(officer, sent.campaign)
        given = [Answer(row.pk, OpinionAnswer.NO_OBJECTION) for row in rows]
        if given:
            actions.give_opinions(officer, sent.campaign, given)
    with pytest.raises(InputError, match="都报齐了"):
        confirm(sent, without_opinion=missing)
    assert confirm(sent, without_opinion=0).state == "confirmed"
