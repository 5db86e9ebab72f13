"""What the process keeps of engines: bounded, one making at a time, never another's."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from lungang.campaign.deliberation import engine, working
from lungang.campaign.deliberation.engine import county_of, engine_of
from lungang.campaign.deliberation.models import Scenario
from lungang.domain.codes import Verdict
from lungang.errors import NotNow
from lungang.platform.guard import writing
from lungang.platform.kept import Kept


def test_no_more_is_kept_than_said_and_the_longest_unused_goes():
    kept = Kept(2)
    for key in ("a", "b"):
        kept.get(key, lambda key=key: key)
    kept.get("a", lambda: pytest.fail("it is kept"))
    kept.get("c", lambda: "c")
    assert len(kept) == 2
    assert kept.get("a", lambda: "made anew") == "a"
    assert kept.get("b", lambda: "made anew") == "made anew"


def test_what_many_ask_for_at_once_is_made_once():
    kept, made, gate = Kept(4), [], threading.Barrier(8)

    def make():
        made.append(1)
        return object()

    def ask(_n):
        gate.wait()
        return kept.get("key", make)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert len(made) == 1
    assert len({id(one) for one in found}) == 1


def test_a_making_that_fails_is_tried_again():
    kept = Kept(1)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert kept.get("a", lambda: 1) == 1


def test_the_engine_is_made_once_and_again_when_facts_move(room, scenario):
    first = engine_of(room.campaign, scenario)
    assert engine_of(room.campaign, scenario) is first
    room.county.change(room.county.roster)
    assert engine_of(room.campaign, scenario) is not first


def test_a_scenario_of_other_facts_is_not_deliberated_on(room, scenario):
    from dataclasses import replace

    roster = room.county.roster
    people = tuple(
        replace(one, practised_specialty="书法") if one.name == "孙孝维" else one
        for one in roster.people
    )
    room.county.change(replace(roster, people=people))
    with pytest.raises(NotNow, match="不作数"):
        room.table(scenario)


def test_after_forgetting_the_plan_is_the_same(sitting):
    table = sitting.table(sitting.scenario)
    row = next(row for row in table.people if row.slot)
    sitting.mark(sitting.scenario, "forbid", row, slot=row.slot)
    before = sitting.table(sitting.scenario)
    engine.forget()
    working.forget()
    after = sitting.table(Scenario.objects.get())
    assert (after.digest, after.people) == (before.digest, before.people)


def test_granted_petitions_are_taken_over_with_their_decision(room):
    from lungang.campaign.screening.models import Petition, Result

    result = Result.objects.filter(verdict=Verdict.MUST_EXCHANGE, name="孙孝维").get()
    with writing():
        Petition.objects.create(
            campaign=room.campaign, unit=result.unit, unit_name=result.unit_name,
            person_key=result.person_key, name=result.name, authority=result.authority,
            kind="defer", reason="援建", state="approved",
            asked_at=room.principles.proposed_at, asked_by=room.personnel.holding,
            decided_at=room.principles.proposed_at, decided_by=room.group.holding,
        )  # fmt: skip
    (settled,) = county_of(room.campaign).settled
    assert (settled.verdict, settled.source) == (
        Verdict.DEFERRED,
        "领导小组 2004 年 12 月 13 日同意提请暂缓",
    )
    assert room.county.rows[settled.person_id].person_key == result.person_key
