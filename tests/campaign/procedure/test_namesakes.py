"""Whoever is asked about keeps out; where that leaves nobody, pages say what can be done."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from lungang.campaign.core.kinds import desk_items
from lungang.campaign.deliberation.guarding import why_not_yet
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.procedure import actions
from lungang.campaign.procedure.models import Inquiry
from lungang.campaign.procedure.queries import inquiries_for
from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.organisation.models import Unit
from tests.campaign.procedure.asked import YES, Procedure
from tests.campaign.transfer.released import open_sealed, sign_in
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def of(asked: Procedure, name: str) -> Inquiry:
    return next(row for row in asked.rows("discipline") if row.opened.name == name)


@pytest.fixture
def only(lawful: Procedure) -> Actor:
    """The one discipline officer, of the name of somebody in the plan; everything asked."""
    actor = make_actor(Office.DISCIPLINE, None, lawful.decision.opened.plan.moves[0].name)
    lawful.ask()
    return actor


def in_room(actor: Actor) -> Client:
    client = sign_in(Client(), actor)
    open_sealed(client, actor)
    return client


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def moved(actor: Actor, unit: Unit, key: str) -> None:
    """Let the account be known as a person who is moved."""
    office = make_actor(Office.PERSON_MOVED, unit, person=key)
    holding = office.holding
    assert holding is not None
    with writing():
        type(holding).objects.filter(pk=holding.pk).update(user=actor.user)


def test_an_office_of_namesakes_alone_is_said_and_the_group_lets_it_answer(
    lawful: Procedure, only: Actor
) -> None:
    row = of(lawful, only.name)
    assert row.pk not in {one.pk for one in inquiries_for(only, lawful.campaign)}
    section, group = in_room(lawful.county.personnel), in_room(lawful.county.group)
    assert "同名回避" in text_of(section, reverse("procedure:matrix"))
    assert f"同名回避、没有别人可答的 1 件：{only.name}" in why_not_yet(
        lawful.campaign, lawful.decision
    )
    one, clear = (reverse(f"procedure:{name}", args=[row.pk]) for name in ("one", "clear"))
    assert "另设一人" in text_of(section, one)
    assert clear not in text_of(section, one)
    assert clear in text_of(group, one)
    assert group.post(clear, {"reason": " ", "seen": row.version}).status_code == 422
    assert group.post(clear, {"reason": "查了身份证号", "seen": row.version}).status_code == 302
    assert "查了身份证号" in text_of(section, one)
    assert "同名回避" not in text_of(section, reverse("procedure:matrix"))
    assert actions.answer(only, lawful.campaign, row.pk, YES).state == "answered"
    assert actions.answer(only, lawful.campaign, row.pk, YES).state == "answered", "or otherwise"
    line = Entry.objects.get(action="procedure.clear")
    assert only.name not in str(line.summary)


def test_only_the_group_and_only_where_nobody_else_can(lawful: Procedure, only: Actor) -> None:
    row = of(lawful, only.name)
    for actor in (lawful.county.personnel, lawful.county.organisation, only):
        with pytest.raises(NotPermitted):
            actions.clear(actor, lawful.campaign, row.pk, "查了")
    with pytest.raises(InputError):
        actions.clear(lawful.county.group, lawful.campaign, row.pk, " ")
    other = next(one for one in lawful.rows("discipline") if one.opened.name != only.name)
    with pytest.raises(NotNow, match="不同名"):
        actions.clear(lawful.county.group, lawful.campaign, other.pk, "查了")
    second = make_actor(Office.DISCIPLINE)
    assert "同名回避" not in why_not_yet(lawful.campaign, lawful.decision)
    with pytest.raises(NotNow, match="不同名"):
        actions.clear(lawful.county.group, lawful.campaign, row.pk, "查了")
    assert actions.answer(second, lawful.campaign, row.pk, YES).state == "answered"


def test_a_known_person_is_told_by_key_and_not_by_name(lawful: Procedure, only: Actor) -> None:
    row = of(lawful, only.name)
    stranger = next(one for one in lawful.rows("discipline") if one.opened.name != only.name)
    unit = next(iter(lawful.county.units.values()))
    moved(only, unit, stranger.opened.person)
    seen = {one.pk for one in inquiries_for(only, lawful.campaign)}
    assert row.pk in seen, "the key says that the namesake is somebody else"
    assert stranger.pk not in seen, "and that this is the officer, whatever the name"


def test_of_the_person_themselves_the_group_cannot_say_otherwise(
    lawful: Procedure, only: Actor
) -> None:
    row = of(lawful, only.name)
    moved(only, next(iter(lawful.county.units.values())), row.opened.person)
    with pytest.raises(NotNow, match="另设一人"):
        actions.clear(lawful.county.group, lawful.campaign, row.pk, "查了")
    assert "同名回避" in why_not_yet(lawful.campaign, lawful.decision)


def test_the_same_plan_asked_again_puts_no_asking_on_the_desk(asked: Procedure) -> None:
    """Sent back and asked again with the same plan: nothing new is to be asked."""
    asked.settle()
    with writing():
        Decision.objects.filter(pk=asked.decision.pk).update(first_at=clock.now())
    phrases = [item.phrase for item in desk_items(asked.county.personnel, asked.campaign)]
    assert "就待确认的方案征求意见" not in phrases
    with pytest.raises(NotNow, match="不用再问"):
        asked.ask()
    with writing():
        Inquiry.objects.filter(pk=asked.rows()[0].pk).delete()
    items = {item.phrase: item for item in desk_items(asked.county.personnel, asked.campaign)}
    assert items["就待确认的方案征求意见"].state == "待办", "one was not asked yet"
