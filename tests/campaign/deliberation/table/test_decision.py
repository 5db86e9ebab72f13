"""The decided plan: asked by one section, confirmed by another person of the other section."""

from __future__ import annotations

import pytest

from lungang.campaign.deliberation import actions
from lungang.campaign.deliberation.cards import card_of
from lungang.campaign.deliberation.desk import waiting
from lungang.campaign.deliberation.engine import county_of, policy_of
from lungang.campaign.deliberation.models import Decision, Meeting, Principles, Scenario
from lungang.campaign.deliberation.queries import standing_decision
from lungang.errors import InputError, NotNow, NotPermitted, Stale
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from lungang.platform.notices.models import Notice
from lungang.platform.notices.queries import notices_for
from lungang.verify import verify_plan
from tests.factories import also, make_actor


@pytest.fixture
def settled(sitting):
    sitting.settle(sitting.scenario)
    return sitting


@pytest.fixture
def asked(settled):
    settled.decision = settled.ask(settled.scenario)
    return settled


def confirm(room, actor=None, **more):
    digest = more.pop("digest", room.decision.opened.digest)
    return actions.confirm(
        actor or room.organisation, room.campaign, room.decision.pk, digest, **more
    )


def test_the_plan_that_two_confirmed_verifies(asked):
    done = confirm(asked)
    assert done.state == "confirmed"
    content = Decision.objects.get().opened
    policy = policy_of(Scenario.objects.get().opened)
    report = verify_plan(content.plan, county_of(asked.campaign).roster, policy)
    assert report.ok, report.refutations
    assert len(content.plan.marks) == len(content.plan.moves) == 12


def test_it_keeps_for_everybody_what_was_proposed_and_why_it_is_otherwise(sitting):
    table = sitting.table(sitting.scenario)
    row = next(row for row in table.people if row.name == "潘志荣")
    (other,) = card_of(table, row.key).alternatives
    sitting.mark(sitting.scenario, "decide", row, slot=other.slot, reason="离家近")
    sitting.settle(sitting.scenario)
    decision = sitting.ask(sitting.scenario)
    keys = {r.pk: r.person_key for r in sitting.county.rows.values()}
    people = {one.person: one for one in decision.opened.people}
    assert len(people) == 15
    one = people[keys[row.key]]
    assert (one.proposed, one.decided, one.reason) == (keys[row.slot], keys[other.slot], "离家近")
    stays = next(row for row in table.people if row.state == "unplaced")
    left = people[keys[stays.key]]
    assert (left.proposed, left.decided) == ("", "")
    assert left.reason


def test_nothing_is_asked_while_somebody_is_only_proposed(sitting):
    with pytest.raises(NotNow, match="12 人拟定而没有定"):
        sitting.ask(sitting.scenario)


def test_the_unplaced_are_said_to_be_known(settled):
    with pytest.raises(InputError, match="3 人未能安排"):
        settled.ask(settled.scenario, unplaced=0)
    assert settled.ask(settled.scenario, unplaced=3).state == "asked"


def test_a_page_of_another_plan_asks_nothing(settled):
    with pytest.raises(Stale):
        settled.ask(settled.scenario, digest="0" * 64)
    shown = Meeting.objects.get().version
    actions.withdraw(settled.organisation, settled.campaign, settled.scenario.pk, actions.Back())
    settled.settle(settled.scenario)
    with pytest.raises(Stale) as stale:
        settled.ask(settled.scenario, seen=shown)
    assert settled.organisation.name in {entry.actor_name for entry in stale.value.since}
    assert not Decision.objects.exists()


def test_neither_the_same_person_nor_the_same_section_confirms(asked):
    colleague = asked.list(make_actor(Office.PERSONNEL_SECTION))
    also_there = asked.list(also(asked.personnel, Office.ORGANISATION_SECTION))
    for actor in (asked.personnel, colleague, also_there):
        with pytest.raises(NotNow, match="另一科室"):
            confirm(asked, actor)
    for actor in (asked.group, make_actor(Office.ORGANISATION_SECTION)):
        with pytest.raises(NotPermitted):
            confirm(asked, actor)
    assert confirm(asked).second_by == asked.organisation.holding


def test_another_digest_is_not_confirmed(asked):
    with pytest.raises(Stale, match="不是送来"):
        confirm(asked, digest="0" * 64)
    with pytest.raises(Stale):
        confirm(asked, seen=asked.decision.version - 1)


def test_what_moved_under_it_is_said(asked, monkeypatch):
    asked.county.change(asked.county.roster)
    with pytest.raises(Stale, match="送来之后有改动"):
        confirm(asked)


def test_principles_taken_back_void_it(asked):
    with writing():
        Principles.objects.update(state="sent_back")
    with pytest.raises(Stale):
        confirm(asked)


def test_while_one_stands_nothing_is_marked_computed_or_opened(asked):
    row = asked.table(asked.scenario).people[0]
    for step in ("第二人确认", "两人确认"):
        with pytest.raises(NotNow, match=step):
            asked.mark(asked.scenario, "stay", row)
        with pytest.raises(NotNow, match=step):
            actions.withdraw(asked.personnel, asked.campaign, asked.scenario.pk, actions.Back())
        with pytest.raises(NotNow):
            asked.compute()
        with pytest.raises(NotNow):
            asked.ask(asked.scenario)
        if step == "第二人确认":
            confirm(asked)


def test_sent_back_with_a_reason_the_meeting_goes_on(asked):
    with pytest.raises(InputError, match="退回原因"):
        actions.send_back(asked.organisation, asked.campaign, asked.decision.pk, " ")
    done = actions.send_back(asked.group, asked.campaign, asked.decision.pk, "再议")
    assert (done.state, done.answer) == ("sent_back", "再议")
    assert standing_decision(asked.campaign) is None
    assert asked.table(asked.scenario).decided == 12
    again = asked.ask(asked.scenario, asked.organisation)
    assert again.number == 2
    assert actions.confirm(
        asked.personnel, asked.campaign, again.pk, again.opened.digest
    ).state == "confirmed"  # fmt: skip


def test_the_other_office_is_told_and_nothing_of_the_plan(asked):
    (notice,) = Notice.objects.filter(path="/deliberation/decision/")
    assert (notice.office, notice.body) == ("organisation_section", "")
    confirm(asked)
    assert Notice.objects.filter(
        office="personnel_section", path="/deliberation/decision/"
    ).exists()
    actions_ = ["deliberation.ask_confirmation", "deliberation.confirm"]
    for entry in Entry.objects.filter(action__in=actions_):
        told = str(entry.details) + entry.words.summary if hasattr(entry, "words") else ""
        assert asked.decision.opened.digest[:8] not in told


def test_the_form_pressed_twice_asks_once(settled):
    seen = Meeting.objects.get().version
    first = settled.ask(settled.scenario, seen=seen, key="form:a")
    assert settled.ask(settled.scenario, seen=seen, key="form:a", unplaced=3) == first
    assert Decision.objects.count() == 1


def test_an_open_meeting_stands_on_the_desks_of_the_list_until_the_plan_is_asked_for(sitting):
    def phrases(actor):
        return [item.phrase for item in waiting(actor, sitting.campaign)]

    assert phrases(sitting.personnel) == ["在联席会议上商定去向"]
    assert phrases(sitting.organisation) == ["在联席会议上商定去向"]
    assert phrases(make_actor(Office.ORGANISATION_SECTION)) == []  # not on the list
    sitting.settle(sitting.scenario)
    sitting.ask(sitting.scenario)
    assert phrases(sitting.personnel) == []
    assert phrases(sitting.organisation) == ["确认商定的方案"]


def test_the_leading_group_hears_of_the_second_confirmation_if_it_is_on_the_list(asked):
    group = asked.group
    unlisted = make_actor(Office.LEADING_GROUP)
    confirm(asked)
    told = Notice.objects.filter(office=Office.LEADING_GROUP, subject__contains="两人确认")
    assert [one.holding_id for one in told] == [group.holding.pk]
    assert told[0].mailed_at is not None
    assert not notices_for(unlisted).filter(pk__in=told).exists()
