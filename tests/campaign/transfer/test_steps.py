"""Each step leaves its receipt; wrong ways are refused in words, and leave nothing."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from lungang.campaign.core.models import Campaign, Task
from lungang.campaign.transfer import actions
from lungang.campaign.transfer.actions.stepping import Hand
from lungang.campaign.transfer.guarding import months_after
from lungang.campaign.transfer.handover import ITEMS
from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.showing import timeline
from lungang.campaign.transfer.states import JourneyState
from lungang.errors import InputError, NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.offices import SECTION_OF, Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from tests.campaign.transfer.released import WAY, Transfer

pytestmark = pytest.mark.django_db


def later(monkeypatch: pytest.MonkeyPatch, **by: int) -> None:
    moment = clock.now() + timedelta(**by)
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_one_person_goes_the_whole_way(released: Transfer) -> None:
    journey = released.one()
    states = []
    for verb in WAY:
        released.step(journey, verb)
        states.append(journey.state)
    assert states == [
        "unit_letter", "section_letter", "hand_letter", "handover", "report", "arrived",
        "arrived", "settled",
    ]  # fmt: skip
    receipts = {row.act: row for row in journey.receipts.all()}
    assert set(receipts) == set(WAY)
    section = SECTION_OF[journey.authority].label
    assert (receipts["collect"].giver, receipts["collect"].taker) == (
        section, f"{journey.from_name}负责人 某局长",
    )  # fmt: skip
    assert receipts["hand"].taker == journey.name
    assert (receipts["report"].giver, receipts["report"].taker) == (journey.name, journey.to_name)
    assert receipts["appoint"].paper.endswith(f"〔2026〕{journey.to_unit_id}号")
    assert not any(row.is_late for row in receipts.values())
    done = Entry.objects.filter(subject_id=str(journey.pk), action__startswith="transfer.")
    assert done.count() == len(WAY)


@pytest.mark.parametrize("verb", WAY[1:])
def test_no_step_is_taken_before_the_one_before_it(released: Transfer, verb: str) -> None:
    with pytest.raises(NotNow):
        released.step(released.one(), verb)


@pytest.mark.parametrize("verb", WAY)
def test_no_step_is_taken_twice(released: Transfer, verb: str) -> None:
    journey = released.bring_to(released.one(), verb)
    with pytest.raises(NotNow):
        released.step(journey, verb)


def test_notices_of_two_units_are_not_taken_by_one(released: Transfer) -> None:
    first = released.one()
    other = released.campaign.journeys.filter(authority=first.authority).exclude(
        from_unit=first.from_unit
    )[0]
    with pytest.raises(InputError, match="几个单位"):
        actions.collect(
            released.section(first), released.campaign, [first.pk, other.pk], "某局长", ""
        )
    with pytest.raises(InputError, match="谁领的"):
        actions.collect(released.section(first), released.campaign, [first.pk], " ", "")
    with pytest.raises(InputError, match="没有勾人"):
        actions.collect(released.section(first), released.campaign, [], "某局长", "")


def test_a_letter_after_the_hour_is_recorded_as_late_with_its_reason(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = released.bring_to(released.one(), "collect")
    later(monkeypatch, hours=5)
    with pytest.raises(InputError, match="过了时限"):
        released.step(journey, "bring")
    released.step(journey, "bring", note="路上车坏了")
    row = journey.receipts.get(act="bring")
    assert (row.is_late, row.note) == (True, "路上车坏了")


def test_what_was_in_time_and_is_entered_later_is_not_late(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = released.bring_to(released.one(), "collect")
    due = journey.meeting.letters_due
    later(monkeypatch, hours=5)
    for wrong, said in (
        (clock.now() + timedelta(hours=1), "以后"),
        (journey.meeting.held_at - timedelta(minutes=1), "前一步以前"),
    ):
        with pytest.raises(InputError, match=said):
            released.step(journey, "bring", at=wrong)
    released.step(journey, "bring", at=due - timedelta(minutes=10))
    row = journey.receipts.get(act="bring")
    assert (row.is_late, row.at) == (False, due - timedelta(minutes=10))
    assert row.entered_at > due
    assert "补记" in timeline(journey, journey.meeting)[0].summary


def test_nobody_is_appointed_before_the_list_was_read_out(released: Transfer) -> None:
    journey = released.bring_to(released.one(), "report")
    day = timezone.localdate(journey.meeting.held_at) - timedelta(days=1)
    for verb in ("remove", "appoint"):
        with pytest.raises(InputError, match="宣读名单以前"):
            released.step(journey, verb, day=day)


def test_nobody_reports_at_the_wrong_unit(released: Transfer) -> None:
    journey = released.bring_to(released.one(), "hand_over")
    wrong = next(
        row for row in released.campaign.journeys.all()
        if row.to_unit_id not in (journey.to_unit_id, journey.from_unit_id)
    )  # fmt: skip
    for actor in (released.new(wrong), released.old(journey)):
        with pytest.raises(NotPermitted):
            released.step(journey, "report", actor)
    assert journey.state == JourneyState.REPORT


def test_another_section_does_not_act(released: Transfer) -> None:
    journey = released.one(authority="personnel_bureau")
    with pytest.raises(NotPermitted):
        released.step(journey, "collect", released.organisation)
    released.step(journey, "collect")
    with pytest.raises(NotPermitted):
        released.step(journey, "bring", released.organisation)


@pytest.mark.parametrize("verb", WAY)
def test_offices_that_read_do_not_act(released: Transfer, verb: str) -> None:
    journey = released.one()
    before = WAY.index(verb)
    if before:
        released.bring_to(journey, WAY[before - 1])
    for office in (Office.LEADING_GROUP, Office.SUPERVISION, Office.DISCIPLINE):
        with pytest.raises(NotPermitted):
            released.step(journey, verb, released.county.office(office))


@pytest.mark.parametrize("names", ["", "张甲", "张甲、李乙", "张甲、李乙、张甲", "甲、乙、丙、丁"])
def test_a_handover_is_signed_by_three_people(released: Transfer, names: str) -> None:
    journey = released.bring_to(released.one(), "hand")
    with pytest.raises(InputError, match="三方签字"):
        released.step(journey, "hand_over", taker=names)


def test_a_handover_goes_through_the_whole_list(released: Transfer) -> None:
    journey = released.bring_to(released.one(), "hand")
    with pytest.raises(InputError, match="没有勾：印章、证件、钥匙；经费、账目、票据"):
        released.step(journey, "hand_over", handed=("business", "files", "property", "access"))
    with pytest.raises(InputError, match="没有这一项"):
        released.step(journey, "hand_over", handed=(*ITEMS, "soul"))
    released.step(journey, "hand_over", handed=("business", "files"), rest="不经手印章、经费")
    row = journey.receipts.get(act="hand_over")
    assert (row.handed, row.rest) == (["business", "files"], "不经手印章、经费")
    last = timeline(journey, journey.meeting)[0]
    assert "交清：经办的事和没有办结的事；文件、档案、资料" in last.summary
    assert "其余：不经手印章、经费" in last.summary


def test_appointments_have_a_number_and_no_day_to_come(released: Transfer) -> None:
    journey = released.bring_to(released.one(), "report")
    with pytest.raises(InputError, match="文号"):
        released.step(journey, "appoint", paper=" ")
    tomorrow = timezone.localdate(clock.now()) + timedelta(days=1)
    with pytest.raises(InputError, match="以后"):
        released.step(journey, "appoint", day=tomorrow)


def test_half_a_year_is_kept_or_the_reason_said(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = released.bring_to(released.one(holds=True), "appoint")
    appointed = journey.appointed_on
    assert appointed is not None
    until = months_after(appointed, 6)
    by = released.new(journey)

    def unseat(day, reason: str = "") -> Journey:
        return actions.unseat(by, released.campaign, journey.pk, day, "某发〔2027〕1号", reason)

    with pytest.raises(InputError, match="日期在以后"):
        unseat(until - timedelta(days=1), "组织安排到乡镇")
    later(monkeypatch, days=(until - appointed).days - 1)
    with pytest.raises(InputError, match=str(until)):
        unseat(until - timedelta(days=1))
    with pytest.raises(InputError, match="任职以前"):
        unseat(appointed - timedelta(days=1), "误")
    assert not journey.receipts.filter(act="unseat").exists()
    unseat(until - timedelta(days=1), "组织安排到乡镇")
    assert journey.receipts.get(act="unseat").is_late
    with pytest.raises(NotNow):
        unseat(until)


def test_after_half_a_year_no_reason_is_asked(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = released.bring_to(released.one(holds=True), "appoint")
    day = months_after(journey.appointed_on, 6)
    later(monkeypatch, days=(day - journey.appointed_on).days)
    actions.unseat(released.new(journey), released.campaign, journey.pk, day, "某发〔2027〕1号", "")
    assert not journey.receipts.get(act="unseat").is_late


def test_months_end_with_their_month() -> None:
    assert months_after(date(2004, 8, 31), 6) == date(2005, 2, 28)
    assert months_after(date(2004, 12, 20), 6) == date(2005, 6, 20)


@pytest.mark.parametrize(
    ("kind", "verb", "end"),
    [
        ("transfer.letters", "bring", "from_unit"),
        ("transfer.handovers", "hand_over", "from_unit"),
        ("transfer.arrivals", "report", "to_unit"),
    ],
)
def test_a_units_tasks_end_with_its_last_person(
    released: Transfer, kind: str, verb: str, end: str
) -> None:
    unit = getattr(released.one(), f"{end}_id")
    rows = list(released.campaign.journeys.filter(**{end: unit}))
    for n, row in enumerate(rows, 1):
        released.bring_to(row, verb)
        task = Task.objects.get(kind=kind, unit=unit)
        assert (task.state == "accepted") == (n == len(rows))


def test_who_takes_a_person_over_is_copied(released: Transfer) -> None:
    crossing = next(row for row in released.campaign.journeys.all() if row.crosses)
    released.bring_to(crossing, "letter")
    assert Notice.objects.filter(
        office=SECTION_OF[crossing.new_authority], subject="抄送：有人转由你科管理"
    ).exists()


def test_a_slip_made_out_meanwhile_is_no_step_before(
    released: Transfer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing():
        released.campaign.work_meetings.update(slips=True)
    journey = released.step(released.one(), "collect")
    later(monkeypatch, hours=1)
    brought = clock.now()
    later(monkeypatch, hours=2)
    office = released.county.office(Office.ESTABLISHMENT_OFFICE)
    actions.issue_slip(office, released.campaign, journey.pk, "exit", "编〔2026〕1号")
    later(monkeypatch, minutes=5)
    released.step(journey, "bring", at=brought)
    assert journey.receipts.get(act="bring").at == brought


def test_units_that_are_late_are_urged(released: Transfer, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotNow):
        actions.urge(released.personnel, released.campaign)
    later(monkeypatch, hours=2)
    actions.urge(released.personnel, released.campaign)
    mine = set(
        released.campaign.journeys.filter(authority="personnel_bureau").values_list(
            "from_unit", flat=True
        )
    )
    urged = Notice.objects.filter(subject__startswith="催办", office=Office.HR_OFFICER)
    assert set(urged.values_list("unit", flat=True)) == mine
    with pytest.raises(NotNow, match="都催过"):
        actions.urge(released.personnel, released.campaign)
    later(monkeypatch, hours=4)
    actions.urge(released.personnel, released.campaign)
    assert urged.count() == 2 * len(mine)


def test_nothing_is_done_when_the_campaign_is_elsewhere(released: Transfer) -> None:
    with writing():
        Campaign.objects.update(step="archive")
    with pytest.raises(NotNow):
        released.step(released.one(), "collect")


def test_a_made_up_person_is_nobody(released: Transfer) -> None:
    with pytest.raises(NotPermitted):
        actions.step(released.personnel, released.campaign, UUID(int=7), "bring", Hand())
