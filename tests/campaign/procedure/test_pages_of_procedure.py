"""The sections' table behind the plan's door, and the one person behind an asked office's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from lungang.campaign.procedure.models import Inquiry
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from tests.campaign.procedure.asked import NO, Procedure
from tests.campaign.transfer.released import demo_plan, open_sealed, sign_in
from tests.factories import make_actor, make_unit

pytestmark = pytest.mark.django_db
MATRIX, MINE = reverse("procedure:matrix"), reverse("procedure:mine")


def in_room(actor: Actor) -> Client:
    client = sign_in(Client(), actor)
    open_sealed(client, actor)
    return client


def at_door(actor: Actor) -> Client:
    """Signed in with the door of an asked office open."""
    client = sign_in(Client(), actor)
    session = client.session
    session["inquiries_opened"] = (actor.holding.pk, clock.now().timestamp())
    session.save()
    return client


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_section_asks_on_the_page_and_sees_what_is_missing(lawful: Procedure) -> None:
    client = in_room(lawful.county.personnel)
    page = client.get(MATRIX)
    assert page.context["matrix"].unasked == 6 * 27
    due = f"{localtime(clock.now()) + timedelta(days=2):%Y-%m-%dT%H:%M}"
    said = {"digest": page.context["digest"], "due_at": due}
    assert client.post(reverse("procedure:ask"), {**said, "due_at": ""}).status_code == 422
    assert client.post(reverse("procedure:ask"), said)["Location"] == MATRIX
    with writing():
        Inquiry.objects.update(due_at=clock.now() - timedelta(minutes=1))
    late = text_of(client, MATRIX)
    assert "27 件过时" in late
    decision = text_of(client, reverse("deliberation:decision"))
    assert "廉政意见还有 27 件没有答" in decision
    assert MATRIX in decision


def test_the_second_person_finds_the_button_when_everything_is_in(asked: Procedure) -> None:
    client = in_room(asked.county.organisation)
    path = reverse("deliberation:decision")
    action = reverse("deliberation:confirm", args=[asked.decision.pk])
    assert action not in text_of(client, path)
    asked.settle()
    assert action in text_of(client, path)
    assert "各项都办妥" in text_of(client, MATRIX)


def test_under_a_pack_without_steps_nothing_of_it_is_there(waiting: Procedure) -> None:
    client = in_room(waiting.county.personnel)
    assert "没有要征询的环节" in text_of(client, MATRIX)
    assert "征询" not in text_of(client, reverse("core:home"))
    assert "征" not in text_of(in_room(waiting.county.organisation), reverse("core:home"))
    assert MATRIX not in text_of(client, reverse("deliberation:decision"))


def test_an_asked_unit_finds_it_on_its_workbench_and_others_do_not(asked: Procedure) -> None:
    row = asked.one("sending_opinion")
    home = reverse("core:home")
    for office in (Office.HR_OFFICER, Office.UNIT_HEAD):
        page = text_of(sign_in(Client(), asked.asked(row, office)), home)
        assert MINE in page
        assert row.opened.name not in page
    stranger = make_actor(Office.HR_OFFICER, make_unit("县闲局"))
    assert MINE not in text_of(sign_in(Client(), stranger), home)
    for office in (Office.SUPERVISION, Office.LEADING_GROUP, Office.OBSERVER):
        assert MINE not in text_of(sign_in(Client(), make_actor(office)), home)


def test_the_one_person_stands_behind_the_second_factor(asked: Procedure) -> None:
    row = asked.one("receiving_opinion")
    officer = asked.asked(row)
    client = sign_in(Client(), officer)
    path = reverse("procedure:inquiry", args=[row.pk])
    assert client.get(path)["Location"] == MINE
    assert client.post(reverse("procedure:answer", args=[row.pk]))["Location"] == MINE
    assert row.opened.name not in text_of(client, MINE)
    assert client.post(MINE)["Location"] == reverse("mfa_index")  # has none yet
    opened = at_door(officer)
    listed = text_of(opened, MINE)
    assert path in listed
    assert row.opened.name not in listed
    page = text_of(opened, path)
    others = {move.name for move in demo_plan().moves} - {row.opened.name}
    assert row.opened.name in page
    assert not [name for name in others if name in page]
    code = f"询-{row.pk.hex[:4]}-{row.pk.hex[4:8]}"
    assert page.count(code) == 2  # on the banner and at the foot of each sheet
    other = at_door(make_actor(Office.HR_OFFICER, make_unit("县闲局")))
    assert other.get(path).status_code == 404


def test_it_is_answered_and_answered_otherwise(asked: Procedure) -> None:
    row = asked.one("discipline")
    client = at_door(asked.asked(row))
    path = reverse("procedure:answer", args=[row.pk])
    bare = client.post(path, {"answer": "no", "seen": row.version})
    assert bare.status_code == 422
    assert "没有写理由" in bare.content.decode()
    client.post(path, {"answer": "no", "words": NO.words, "seen": row.version})
    row = Inquiry.objects.get(pk=row.pk)
    assert row.stops
    client.post(path, {"answer": "yes", "seen": row.version})
    assert not Inquiry.objects.get(pk=row.pk).stops


def test_the_section_notes_a_talk_and_the_group_goes_on(asked: Procedure) -> None:
    row = asked.one("talk")
    section, group = in_room(asked.asked(row)), in_room(asked.county.group)
    path = reverse("procedure:note", args=[row.pk])
    said = {
        "answer": "no", "on": f"{clock.today()}", "with_whom": "张甲、李乙", "words": "家里有病人",
        "seen": row.version,
    }  # fmt: skip
    assert path in text_of(section, reverse("procedure:one", args=[row.pk]))
    assert section.post(path, {**said, "with_whom": ""}).status_code == 422
    assert section.post(path, said)["Location"] == MATRIX
    page = text_of(group, reverse("procedure:one", args=[row.pk]))
    assert "家里有病人" in page
    assert "张甲、李乙" in page
    seen = Inquiry.objects.get(pk=row.pk).version
    override = reverse("procedure:override", args=[row.pk])
    assert group.post(override, {"reason": "", "seen": seen}).status_code == 422
    group.post(override, {"reason": "已商本人，工作需要", "seen": seen})
    assert "研究照办" in text_of(section, MATRIX)
    stale = group.post(override, {"reason": "再来一次", "seen": seen})
    assert stale.status_code == 409


def test_pages_ask_as_much_of_many_people_as_of_few(
    asked: Procedure, django_assert_max_num_queries
) -> None:
    client = in_room(asked.county.personnel)
    client.get(MATRIX)  # what is kept is read once
    with django_assert_max_num_queries(40):
        client.get(MATRIX)
    officer = at_door(asked.county.office(Office.DISCIPLINE))
    with django_assert_max_num_queries(25):
        officer.get(MINE)
