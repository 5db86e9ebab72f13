"""The meeting: opened once, changed, closed; its minutes are what happened."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lungang.campaign.deliberation import actions
from lungang.campaign.deliberation.minutes import minutes_of
from lungang.campaign.deliberation.models import Meeting, Principles, SeedValue
from lungang.errors import InputError, NotNow, NotPermitted, Stale
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from tests.factories import make_actor

FACTS = {
    "held_at": datetime(2004, 12, 15, 1, 20, tzinfo=UTC),
    "place": "第三会议室",
    "chair": "县长 某",
    "present": ["甲", "丙"],
    "agenda": "",
}


def test_one_is_open_at_a_time(room):
    first = room.open()
    with pytest.raises(NotNow, match="散会以后"):
        room.open(room.organisation)
    actions.close_meeting(room.organisation, room.campaign, first.pk)
    assert room.open(room.organisation).number == 2


def test_it_is_changed_while_it_is_open(room):
    meeting = room.open()
    actions.change_meeting(room.organisation, room.campaign, meeting.pk, **FACTS)
    now = Meeting.objects.get()
    assert (now.place, now.chair, now.present) == ("第三会议室", "县长 某", ["甲", "丙"])
    with pytest.raises(Stale):
        actions.change_meeting(
            room.personnel, room.campaign, meeting.pk, **FACTS, seen=meeting.version
        )
    with pytest.raises(InputError, match="到会"):
        actions.change_meeting(
            room.personnel, room.campaign, meeting.pk, **FACTS | {"present": [" "]}
        )
    actions.close_meeting(room.personnel, room.campaign, meeting.pk)
    with pytest.raises(NotNow):
        actions.change_meeting(room.personnel, room.campaign, meeting.pk, **FACTS)
    with pytest.raises(NotNow):
        actions.close_meeting(room.personnel, room.campaign, meeting.pk)


def test_only_the_sections_on_the_list_open_one(room):
    for actor in (room.group, make_actor(Office.ORGANISATION_SECTION)):
        with pytest.raises(NotPermitted):
            room.open(actor)


def test_the_minutes_hold_what_happened_in_order(sitting):
    table = sitting.table(sitting.scenario)
    one, two = [row for row in table.people if row.slot][:2]
    sitting.mark(sitting.scenario, "pin", one, slot=one.slot)
    sitting.mark(sitting.scenario, "decide", two, reason="对口", actor=sitting.organisation)
    actions.withdraw(
        sitting.personnel, sitting.campaign, sitting.scenario.pk, actions.Back(person=one.key)
    )
    said = minutes_of(sitting.campaign, Meeting.objects.get())
    assert [act.words.split("县")[0] for act in said.acts] == ["钉住", "定为", "撤回：钉住"]
    assert said.acts[1].about == f"{two.unit}{two.name}"
    assert str(said.acts[1].by).endswith(sitting.organisation.name)
    assert "理由：对口" in said.acts[1].words
    assert [value for _office, value in said.seed] == ["七三", "一九"]
    (computed,) = said.scenarios
    assert (computed.title, computed.placed) == ("照现行规则", 12)
    assert not said.outcomes


def test_the_minutes_hold_the_decision_and_how_it_differs(sitting):
    from lungang.campaign.deliberation.cards import card_of

    table = sitting.table(sitting.scenario)
    row = next(row for row in table.people if row.name == "潘志荣")
    (other,) = card_of(table, row.key).alternatives
    sitting.mark(sitting.scenario, "decide", row, slot=other.slot, reason="离家近")
    now = sitting.table(sitting.scenario)
    differing = sum(now.person(one.key).slot != one.slot for one in table.people)
    sitting.settle(sitting.scenario)
    decision = sitting.ask(sitting.scenario)
    actions.confirm(sitting.organisation, sitting.campaign, decision.pk, decision.opened.digest)
    (outcome,) = minutes_of(sitting.campaign, Meeting.objects.get()).outcomes
    assert (len(outcome.rows), outcome.differing) == (15, differing)
    one = next(row for row in outcome.rows if row.name == "潘志荣")
    assert one.differs
    assert (one.proposed.startswith(row.to_unit), one.decided.startswith(other.unit)) == (
        True,
        True,
    )
    assert one.reason == "离家近"
    assert str(outcome.first).endswith(sitting.personnel.name)
    assert str(outcome.second).endswith(sitting.organisation.name)


def test_the_next_meeting_has_its_own_minutes(sitting):
    table = sitting.table(sitting.scenario)
    one, two = [row for row in table.people if row.slot][:2]
    sitting.mark(sitting.scenario, "decide", one)
    actions.close_meeting(sitting.personnel, sitting.campaign, sitting.meeting.pk)
    second = sitting.open()
    assert sitting.table(sitting.scenario).decided == 1  # what was decided holds
    sitting.mark(sitting.scenario, "decide", two)
    actions.withdraw(
        sitting.personnel, sitting.campaign, sitting.scenario.pk, actions.Back(person=one.key)
    )
    first = minutes_of(sitting.campaign, Meeting.objects.get(number=1))
    assert [act.about for act in first.acts] == [f"{one.unit}{one.name}"]
    now = minutes_of(sitting.campaign, second)
    assert [act.words[:2] for act in now.acts] == ["定为", "撤回"]


def test_under_principles_decided_anew_the_meeting_sits_anew(sitting):
    former = sitting.principles
    with writing():
        Principles.objects.update(state="replaced")
        new = Principles.objects.create(
            campaign=sitting.campaign, number=2, text="出一进一，就近", occasion="第四次会议",
            decided_on=former.decided_on, pool=former.pool, pack=former.pack,
            roster_digest=former.roster_digest, digest="e" * 64, state="decided",
            proposed_at=former.proposed_at, proposed_by=former.proposed_by,
            decided_at=former.decided_at, decided_by=former.decided_by,
        )  # fmt: skip
        for half in former.seed_values.all():
            SeedValue.objects.create(
                principles=new, office=half.office, value=half.value, given_at=half.given_at,
                given_by=half.given_by,
            )  # fmt: skip
    scenario = sitting.compute()
    row = sitting.table(scenario).people[0]
    with pytest.raises(NotNow, match="先散会"):
        sitting.mark(scenario, "stay", row)
    actions.close_meeting(sitting.personnel, sitting.campaign, sitting.meeting.pk)
    sitting.open()
    assert sitting.mark(scenario, "stay", row).principles == new
