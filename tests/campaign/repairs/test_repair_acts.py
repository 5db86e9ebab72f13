"""From what came up to what is made known: every act, who may, what is refused, what is kept."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from lungang.campaign.core.models import Task
from lungang.campaign.deliberation.actions import list_reader
from lungang.campaign.deliberation.models import Reader
from lungang.campaign.deliberation.queries import standing_decision as standing_at_the_table
from lungang.campaign.repairs import actions
from lungang.campaign.repairs.models import Case, Repair
from lungang.campaign.transfer.guarding import held_until
from lungang.campaign.transfer.models import AvoidanceDuty, Journey
from lungang.campaign.transfer.planned import policy_of_decision
from lungang.campaign.transfer.queries import standing_decision, work_meeting
from lungang.domain.movement import slots
from lungang.errors import InputError, MarksConflict, NotNow, NotPermitted, Stale
from lungang.platform import clock
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.log import veiled
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from lungang.policy.pack import load_policy
from lungang.verify import verify_plan
from tests.campaign.repairs.mended import Mending, balance_of
from tests.campaign.transfer.released import somebody

pytestmark = pytest.mark.django_db
WHY_BACK = "本人又表示服从"


def test_one_who_refuses_stays_and_the_fewest_others_change(mending: Mending) -> None:
    before = standing_decision(mending.campaign)
    journey = mending.standing()[3]
    row = mending.report(journey)
    assert row.state == "reported"
    row = mending.compute()
    assert row.state == "computed"
    content = row.opened
    assert content.plan.certificate.words[0] == "changed"
    was, now = slots(before.opened.plan), slots(content.plan)
    changed = {one for one in was if was[one] != now[one]}
    assert len(changed) == content.plan.certificate.total[0]
    county = mending.transfer.county
    keys = {county.rows[one].person_key for one in changed}
    assert journey.person_key in keys
    mending.ask()
    mending.confirm()
    meeting = mending.release()
    after = standing_decision(mending.campaign)
    assert after.opened.digest == content.digest == meeting.digest
    assert (after.replaces, after.state) == (before, "released")
    before.refresh_from_db()
    assert before.state == "superseded"
    assert standing_at_the_table(mending.campaign) == after
    assert work_meeting(mending.campaign) == meeting
    assert Journey.objects.filter(revoked_in=meeting).count() == len(
        [one for one in changed if was[one] != one]
    )
    assert {one.person_key for one in mending.standing(meeting=meeting)} == {
        county.rows[one].person_key for one in changed if now[one] != one
    }
    assert not mending.standing(person_key=journey.person_key)
    assert not any(balance_of(mending).values())


def test_the_verifier_finds_a_released_repair_the_fewest_changed(mending: Mending) -> None:
    before = standing_decision(mending.campaign).opened.plan
    mending.mend(mending.standing()[5])
    plan = standing_decision(mending.campaign).opened.plan
    county = mending.transfer.county
    policy = policy_of_decision(standing_decision(mending.campaign))
    report = verify_plan(
        plan, county.roster, policy, agreed=before.seed.text, settled=before.settled,
        marks=plan.marks, released=before,
    )  # fmt: skip
    assert report.refutations == ()
    assert report.skipped == ()


def test_not_to_that_unit_sends_the_person_elsewhere(mending: Mending) -> None:
    journey = mending.movable()
    mending.mend(journey, follows="elsewhere")
    (new,) = mending.standing(person_key=journey.person_key)
    assert new.to_unit_id not in (journey.to_unit_id, journey.from_unit_id)
    assert new.replaces == journey
    assert not any(balance_of(mending).values())


def test_whoever_has_reported_is_kept_and_moves_only_where_it_must_be(mending: Mending) -> None:
    journey = mending.standing()[2]
    taker = next(one for one in mending.standing() if _takes(mending, one, journey))
    others = [one for one in mending.standing() if one.pk not in (journey.pk, taker.pk)]
    mending.arrive(taker, *others[:8])
    mending.report(journey)
    with pytest.raises(MarksConflict):
        mending.compute()
    assert mending.row.state == "reported"
    row = mending.compute(again=True)
    assert row.opened.freed == (taker.person_key,)
    was, now = slots(standing_decision(mending.campaign).opened.plan), slots(row.opened.plan)
    county = mending.transfer.county
    moved = {county.rows[one].person_key for one in was if was[one] != now[one]}
    assert moved & {one.person_key for one in others[:8]} == set()
    assert taker.person_key in moved


def _takes(mending: Mending, one: Journey, journey: Journey) -> bool:
    """Whether somebody goes to the place that another leaves."""
    plan = standing_decision(mending.campaign).opened.plan
    rows = mending.transfer.county.rows
    move = next(m for m in plan.moves if rows[m.person_id].person_key == one.person_key)
    return rows[move.slot].person_key == journey.person_key


def test_two_people_of_the_two_sections(mending: Mending) -> None:
    mending.report(mending.standing()[0])
    mending.compute()
    with pytest.raises(NotNow):
        mending.confirm()
    mending.ask()
    for same in (mending.personnel, _listed(mending, Office.PERSONNEL_SECTION)):
        with pytest.raises(NotNow, match="另一科室"):
            mending.confirm(same)
    with pytest.raises(Stale):
        mending.confirm(digest="0" * 64)
    with pytest.raises(NotNow):
        mending.release()
    mending.confirm()
    with pytest.raises(NotNow):
        mending.confirm()
    with pytest.raises(Stale):
        mending.release(digest="0" * 64)
    mending.release()
    with pytest.raises(NotNow):
        mending.release()


def _listed(mending: Mending, office: Office):
    actor = somebody(office)
    with writing():
        Reader.objects.create(
            campaign=mending.campaign, holding=actor.holding, code="青-0099-某",
            listed_at=clock.now(), listed_by=mending.transfer.county.group.holding,
        )  # fmt: skip
    return actor


def test_nobody_else_does_anything(mending: Mending) -> None:
    journey = mending.standing()[0]
    outside = somebody(Office.PERSONNEL_SECTION)
    group = mending.transfer.county.group
    other = (
        mending.organisation
        if mending.transfer.section(journey) == mending.personnel
        else mending.personnel
    )
    for actor in (outside, group, other, mending.transfer.old(journey)):
        with pytest.raises(NotPermitted):
            mending.report(journey, actor=actor)
    mending.report(journey)
    for actor in (outside, group, mending.transfer.old(journey)):
        with pytest.raises(NotPermitted):
            mending.compute(actor)
    mending.compute()
    for actor in (outside, group):
        for act in (mending.ask, mending.confirm, mending.release):
            with pytest.raises(NotPermitted):
                act(actor)


def test_somebody_reports_for_duty_meanwhile(mending: Mending) -> None:
    mending.report(mending.standing()[1])
    row = mending.compute()
    mending.ask()
    changed = row.known("changed")
    bystander = next(one for one in mending.standing() if one.person_key not in changed)
    mending.transfer.bring_to(bystander, "report")
    goes = next(one for one in mending.standing() if one.person_key in changed)
    mending.transfer.bring_to(goes, "report")
    with pytest.raises(Stale) as refusal:
        mending.confirm()
    assert [one[0] for one in refusal.value.changes] == [goes.name]
    assert any("报到" in str(one.summary) for one in refusal.value.since)
    actions.send_back(mending.organisation, mending.campaign, row.pk, "有人已报到")
    assert mending.row.state == "reported"
    assert mending.row.content is None


def test_a_bystander_who_reports_hinders_nothing(mending: Mending) -> None:
    mending.report(mending.standing()[1])
    row = mending.compute()
    changed = row.known("changed")
    bystander = next(one for one in mending.standing() if one.person_key not in changed)
    mending.transfer.bring_to(bystander, "report")
    mending.ask()
    mending.confirm()
    mending.release()
    bystander.refresh_from_db()
    assert bystander.state == "arrived"


def test_what_is_reported_is_refused_where_it_says_nothing(mending: Mending) -> None:
    journey = mending.standing()[0]
    for wrong in (
        {"reason": " "}, {"said_by": ""}, {"kind": "x"}, {"follows": "x"},
        {"day": clock.today() + timedelta(days=2)},
    ):  # fmt: skip
        with pytest.raises(InputError):
            mending.report(journey, **wrong)
    assert not Repair.objects.exists()
    mending.report(journey)
    with pytest.raises(NotNow, match="已经登记"):
        mending.report(journey)


def test_the_day_of_a_case_is_the_countys_and_not_before_the_release(
    mending: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = mending.standing()[0]
    released = timezone.localdate(journey.meeting.held_at)
    with pytest.raises(InputError, match="公布去向"):
        mending.report(journey, day=released - timedelta(days=1))
    # Half past seven in the morning is the day before by the clock of Greenwich.
    morning = timezone.make_aware(datetime.combine(released + timedelta(days=1), time(7, 30)))
    monkeypatch.setattr(clock, "now", lambda: morning)
    mending.report(journey, day=released + timedelta(days=1))


def test_a_case_is_taken_back_and_what_was_computed_falls(mending: Mending) -> None:
    one, other = mending.standing()[:2]
    mending.report(one)
    mending.report(other)
    row = mending.compute()
    case = row.cases.first()
    section = mending.transfer.section(one)
    with pytest.raises(InputError, match="撤回的原因"):
        actions.withdraw(section, mending.campaign, row.pk, case.pk, " ")
    actions.withdraw(section, mending.campaign, row.pk, case.pk, WHY_BACK)
    assert (mending.row.state, mending.row.content) == ("reported", None)
    with pytest.raises(NotNow):
        actions.withdraw(section, mending.campaign, row.pk, case.pk, WHY_BACK)
    section = mending.transfer.section(other)
    actions.withdraw(section, mending.campaign, row.pk, row.cases.last().pk, WHY_BACK)
    with pytest.raises(NotNow, match="没有登记"):
        mending.compute()
    actions.drop(mending.personnel, mending.campaign, row.pk, "当事人收回")
    assert mending.row.state == "dropped"
    assert [case.withdrawn_because for case in Case.objects.all()] == [WHY_BACK, WHY_BACK]
    lines = Entry.objects.filter(action="repairs.withdraw", result="done")
    assert {line.details["written"] for line in lines} == {veiled(WHY_BACK)}
    assert not any(WHY_BACK in str(line.details) or line.reason_digest for line in lines)
    mending.report(one)
    assert mending.row.number == 2


def test_only_the_section_in_charge_takes_a_case_back(mending: Mending) -> None:
    journey = mending.standing()[0]
    row = mending.report(journey)
    section = mending.transfer.section(journey)
    other = mending.organisation if section == mending.personnel else mending.personnel
    case = row.cases.first()
    with pytest.raises(NotPermitted):
        actions.withdraw(other, mending.campaign, row.pk, case.pk, WHY_BACK)
    assert Case.objects.get().withdrawn_at is None
    actions.withdraw(section, mending.campaign, row.pk, case.pk, WHY_BACK)
    assert Case.objects.get().withdrawn_by == section.holding


def test_units_owe_again_what_the_new_moves_need(mending: Mending) -> None:
    journey = mending.redirecting()
    mending.transfer.bring_to(journey, "bring")
    with writing():
        Task.objects.filter(kind="transfer.letters").update(state="accepted")
    meeting = mending.mend(journey)
    begun = mending.standing(meeting=meeting)
    assert begun
    for one in begun:
        task = mending.campaign.tasks.get(kind="transfer.letters", unit=one.from_unit_id)
        assert (task.state, task.due_at) == ("open", meeting.letters_due)
    told = Notice.objects.filter(office=Office.HR_OFFICER, subject__startswith="补充公布")
    assert journey.from_unit_id in told.values_list("unit_id", flat=True)


def test_the_new_way_goes_on_to_the_end(mending: Mending) -> None:
    meeting = mending.mend(mending.redirecting())
    one = mending.standing(meeting=meeting)[0]
    mending.transfer.bring_to(one, "appoint")
    one.refresh_from_db()
    assert one.state == "settled"
    assert not one.holds or held_until(one) is not None
    with pytest.raises(NotNow):
        mending.transfer.step(one.replaces, "collect")


def test_a_repair_of_a_repair(mending: Mending) -> None:
    first = mending.redirecting()
    second = mending.standing(meeting=mending.mend(first))[0]
    stays = standing_decision(mending.campaign)
    mending.mend(second)
    assert standing_decision(mending.campaign).replaces == stays
    for one in (first, second):
        assert not mending.standing(person_key=one.person_key)
    assert not any(balance_of(mending).values())
    first.refresh_from_db()
    with pytest.raises(NotNow, match="撤销"):
        mending.report(first)


def test_somebody_new_may_be_let_in_after_the_release(mending: Mending) -> None:
    journey = mending.standing()[0]
    colleague = somebody(mending.transfer.section(journey).office)
    with pytest.raises(NotPermitted):
        mending.report(journey, actor=colleague)
    list_reader(mending.transfer.county.group, mending.campaign, colleague.holding.pk)
    assert mending.report(journey, actor=colleague).state == "reported"


def test_a_repair_opens_and_closes_duties_of_avoidance(mending: Mending) -> None:
    row = AvoidanceDuty.objects.get()
    one = next(iter(_bound(mending)))
    mending.mend(one)
    duty = AvoidanceDuty.objects.get(person_key=one.person_key)
    assert (duty.state, duty.authority) == ("open", one.authority)
    row.refresh_from_db()
    keys = {
        mending.transfer.county.rows[one.person_id].person_key
        for one in standing_decision(mending.campaign).opened.plan.open_duties
    }
    assert (row.state == "open") == (row.person_key in keys)
    assert duty.person_key in keys


def _bound(mending: Mending) -> list[Journey]:
    """Those who move because of a rule of avoidance."""
    plan, rows = standing_decision(mending.campaign).opened.plan, mending.transfer.county.rows
    rules = {one.id for one in load_policy("county-2004").rules if one.category == "avoidance"}
    bound = {
        rows[one.person_id].person_key
        for one in plan.screened
        if one.ground is not None and one.ground.rule in rules
    }
    return [one for one in mending.standing() if one.person_key in bound]


def test_who_was_removed_or_appointed_is_moved_no_more(mending: Mending) -> None:
    journey = mending.standing()[0]
    mending.report(journey)
    mending.transfer.bring_to(journey, "remove")
    with pytest.raises(NotNow, match="任免已经记下"):
        mending.compute()
    actions.drop(mending.personnel, mending.campaign, mending.row.pk, "已任免")
    with pytest.raises(NotNow, match="交流到此办结"):
        mending.report(journey)


def test_not_even_where_without_them_there_is_no_plan(mending: Mending) -> None:
    journey = mending.standing()[2]
    taker = next(one for one in mending.standing() if _takes(mending, one, journey))
    mending.transfer.bring_to(taker, "appoint")
    mending.report(journey)
    for again in (False, True):
        with pytest.raises(MarksConflict, match=taker.name):
            mending.compute(again=again)


def test_who_is_appointed_meanwhile_makes_the_repair_stale(mending: Mending) -> None:
    journey = mending.standing()[2]
    taker = next(one for one in mending.standing() if _takes(mending, one, journey))
    mending.transfer.bring_to(taker, "report")
    mending.report(journey)
    mending.compute(again=True)
    assert mending.row.opened.freed == (taker.person_key,)
    taker.refresh_from_db()
    mending.transfer.step(taker, "remove")
    with pytest.raises(Stale) as refused:
        mending.ask()
    assert refused.value.changes == [(taker.name, "没有任免", "已任免")]
