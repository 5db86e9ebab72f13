"""The work meeting before it is held: who is called, what is told, and its roll at the release."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lungang.campaign.convening import actions
from lungang.campaign.convening.models import Convening
from lungang.campaign.convening.paper import invitation
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.rosters.models import Return
from lungang.campaign.transfer.forms import ReleaseForm
from lungang.campaign.transfer.models import Attendance
from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from tests.campaign.transfer.released import Transfer, open_sealed, sign_in

pytestmark = pytest.mark.django_db
PLACE = "县礼堂"


def soon(days: int = 2) -> datetime:
    return (clock.now() + timedelta(days=days)).replace(second=0, microsecond=0)


def convene(decided: Transfer) -> Convening:
    return actions.convene(decided.personnel, decided.campaign, soon(), PLACE)


def sending(decided: Transfer) -> set[int]:
    moves = decided.decision.opened.plan.moves
    return {decided.county.units[move.from_unit].pk for move in moves}


def called(row: Convening) -> set[int]:
    return set(row.invited.values_list("unit", flat=True))


def test_every_unit_that_took_part_is_called_whoever_sends(decided: Transfer) -> None:
    left_out = next(unit for unit in decided.county.units.values() if unit.pk in sending(decided))
    with writing():
        Return.objects.filter(unit=left_out).update(state="draft")
    row = convene(decided)
    everybody = {unit.pk for unit in decided.county.units.values()}
    assert called(row) == everybody - {left_out.pk}, "by the roster, not by the plan"
    assert called(row) > sending(decided) - {left_out.pk}
    for office in (Office.UNIT_HEAD, Office.HR_OFFICER):
        told = Notice.objects.filter(office=office)
        assert set(told.values_list("unit", flat=True)) == called(row)
        assert {(one.subject, one.body, one.path) for one in told} == {
            (told[0].subject, f"地点：{PLACE}", "/convening/")
        }


def test_it_is_convened_alike_with_a_plan_and_without(decided: Transfer) -> None:
    """Whoever convenes is told nothing, and nothing of a plan is asked for."""
    first = convene(decided)
    actions.call_off(decided.personnel, decided.campaign, first.pk, "停电")
    with writing():
        Decision.objects.update(state="sent_back")
    second = convene(decided)
    assert called(first) == called(second)
    lines = Entry.objects.filter(action="convening.convene")
    assert len({(one.summary, one.result) for one in lines}) == 1


def test_only_sections_convene_and_only_one_at_a_time(decided: Transfer) -> None:
    for office in (Office.LEADING_GROUP, Office.SUPERVISION):
        with pytest.raises(NotPermitted):
            actions.convene(decided.county.office(office), decided.campaign, soon(), PLACE)
    for when, where in ((soon(-1), PLACE), (soon(), "  ")):
        with pytest.raises(InputError):
            actions.convene(decided.personnel, decided.campaign, when, where)
    convene(decided)
    with pytest.raises(NotNow, match="已经召集"):
        actions.convene(decided.organisation, decided.campaign, soon(), PLACE)


def test_a_change_and_calling_it_off_need_a_reason_and_tell_everybody(decided: Transfer) -> None:
    row = convene(decided)
    section, campaign = decided.organisation, decided.campaign
    for act in (
        lambda: actions.change(section, campaign, row.pk, soon(3), PLACE, " "),
        lambda: actions.call_off(section, campaign, row.pk, ""),
    ):
        with pytest.raises(InputError, match="没有写原因"):
            act()
    before = Notice.objects.count()
    changed = actions.change(section, campaign, row.pk, soon(3), "二楼", "礼堂维修")
    assert (changed.place, changed.why, changed.stands) == ("二楼", "礼堂维修", True)
    each = 2 * len(called(row)) + 1
    assert Notice.objects.count() == before + each
    off = actions.call_off(section, campaign, row.pk, "停电")
    assert not off.stands
    assert Notice.objects.count() == before + 2 * each
    with pytest.raises(NotNow):
        actions.change(section, campaign, row.pk, soon(4), PLACE, "又开")


def page(actor, path: str = "/convening/") -> str:
    return sign_in(Client(), actor).get(path).content.decode()


def test_a_called_unit_has_it_on_its_desk_and_no_list_of_the_others(decided: Transfer) -> None:
    row = convene(decided)
    units, item = list(decided.county.units), '<div class="t">参加交流人员工作会'
    for office in (Office.UNIT_HEAD, Office.HR_OFFICER):
        actor = decided.county.office(office, units[0])
        assert item in page(actor, "/")
        shown = page(actor)
        assert PLACE in shown
        assert not any(name in shown for name in units[1:])
    listed = page(decided.county.office(Office.SUPERVISION))
    assert all(one.name in listed for one in row.invited.all())
    answer = sign_in(Client(), actor).get(reverse("convening:invitation", args=["docx"]))
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    pdf = sign_in(Client(), actor).get(reverse("convening:invitation", args=["pdf"]))
    assert pdf.content.startswith(b"%PDF")
    actions.call_off(decided.personnel, decided.campaign, row.pk, "停电")
    assert item not in page(actor, "/"), "the notice stays, the item goes"
    assert "停电" in page(actor)


def test_it_is_convened_changed_and_called_off_on_the_pages(decided: Transfer) -> None:
    client = sign_in(Client(), decided.personnel)
    at = f"{timezone.localtime(soon()):%Y-%m-%dT%H:%M}"
    form = client.get("/convening/convene/").content.decode()
    assert f"请 {len(decided.county.units)} 个单位" in form
    assert client.post("/convening/convene/", {"held_at": at, "place": ""}).status_code == 422
    assert client.post("/convening/convene/", {"held_at": at, "place": PLACE}).status_code == 302
    row = Convening.objects.get()
    said = {"seen": row.version, "held_at": at, "place": "二楼", "reason": "礼堂维修"}
    assert client.post("/convening/change/", said | {"reason": ""}).status_code == 422
    assert client.post("/convening/change/", said).status_code == 302
    assert client.post("/convening/change/", said).status_code == 409, "it has changed since"
    row.refresh_from_db()
    off = {"seen": row.version, "off-reason": ""}
    assert client.post("/convening/call-off/", off).status_code == 422
    assert client.post("/convening/call-off/", off | {"off-reason": "停电"}).status_code == 302
    assert client.get("/convening/change/").status_code == 404


def test_the_release_takes_time_place_and_roll_from_it(
    decided: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = convene(decided)
    moment = row.held_at + timedelta(minutes=20)
    monkeypatch.setattr(clock, "now", lambda: moment)
    form = ReleaseForm(decided.campaign)
    assert form.initial["held_at"] == row.held_at
    assert form.initial["place"] == PLACE
    client = sign_in(Client(), decided.personnel)
    open_sealed(client, decided.personnel)
    shown = client.get(reverse("transfer:release")).content.decode()
    assert all(f'name="roll-{unit}"' in shown for unit in called(row))
    (silent,) = list(called(row) - sending(decided))[:1]
    decided.release(place=PLACE, roll={silent: "某科长"})
    lines = Attendance.objects.all()
    assert set(lines.values_list("unit", flat=True)) == called(row)
    assert {line.unit_id for line in lines if line.who} == {silent}
    row.refresh_from_db()
    assert row.state == "held"
    with pytest.raises(NotNow, match="已经开过"):
        actions.convene(decided.personnel, decided.campaign, soon(9), PLACE)


def test_without_one_convened_the_roll_is_of_the_sending_units(decided: Transfer) -> None:
    decided.release()
    assert set(Attendance.objects.values_list("unit", flat=True)) == sending(decided)


def test_after_the_list_was_read_out_nothing_is_convened_though_none_was_called(
    decided: Transfer,
) -> None:
    decided.release()
    before = Notice.objects.count()
    with pytest.raises(NotNow, match="已经开过"):
        convene(decided)
    assert Notice.objects.count() == before, "no unit is called to a meeting that was held"
    shown = page(decided.personnel)
    assert "已经开过" in shown
    assert "/convening/convene/" not in shown


def test_of_a_meeting_called_off_there_is_no_notice_to_print(decided: Transfer) -> None:
    row = convene(decided)
    head = decided.county.office(Office.UNIT_HEAD, next(iter(decided.county.units)))
    notice = reverse("convening:invitation", args=["docx"])
    assert sign_in(Client(), head).get(notice).status_code == 200
    assert notice in page(head)
    actions.call_off(decided.personnel, decided.campaign, row.pk, "停电")
    assert sign_in(Client(), head).get(notice).status_code == 404
    shown = page(head)
    assert "会议取消" in shown
    assert notice not in shown


def test_the_notice_of_a_held_meeting_stays_and_the_page_says_it_was_held(
    decided: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = convene(decided)
    monkeypatch.setattr(clock, "now", lambda: row.held_at + timedelta(minutes=20))
    decided.release(place=PLACE)
    notice = reverse("convening:invitation", args=["docx"])
    assert sign_in(Client(), decided.personnel).get(notice).status_code == 200
    assert "已召开" in page(decided.personnel)


def test_a_changed_notice_bears_the_day_of_the_change_and_says_what_changed(
    decided: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = actions.convene(decided.personnel, decided.campaign, soon(8), PLACE)
    first = invitation(row)
    later = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    row = actions.change(decided.personnel, decided.campaign, row.pk, soon(9), "二楼", "礼堂维修。")
    paper = invitation(row)
    on, was = timezone.localtime(later), timezone.localtime(row.convened_at)
    assert paper.signature.date == f"{on.year}年{on.month}月{on.day}日" != first.signature.date
    assert "".join(first.title) == "关于召开交流人员工作会的通知"
    assert "".join(paper.title) == "关于变更交流人员工作会时间、地点的通知"
    said = "".join(part.text for part in paper.body)
    assert f"{was.month}月{was.day}日通知召开的交流人员工作会，时间、地点有变更" in said
    assert "原因：礼堂维修。现将" in said
    assert "二楼" in said
    assert "此前通知的时间、地点不再执行" in said
    moment = row.held_at + timedelta(minutes=20)
    monkeypatch.setattr(clock, "now", lambda: moment)
    decided.release(place="二楼")
    row.refresh_from_db()
    assert invitation(row).signature.date == paper.signature.date, "held: the notice is as it was"
