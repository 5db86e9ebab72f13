"""Exit and entry slips after the release, where the pack has them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from lungang.campaign.transfer import actions
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.numbering import kind_of
from lungang.campaign.transfer.papers import document_of
from lungang.campaign.transfer.queries import journeys_for
from lungang.campaign.transfer.slips import Line, lines_of
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
    freed = released.one(from_unit=journey.to_unit, from_nature=journey.to_nature)
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


def test_a_place_is_free_for_one_of_its_own_nature(released: Transfer) -> None:
    """One out, one in (出一进一) holds for each nature of establishment."""
    rows = list(released.campaign.journeys.all())
    gone = rows[0]
    come, fit = [row for row in rows if row.to_nature != gone.from_nature][:2]
    with writing():  # the demo county's units have movers of one nature each
        Journey.objects.filter(pk=come.pk).update(to_unit=gone.from_unit)
    come.refresh_from_db()
    slip(released, gone, "exit")
    slip(released, come, "exit", "编〔2026〕2号")
    with pytest.raises(NotNow, match=f"占{come.get_to_nature_display()}的人还没有出编"):
        slip(released, come, "entry")
    assert line(released, come).why
    with writing():
        Journey.objects.filter(pk=fit.pk).update(from_unit=come.to_unit, from_nature=come.to_nature)
    slip(released, fit, "exit", "编〔2026〕3号")
    assert not line(released, come).why
    slip(released, come, "entry", "编〔2026〕4号")


def line(made: Transfer, journey: Journey) -> Line:
    found = lines_of(journeys_for(office(made), made.campaign))
    return next(one for one in found if one.journey == journey)


def test_page_and_paper_say_the_nature(released: Transfer) -> None:
    journey = released.one()
    page = sign_in(Client(), office(released)).get(reverse("transfer:slips")).content.decode()
    for label in {row.get_to_nature_display() for row in released.campaign.journeys.all()}:
        assert f'<td class="nw">{label}</td>' in page
    for slug, word in (("exit-slip", "腾出"), ("entry-slip", "使用")):
        kind = kind_of(slug)
        assert kind is not None
        told = repr(document_of(journey, kind))
        assert f"{word}{journey.get_to_nature_display()}，请办理" in told


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


def test_the_page_of_slips(released: Transfer, client: Client) -> None:
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


def test_a_unit_has_a_slip_once_it_is_made_out(released: Transfer) -> None:
    journey = released.one()
    old, new = released.old(journey), released.new(journey)
    both = (("exit-slip", old), ("entry-slip", new))
    for kind, unit in both:
        assert got(journey, kind, unit) == 404
        assert kind not in page_of(journey, unit)
        assert got(journey, kind, office(released)) == 200  # which makes it out
    slip(released, journey, "exit")
    assert [got(journey, kind, unit) for kind, unit in both] == [200, 404]
    for number, row in enumerate(released.campaign.journeys.exclude(pk=journey.pk), 2):
        slip(released, row, "exit", f"编〔2026〕{number}号")
    slip(released, journey, "entry", "编〔2026〕99号")
    for kind, unit in both:
        assert got(journey, kind, unit) == 200
        assert kind in page_of(journey, unit)
    assert got(journey, "exit-slip", new) == got(journey, "entry-slip", old) == 404


def got(journey: Journey, kind: str, actor: Actor) -> int:
    path = reverse("transfer:paper", args=[journey.pk, kind, "docx"])
    return sign_in(Client(), actor).get(path).status_code


def page_of(journey: Journey, actor: Actor) -> str:
    answer = sign_in(Client(), actor).get(reverse("transfer:journey", args=[journey.pk]))
    return answer.content.decode()


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
