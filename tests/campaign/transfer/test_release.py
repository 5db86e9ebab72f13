"""The work meeting is the act of release: once, of the plan that was shown, and nothing before."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from lungang.campaign.core.actions import open_step
from lungang.campaign.core.models import Campaign, Task
from lungang.campaign.deliberation.minutes import digest_of
from lungang.campaign.transfer.actions.releasing import Deadlines
from lungang.campaign.transfer.handover import handover_sheet
from lungang.campaign.transfer.papers import dossier_of
from lungang.errors import InputError, NotNow, NotPermitted, Stale
from lungang.paperwork import Kind, papers
from lungang.platform import clock
from lungang.platform.accounts.models import Draft
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from lungang.policy.pack import load_policy
from lungang.statistics import outcomes
from tests.campaign.deliberation.test_readers_and_door import showed_factor
from tests.campaign.transfer.released import (
    Transfer,
    deadlines,
    demo_plan,
    open_sealed,
    sign_in,
    somebody,
)
from tests.forms import forms_on
from tests.paperwork.swap import text
from tests.platform.accounts.signing import give_totp

URL = "/transfer/release/"
pytestmark = pytest.mark.django_db
EVERYBODY = (
    Office.LEADING_GROUP, Office.ORGANISATION_SECTION, Office.PERSONNEL_SECTION,
    Office.ESTABLISHMENT_OFFICE, Office.DISCIPLINE, Office.SUPERVISION, Office.HR_OFFICER,
    Office.UNIT_HEAD, Office.PERSON_MOVED,
)  # fmt: skip


def test_every_move_becomes_a_way_of_its_own(decided: Transfer) -> None:
    meeting = decided.release()
    rows = list(decided.campaign.journeys.all())
    plan = demo_plan()
    annex = outcomes(plan, decided.county.roster, load_policy("county-2004")).annex
    assert [(row.number, row.name) for row in rows] == [(one.number, one.who.name) for one in annex]
    assert [row.to_post for row in rows] == [one.to_post for one in annex]
    assert len(rows) == 27
    assert {row.authority for row in rows} == {"organisation_department", "personnel_bureau"}
    assert all(row.reasons and row.to_post for row in rows)
    assert meeting.hold_months == 6
    decided.decision.refresh_from_db()
    assert decided.decision.state == "released"
    assert decided.campaign.step == "transfer"
    crossing = sum(row.crosses for row in rows)
    of = {move.person_id: move.authority for move in plan.moves}
    assert crossing == sum(of[move.slot] != move.authority for move in plan.moves)


def test_notices_cite_the_document_of_the_campaign(decided: Transfer) -> None:
    meeting = decided.release()
    told = [text(one) for one in papers(dossier_of(meeting), [Kind.TRANSFER_NOTICE])]
    assert told
    assert all(one.startswith("根据青榆委发〔2004〕20号文件规定，") for one in told)
    with writing():
        Campaign.objects.update(document_number="青榆委发〔2004〕21号")
    meeting.campaign.refresh_from_db()
    again = next(iter(papers(dossier_of(meeting), [Kind.TRANSFER_NOTICE])))
    assert "〔2004〕21号" in text(again)


def test_units_owe_letters_and_arrivals_and_are_told(decided: Transfer) -> None:
    decided.release()
    plan = demo_plan()
    assert Task.objects.filter(kind="transfer.letters").count() == len(
        {move.from_unit for move in plan.moves}
    )
    assert Task.objects.filter(kind="transfer.arrivals").count() == len(
        {move.to_unit for move in plan.moves}
    )
    names = {move.name for move in plan.moves}
    assert not [row for row in Notice.objects.all() for name in names if name in row.subject]


def test_the_roll_says_who_came_and_who_did_not(decided: Transfer) -> None:
    first = decided.county.units[demo_plan().moves[0].from_unit].pk
    meeting = decided.release(roll={first: "某局长"})
    roll = {row.unit_id: row.who for row in meeting.roll.all()}
    assert roll.pop(first) == "某局长"
    assert set(roll.values()) == {""}


def test_a_release_is_done_once_and_never_taken_back(decided: Transfer) -> None:
    decided.release()
    with pytest.raises(NotNow):
        decided.release()
    assert decided.campaign.journeys.count() == 27


def test_another_plan_than_the_one_shown_is_not_released(decided: Transfer) -> None:
    with pytest.raises(Stale):
        decided.release(digest="0" * 64)
    with pytest.raises(Stale):
        decided.release(seen=decided.decision.version + 1)
    assert not decided.campaign.journeys.exists()


def test_a_plan_not_confirmed_is_not_released(decided: Transfer) -> None:
    with writing():
        type(decided.decision).objects.update(state="asked", second_by=None)
    with pytest.raises(NotNow):
        decided.release()


@pytest.mark.parametrize("office", EVERYBODY)
def test_only_a_section_on_the_list_releases(decided: Transfer, office: Office) -> None:
    with pytest.raises(NotPermitted):
        decided.release(somebody(office))  # a section too, where it is not on the list


def test_slips_of_the_pen_are_said(decided: Transfer) -> None:
    now = clock.now()
    upside_down = Deadlines(*reversed(deadlines().in_order))
    for wrong in (
        {"place": " "},
        {"held_at": now + timedelta(hours=1)},
        {"deadlines": deadlines(now - timedelta(hours=2))},
        {"deadlines": upside_down},
    ):
        with pytest.raises(InputError):
            decided.release(**wrong)
    assert not decided.campaign.journeys.exists()


def test_the_step_opens_with_the_release_alone(decided: Transfer) -> None:
    with pytest.raises(NotNow, match="还没有发布"):
        open_step(decided.county.group, decided.campaign.pk, "transfer")


def test_before_the_release_the_board_tells_everybody_the_same(decided: Transfer) -> None:
    unit = next(iter(decided.county.units.values()))
    with_plan = {office: _board(somebody(office, unit)) for office in EVERYBODY}
    names = {move.name for move in demo_plan().moves}
    for office, page in with_plan.items():
        assert "等交流人员工作会" in page
        assert not [name for name in names if name in page], office
    with writing():
        type(decided.decision).objects.all().delete()
    for office in EVERYBODY:
        assert _main(_board(somebody(office, unit))) == _main(with_plan[office])


def _board(actor) -> str:
    return sign_in(Client(), actor).get(reverse("transfer:board")).content.decode()


def _main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_the_page_of_the_release_is_sealed(decided: Transfer, client: Client) -> None:
    url = reverse("transfer:release")
    other = somebody(Office.PERSONNEL_SECTION)
    assert sign_in(Client(), other).get(url).status_code == 404
    sign_in(client, decided.personnel)
    assert client.get(url)["Location"].startswith(reverse("deliberation:door"))
    open_sealed(client, decided.personnel)
    page = client.get(url).content.decode()
    digest = decided.decision.opened.digest
    assert f"读者码 青-0002-某　方案指纹 {digest[:4]} {digest[4:8]}" in page.replace("&emsp;", "　")
    assert demo_plan().moves[0].name in page
    assert Entry.objects.filter(action="deliberation.read_plan").exists()


def said_on(client: Client) -> dict[str, str]:
    """What the page of the meeting is filled in with."""
    page = client.get(URL)
    shown = page.context
    (form,) = [one for one in forms_on(page, URL) if one.action == URL]
    return form.hidden | {
        "seen": shown["decision"].version, "digest": shown["decision"].opened.digest, "sure": "1",
        "held_at": f"{localtime(clock.now()) - timedelta(minutes=9):%Y-%m-%dT%H:%M}",
        "place": "礼堂",
        "notices_hours": "2", "letters_hours": "4", "section_hours": "6", "report_hours": "24",
        f"roll-{shown['units'][0][0]}": "某局长",
    }  # fmt: skip


def test_the_meeting_is_held_on_its_page(decided: Transfer, client: Client) -> None:
    sign_in(client, decided.personnel)
    open_sealed(client, decided.personnel)
    showed_factor(client)
    url, said = URL, said_on(client)
    without = client.post(
        url, {key: value for key, value in said.items() if key != "letters_hours"}
    )
    assert without.status_code == 422
    assert "没有写时限" in without.content.decode()
    answer = client.post(url, said)
    assert answer["Location"] == reverse("transfer:notices")
    meeting = decided.campaign.work_meetings.get()
    assert meeting.notices_due < meeting.letters_due < meeting.section_due < meeting.report_due
    assert meeting.roll.exclude(who="").count() == 1
    record = Entry.objects.get(action="transfer.release")
    assert record.details["digest"] == decided.decision.opened.digest


def test_the_open_door_is_not_enough_to_release(decided: Transfer, client: Client) -> None:
    """The screen may stand open: the second factor is asked anew, and what was typed is kept."""
    give_totp(decided.personnel.user)
    sign_in(client, decided.personnel)
    open_sealed(client, decided.personnel)
    said = said_on(client)
    answer = client.post(URL, said)
    assert answer["Location"].startswith("/accounts/second/again/")
    assert answer["Location"].endswith("next=%2Ftransfer%2Frelease%2F%3Fdraft%3D1")
    assert not decided.campaign.work_meetings.exists()
    assert decided.campaign.step == "deliberation"
    page = client.get(URL, {"draft": "1"})
    again = next(one for one in forms_on(page, URL) if one.action == URL)
    kept = ("place", "letters_hours", "held_at", *(name for name in said if "roll-" in name))
    assert {name: again.values[name] for name in kept} == {name: said[name] for name in kept}
    showed_factor(client)
    assert client.post(URL, again.hidden | said)["Location"] == reverse("transfer:notices")
    assert decided.campaign.work_meetings.get().place == "礼堂"
    assert not Draft.objects.exists()


def test_the_release_puts_on_record_what_the_minutes_are_known_by(decided: Transfer) -> None:
    with writing():
        decided.decision.meeting.minutes = {"n": 1}
        decided.decision.meeting.save()
    decided.release()
    record = Entry.objects.get(action="transfer.release", subject_type="transfer.WorkMeeting")
    assert record.details["minutes"] == [digest_of({"n": 1})]


def test_the_handover_sheet_tells_the_countys_day(decided: Transfer) -> None:
    """Half past seven in the morning is the day before by the clock of Greenwich."""
    day = clock.today() + timedelta(days=3)
    due = timezone.make_aware(datetime.combine(day, time(7, 30)))
    now = clock.now()
    hours = (now + timedelta(hours=n) for n in (1, 2, 3))
    decided.release(deadlines=Deadlines(*hours, due))
    assert f"{day.month}月{day.day}日前" in repr(handover_sheet(decided.one()).body)
