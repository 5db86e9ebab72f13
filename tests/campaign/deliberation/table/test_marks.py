"""Marks of the meeting: tried on the plan, refused in words, taken back, never deleted."""

from __future__ import annotations

from itertools import combinations

import pytest

from lungang.campaign.deliberation import actions
from lungang.campaign.deliberation.cards import card_of
from lungang.campaign.deliberation.marking import Wish
from lungang.campaign.deliberation.models import Mark, Meeting
from lungang.errors import InputError, NotNow, NotPermitted, Stale
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from tests.factories import make_actor


@pytest.fixture
def table(sitting):
    return sitting.table(sitting.scenario)


def named(table, name):
    return next(row for row in table.people if row.name == name)


def back(room, **what):
    return actions.withdraw(room.personnel, room.campaign, room.scenario.pk, actions.Back(**what))


def test_deciding_as_proposed_changes_nothing_but_the_state(sitting, table):
    row = next(row for row in table.people if row.slot)
    sitting.mark(sitting.scenario, "decide", row, reason="专业对口")
    now = sitting.table(sitting.scenario)
    assert now.digest == table.digest
    assert (now.decided, now.proposed) == (1, table.proposed - 1)
    after = now.person(row.key)
    assert (after.state, after.marks, after.slot) == ("decided", ("decide",), row.slot)
    assert card_of(now, row.key).history[0].words.endswith("理由：专业对口")


def test_a_pin_elsewhere_gives_the_best_plan_with_it(sitting, table):
    row = named(table, "潘志荣")
    (other,) = card_of(table, row.key).alternatives
    sitting.mark(sitting.scenario, "pin", row, slot=other.slot)
    now = sitting.table(sitting.scenario)
    assert now.person(row.key).slot == other.slot
    changed = [one for one in table.people if now.person(one.key).slot != one.slot]
    assert len(changed) == other.changed
    assert all(one.out == one.into for one in now.balance)
    assert now.digest != table.digest
    mark = Mark.objects.get()
    assert (mark.opened.digest, mark.opened.proposed) == (
        now.digest,
        next(r.person_key for r in sitting.county.rows.values() if r.pk == row.slot),
    )


def test_a_mark_that_the_rules_bar_is_refused_with_the_principle(sitting, table):
    row = named(table, "潘志荣")
    barred = card_of(table, row.key).barred[0]
    for kind in ("pin", "decide"):
        with pytest.raises(NotNow, match="不合“专业相同或相近”这一条"):
            sitting.mark(sitting.scenario, kind, row, slot=barred.slot)
    assert not Mark.objects.exists()


def test_marks_that_leave_no_plan_together_are_refused_by_name(sitting, table):
    row = named(table, "潘志荣")
    (other,) = card_of(table, row.key).alternatives
    sitting.mark(sitting.scenario, "pin", row, slot=other.slot)
    rival = next(one for one in table.people if one.slot == other.slot)
    with pytest.raises(NotNow, match="不能同时成立") as refused:
        sitting.mark(sitting.scenario, "pin", rival, slot=other.slot)
    assert "潘志荣" in str(refused.value)
    assert rival.name in str(refused.value)


def test_forbidding_a_slot_or_a_unit_sends_the_person_elsewhere(sitting, table):
    row = named(table, "潘志荣")
    sitting.mark(sitting.scenario, "forbid", row, slot=row.slot, reason="有过节")
    one = sitting.table(sitting.scenario).person(row.key)
    assert one.slot != row.slot
    back(sitting)
    sitting.mark(sitting.scenario, "forbid", row, unit=row.to_unit, reason="有过节")
    two = sitting.table(sitting.scenario).person(row.key)
    assert (two.slot, two.marks) == (one.slot, ("forbid",))
    assert card_of(sitting.table(sitting.scenario), row.key).history[0].words == (
        f"禁去{row.to_unit}，理由：有过节"
    )


def test_a_swap_gives_each_the_others_slot(sitting, table):
    five = [named(table, name) for name in ("孙孝维", "冉鹏", "谢大芳", "曾伟", "陈林")]
    one, two = next(
        pair for pair in combinations(five, 2) if {row.slot for row in pair}.isdisjoint(
            {row.key for row in pair}
        )
    )  # fmt: skip
    sitting.mark(sitting.scenario, "swap", one, other=two.key)
    now = sitting.table(sitting.scenario)
    assert (now.person(one.key).slot, now.person(two.key).slot) == (two.slot, one.slot)
    assert now.person(two.key).marks == ("swap",)
    assert now.proposed == table.proposed
    back(sitting, person=two.key)
    assert sitting.table(sitting.scenario).digest == table.digest


def test_staying_is_decided_with_a_reason_and_frees_no_slot(sitting, table):
    row = next(row for row in table.people if row.slot)
    sitting.mark(sitting.scenario, "stay", row, reason="手上有案")
    now = sitting.table(sitting.scenario).person(row.key)
    assert (now.state, now.slot, now.reason) == ("decided", None, "定为留任")


@pytest.mark.parametrize("kind", ["decide", "forbid", "stay"])
def test_a_reason_is_asked_for(sitting, table, kind):
    row = next(row for row in table.people if row.slot)
    with pytest.raises(InputError, match="理由"):
        sitting.mark(sitting.scenario, kind, row, slot=row.slot, reason=" ")


def test_who_is_decided_is_not_decided_again(sitting, table):
    row = next(row for row in table.people if row.slot)
    sitting.mark(sitting.scenario, "decide", row)
    for kind in ("decide", "pin", "stay"):
        with pytest.raises(NotNow, match="先撤回"):
            sitting.mark(sitting.scenario, kind, row, slot=row.slot)


def test_a_cycle_is_decided_in_one_act_and_undone_in_one(sitting, table):
    cycle = table.cycles[0]
    row = table.person(cycle.people[2])
    entries = Entry.objects.filter(action="deliberation.mark").count()
    sitting.mark(sitting.scenario, "decide", row, cycle=True, reason="整环定下")
    now = sitting.table(sitting.scenario)
    assert [now.person(key).state for key in cycle.people] == ["decided"] * len(cycle.people)
    assert now.decided == len(cycle.people)
    assert now.cycles[0].decided
    assert Entry.objects.filter(action="deliberation.mark").count() == entries + 1
    assert {mark.opened.reason for mark in Mark.objects.all()} == {"整环定下"}
    back(sitting)
    assert sitting.table(sitting.scenario).decided == 0


def test_undo_takes_the_last_act_back_and_keeps_it_on_record(sitting, table):
    one, two = [row for row in table.people if row.slot][:2]
    sitting.mark(sitting.scenario, "decide", one)
    sitting.mark(sitting.scenario, "decide", two)
    back(sitting)
    now = sitting.table(sitting.scenario)
    assert (now.person(one.key).state, now.person(two.key).state) == ("decided", "proposed")
    assert Mark.objects.filter(withdrawn_at=None).count() == 1
    history = card_of(now, two.key).history
    assert history[0].words.startswith("撤回：定为")
    back(sitting)
    with pytest.raises(NotNow, match="没有可撤回的"):
        back(sitting)
    assert not sitting.table(sitting.scenario).can_undo


def test_one_mark_or_all_about_a_person_are_taken_back(sitting, table):
    row = named(table, "潘志荣")
    (other,) = card_of(table, row.key).alternatives
    sitting.mark(sitting.scenario, "pin", row, slot=other.slot)
    sitting.mark(sitting.scenario, "forbid", row, slot=row.slot)
    first = Mark.objects.order_by("number").first()
    back(sitting, mark=first.pk)
    assert sitting.table(sitting.scenario).person(row.key).marks == ("forbid",)
    back(sitting, person=row.key)
    assert sitting.table(sitting.scenario).digest == table.digest
    with pytest.raises(NotPermitted):
        back(sitting, mark=first.pk)


def test_a_page_from_before_another_act_is_stale_and_says_whose(sitting, table):
    one, two = [row for row in table.people if row.slot][:2]
    shown = Meeting.objects.get().version
    sitting.mark(sitting.scenario, "decide", one, actor=sitting.organisation, seen=shown)
    with pytest.raises(Stale) as stale:
        sitting.mark(sitting.scenario, "decide", two, seen=shown)
    assert [entry.actor_name for entry in stale.value.since] == [sitting.organisation.name]
    with pytest.raises(Stale):
        actions.withdraw(
            sitting.personnel, sitting.campaign, sitting.scenario.pk, actions.Back(), seen=shown
        )
    # Also where the act could not be any more: first comes what happened.
    with pytest.raises(Stale):
        sitting.mark(sitting.scenario, "decide", one, seen=shown)


def test_a_page_of_the_last_meeting_is_stale_in_the_next(sitting, table):
    row = next(row for row in table.people if row.slot)
    shown = sitting.meeting.version
    actions.close_meeting(sitting.personnel, sitting.campaign, sitting.meeting.pk)
    sitting.open()
    with pytest.raises(Stale):
        sitting.mark(sitting.scenario, "decide", row, seen=shown)


def test_marks_made_while_it_was_computed_make_it_stale(sitting, table, monkeypatch):
    from lungang.campaign.deliberation.actions import marking

    one, two = [row for row in table.people if row.slot][:2]
    true = marking.tried

    def slowly(campaign, scenario, wish):
        computed = true(campaign, scenario, wish)
        monkeypatch.setattr(marking, "tried", true)
        sitting.mark(sitting.scenario, "decide", two, actor=sitting.organisation)
        return computed

    monkeypatch.setattr(marking, "tried", slowly)
    with pytest.raises(Stale, match="正算的时候"):
        sitting.mark(sitting.scenario, "decide", one)
    assert Mark.objects.count() == 1


def test_the_form_pressed_twice_acts_once(sitting, table):
    row = next(row for row in table.people if row.slot)
    seen = sitting.meeting.version
    for _press in range(2):
        done = sitting.mark(sitting.scenario, "decide", row, seen=seen, key="form:1")
        assert done.pk == sitting.meeting.pk
    assert Mark.objects.count() == 1


def test_nobody_but_the_sections_on_the_list_marks(sitting, table):
    row = next(row for row in table.people if row.slot)
    for actor in (sitting.group, make_actor(Office.PERSONNEL_SECTION)):
        with pytest.raises(NotPermitted):
            sitting.mark(sitting.scenario, "decide", row, actor=actor)
    refused = Entry.objects.filter(action="deliberation.mark", result="refused")
    assert refused.count() == 2


def test_nothing_is_marked_without_a_meeting(sitting, table):
    row = next(row for row in table.people if row.slot)
    actions.close_meeting(sitting.personnel, sitting.campaign, sitting.meeting.pk)
    with pytest.raises(NotNow, match="散会"):
        sitting.mark(sitting.scenario, "decide", row)


def test_somebody_outside_the_pool_is_nobody(sitting, table):
    other = next(row for row in sitting.county.rows.values() if table.person(row.pk) is None)
    wish = Wish(kind="stay", person=other.pk, reason="好")
    with pytest.raises(NotPermitted):
        actions.mark(sitting.personnel, sitting.campaign, sitting.scenario.pk, wish)


def test_a_swap_with_nobody_and_a_forbid_of_nothing_are_refused(sitting, table):
    row = next(row for row in table.people if row.slot)
    with pytest.raises(InputError, match="对调"):
        sitting.mark(sitting.scenario, "swap", row)
    with pytest.raises(InputError, match="单位"):
        sitting.mark(sitting.scenario, "forbid", row)


def test_the_unplaced_cannot_be_decided_without_a_slot(sitting, table):
    row = next(row for row in table.people if row.state == "unplaced")
    with pytest.raises(NotNow, match="没有去处"):
        sitting.mark(sitting.scenario, "decide", row)


def test_what_is_marked_on_one_scenario_is_not_on_another(sitting, table):
    row = next(row for row in table.people if row.slot)
    other = sitting.compute("再算一个")
    sitting.mark(sitting.scenario, "decide", row)
    assert sitting.table(other).decided == 0
