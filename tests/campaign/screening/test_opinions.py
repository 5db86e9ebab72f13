"""The unit's opinion: asked by a time, answered for each of its people, or missing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lungang.campaign.core.models import Task
from lungang.campaign.screening import actions, queries
from lungang.campaign.screening.actions.opinions import Answer
from lungang.campaign.screening.models import Opinion, Petition
from lungang.campaign.screening.showing import asked_units, due_times, stance_of
from lungang.campaign.screening.states import OpinionAnswer
from lungang.domain.codes import Verdict
from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from tests.factories import make_actor

LAND, SCHOOLS = "县国土资源和房屋管理局", "县教育委员会"
SOON = timedelta(days=2)


@pytest.fixture
def asked(county):
    county.screen()
    actions.ask_opinions(county.personnel, county.campaign, clock.now() + SOON)
    return county


def own(county, unit=LAND):
    rows = queries.results_for(county.officer(unit), county.campaign)
    return list(rows.order_by("verdict", "strokes"))


def task_of(county, unit=LAND):
    return Task.objects.get(unit=county.units[unit], kind="opinions")


def give(county, answers, unit=LAND):
    return actions.give_opinions(county.officer(unit), county.campaign, answers)


def none(row):
    return Answer(row.pk, OpinionAnswer.NO_OBJECTION)


def stance(county, row):
    found = queries.results_for(county.group, county.campaign).get(person_key=row.person_key)
    return stance_of(found, due_times(county.campaign)).word


def test_every_unit_with_people_concerned_gets_the_task_and_a_notice(asked):
    assert {t.unit for t in Task.objects.all()} == set(asked.units.values())
    assert Notice.objects.filter(office=Office.HR_OFFICER).count() == 2


def test_an_officer_sees_those_who_must_move_and_nobody_else(asked):
    rows = own(asked)
    assert {row.verdict for row in rows} == {"must_exchange", "must_rotate"}
    assert {row.unit_id for row in rows} == {asked.units[LAND].pk}


def test_asked_again_the_time_moves(asked):
    later = clock.now() + 2 * SOON
    actions.ask_opinions(asked.organisation, asked.campaign, later)
    assert task_of(asked).due_at == later
    assert Task.objects.count() == 2


def test_a_time_that_is_past_is_refused(asked):
    with pytest.raises(InputError, match="时限"):
        actions.ask_opinions(asked.personnel, asked.campaign, clock.now())


def test_before_screening_there_is_nothing_to_ask(county):
    with pytest.raises(NotNow, match="没有筛查"):
        actions.ask_opinions(county.personnel, county.campaign, clock.now() + SOON)


def test_only_the_sections_ask(asked):
    for actor in (asked.group, asked.officer(LAND), make_actor(Office.SUPERVISION)):
        with pytest.raises(NotPermitted):
            actions.ask_opinions(actor, asked.campaign, clock.now() + SOON)


def test_answered_in_part_then_whole(asked):
    first, *rest = own(asked)
    assert give(asked, [none(first)]).state == "begun"
    assert stance(asked, first) == "无异议"
    assert stance(asked, rest[0]) == "意见未报"
    assert give(asked, [none(row) for row in rest]).state == "submitted"
    units = {unit.name: unit for unit in asked_units(asked.campaign, first.run)}
    assert units[first.unit_name].word == "已上报"


def test_an_objection_is_a_petition(asked):
    row = own(asked)[0]
    give(asked, [Answer(row.pk, OpinionAnswer.DEFER, "正在援建")])
    petition = Petition.objects.get()
    assert (petition.kind, petition.person_key) == ("defer", row.person_key)
    assert stance(asked, row) == "提请暂缓"
    actions.approve(asked.group, asked.campaign, petition.pk, "属实")
    assert stance(asked, row) == "同意暂缓"


def test_an_objection_without_reason_saves_nothing_at_all(asked):
    one, other, *_rest = own(asked)
    with pytest.raises(InputError, match="理由"):
        give(asked, [none(one), Answer(other.pk, OpinionAnswer.EXCLUDE, "")])
    assert not Opinion.objects.exists()
    assert task_of(asked).state == "open"


def test_a_petition_stands_against_no_objection_until_taken_back(asked):
    row = own(asked)[0]
    give(asked, [Answer(row.pk, OpinionAnswer.DEFER, "援建")])
    with pytest.raises(NotNow, match="撤回"):
        give(asked, [none(row)])
    actions.withdraw(asked.officer(LAND), asked.campaign, Petition.objects.get().pk)
    give(asked, [none(row)])
    assert stance(asked, row) == "无异议"
    assert Opinion.objects.get().answer == OpinionAnswer.NO_OBJECTION


def test_another_units_people_are_not_there(asked):
    with pytest.raises(NotPermitted):
        give(asked, [none(own(asked, SCHOOLS)[0])])


def test_only_the_officer_answers(asked):
    row = own(asked)[0]
    head = make_actor(Office.UNIT_HEAD, asked.units[LAND])
    for actor in (head, asked.personnel, asked.group):
        with pytest.raises(NotPermitted):
            actions.give_opinions(actor, asked.campaign, [none(row)])


def test_a_unit_that_was_not_asked_cannot_answer(county):
    county.screen()
    with pytest.raises(NotNow, match="征求意见"):
        give(county, [none(own(county)[0])])
    assert stance(county, own(county)[0]) == "未征求"


def test_an_answer_holds_for_the_verdict_that_it_was_given_to(asked):
    row = next(r for r in own(asked) if r.verdict == Verdict.MUST_EXCHANGE)
    give(asked, [none(r) for r in own(asked)])
    with writing():
        Opinion.objects.filter(person_key=row.person_key).update(verdict=Verdict.MUST_ROTATE)
    asked.screen()
    assert stance(asked, row) == "意见未报"
    assert task_of(asked).state == "begun"


def test_after_the_time_a_missing_answer_is_late(asked, time_machine_after):
    time_machine_after(SOON + timedelta(minutes=1))
    row = own(asked)[0]
    found = queries.results_for(asked.group, asked.campaign).get(pk=row.pk)
    assert stance_of(found, due_times(asked.campaign)).tone == "bad"
    assert {u.word for u in asked_units(asked.campaign, row.run)} == {"过时未报"}
    give(asked, [none(row)])  # late, and still wanted
    assert stance(asked, row) == "无异议"


@pytest.fixture
def time_machine_after():
    import time_machine

    travellers = []

    def after(length):
        traveller = time_machine.travel(clock.now() + length, tick=True)
        traveller.start()
        travellers.append(traveller)

    yield after
    for traveller in travellers:
        traveller.stop()


def test_pressed_twice_it_answers_once(asked):
    row = own(asked)[0]
    args = (asked.officer(LAND), asked.campaign, [Answer(row.pk, OpinionAnswer.DEFER, "援建")])
    assert actions.give_opinions(*args, key="k" * 32) == actions.give_opinions(*args, key="k" * 32)
    assert Petition.objects.count() == 1


def test_nobody_concerned_any_more_withdraws_the_task(asked):
    from dataclasses import replace

    asked.change(replace(asked.roster, people=tuple(
        replace(p, post=replace(p.post, level=p.post.level.UNIT_CHIEF)) if p.unit == LAND else p
        for p in asked.roster.people
    )))  # fmt: skip
    asked.screen()
    assert task_of(asked).state == "withdrawn"
    assert task_of(asked, SCHOOLS).state == "open"
