"""Exit and entry slips after the release, where the pack has them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from lungang.campaign.transfer import actions
from lungang.campaign.transfer.models import Journey
from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from lungang.platform.register.actions import give_word
from tests.campaign.procedure.asked import NO, Procedure
from tests.campaign.transfer.released import Transfer, open_sealed, sign_in
from tests.factories import make_actor

pytestmark = pytest.mark.django_db


def office(made: Transfer) -> Actor:
    return made.county.office(Office.ESTABLISHMENT_OFFICE)


def slip(made: Transfer, journey: Journey, which: str, written: str = "编〔2026〕1号") -> Journey:
    return actions.issue_slip(office(made), made.campaign, journey.pk, which, written)


def test_a_dissent_after_the_confirmation_still_stops_the_release(asked: Procedure) -> None:
    asked.settle()
    asked.confirm()
    asked.answer(asked.one("discipline"), NO)
    with pytest.raises(NotNow, match="还不能发布") as refused:
        Transfer(asked.county, asked.decision).release()
    name = asked.one("discipline").opened.name
    assert name not in str(refused.value)  # it is told on a page that is not sealed
    client = sign_in(Client(), asked.county.personnel)
    open_sealed(client, asked.county.personnel)
    page = client.get(reverse("transfer:release")).content.decode()
    assert f"廉政意见不同意的 1 人：{name}" in page


def test_nobody_gets_in_before_somebody_got_out(released: Transfer) -> None:
    journey = released.one()
    with pytest.raises(NotNow, match="出编通知单还没有开"):
        slip(released, journey, "entry")
    slip(released, journey, "exit")
    with pytest.raises(NotNow, match="没有空出的编制"):
        slip(released, journey, "entry")
    freed = released.one(from_unit=journey.to_unit)
    slip(released, freed, "exit", "编〔2026〕2号")
    slip(released, journey, "entry", "编〔2026〕3号")
    with pytest.raises(NotNow, match="一人一张"):
        slip(released, journey, "entry")
    acts = list(journey.receipts.values_list("act", "giver", "paper"))
    assert acts == [("exit", "编办", "编〔2026〕1号"), ("entry", "编办", "编〔2026〕3号")]
    told = Notice.objects.filter(subject__contains="通知单已开出")
    assert {row.unit_id for row in told} == {
        journey.from_unit_id, journey.to_unit_id, freed.from_unit_id,
    }  # fmt: skip


def test_nobody_is_appointed_without_the_entry_slip(released: Transfer) -> None:
    journey = released.bring_to(released.one(), "report")
    with pytest.raises(NotNow, match="入编通知单"):
        released.step(journey, "appoint")
    released.step(journey, "remove")
    for number, row in enumerate(released.campaign.journeys.all(), 1):
        slip(released, row, "exit", f"编〔2026〕{number}号")
    slip(released, journey, "entry", "编〔2026〕99号")
    assert released.step(journey, "appoint").state == "settled"


def test_the_establishment_office_alone_makes_them_out(released: Transfer) -> None:
    journey = released.one()
    for actor in (released.personnel, released.old(journey), released.county.group):
        with pytest.raises(NotPermitted):
            actions.issue_slip(actor, released.campaign, journey.pk, "exit", "编1号")
    with pytest.raises(InputError, match="机关代字"):
        slip(released, journey, "exit", "")
    give_word(make_actor(Office.SECURITY_ADMIN), "青编出字", Office.ESTABLISHMENT_OFFICE)
    slip(released, journey, "exit", "")
    assert "青编出字" in journey.receipts.get(act="exit").paper
    assert Entry.objects.get(action="transfer.slip", result="done").summary.startswith("开出编")


def test_the_page_and_the_paper(released: Transfer, client: Client) -> None:
    journey = released.one()
    page = sign_in(client, office(released)).get(reverse("transfer:slips"))
    assert len(page.context["lines"]) == 27
    path = reverse("transfer:slip", args=[journey.pk, "exit"])
    said = {"written": "编〔2026〕1号", "seen": journey.version}
    assert client.post(path, said)["Location"] == reverse("transfer:slips")
    again = client.get(reverse("transfer:slips"))
    assert again.context["lines"][-1].journey == journey  # waits until somebody got out
    assert again.context["lines"][-1].why
    assert "编〔2026〕1号" in again.content.decode()
    for kind, actor, status in (
        ("exit-slip", released.old(journey), 200), ("exit-slip", released.new(journey), 404),
        ("entry-slip", released.new(journey), 200), ("entry-slip", released.old(journey), 404),
    ):  # fmt: skip
        paper = reverse("transfer:paper", args=[journey.pk, kind, "docx"])
        assert sign_in(Client(), actor).get(paper).status_code == status, (kind, actor.title)


def test_a_plan_released_without_the_step_has_no_slips(released: Transfer) -> None:
    with writing():
        released.campaign.work_meetings.update(slips=False)
    journey = released.bring_to(released.one(), "report")
    with pytest.raises(NotNow, match="没有出编"):
        slip(released, journey, "exit")
    released.step(journey, "remove")
    assert released.step(journey, "appoint").state == "settled"
    page = sign_in(Client(), office(released)).get(reverse("transfer:slips"))
    assert "没有出编、入编通知单" in page.content.decode()
