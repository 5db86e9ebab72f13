"""Screening: verdicts, deciding grounds, limits, and that a pack's numbers are what decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lungang.domain.clock import YearMonth
from lungang.domain.codes import Circumstance, KindOfWork, Level, PersonnelStatus, Sex, Verdict
from lungang.domain.roster import Person, Wish
from lungang.errors import InputError
from lungang.policy.pack import Policy, load_policy
from lungang.policy.pack.model import Condition
from lungang.policy.screening import Screening, screen
from tests.exchange.counties import county, person


def screened(*people: Person, pack: Policy | None = None, **facts: object) -> Screening:
    return screen(county(people, **facts), pack or load_policy("county-2004"))  # type: ignore[arg-type]


def verdict(**changes: object) -> Verdict:
    member = person(1, "甲", practised_specialty="财务", **changes)
    return screened(member).of[member.id].verdict


def test_long_special_work_sends_across() -> None:
    assert verdict() is Verdict.MUST_EXCHANGE


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"unit_start": YearMonth(1994, 12)}, Verdict.MUST_EXCHANGE),
        ({"unit_start": YearMonth(1995, 1)}, Verdict.MUST_ROTATE),
        ({"post_start": YearMonth(1998, 12)}, Verdict.MUST_EXCHANGE),
        ({"post_start": YearMonth(1999, 1)}, Verdict.MUST_ROTATE),
        ({"post_start": YearMonth(1999, 12)}, Verdict.MUST_ROTATE),
        ({"post_start": YearMonth(2000, 1), "unit_start": YearMonth(1995, 1)}, Verdict.MAY),
        ({"kind_of_work": KindOfWork.OTHER}, Verdict.MUST_ROTATE),
        ({"level": Level.STAFF}, Verdict.MUST_EXCHANGE),
        ({"level": Level.STAFF, "post_start": YearMonth(1995, 1)}, Verdict.MUST_ROTATE),
        ({"birth": YearMonth(1948, 12)}, Verdict.EXCLUDED),
        ({"birth": YearMonth(1949, 1)}, Verdict.MUST_EXCHANGE),
        ({"birth": YearMonth(1953, 12), "sex": Sex.FEMALE}, Verdict.EXCLUDED),
        ({"circumstances": frozenset({Circumstance.INVESTIGATION})}, Verdict.DEFERRED),
        ({"circumstances": frozenset({Circumstance.NEAR_RETIREMENT})}, Verdict.EXCLUDED),
        ({"status": PersonnelStatus.INSTITUTIONAL_STAFF}, Verdict.EXCLUDED),
        ({"status": PersonnelStatus.MANAGED_AS_CIVIL_SERVANT}, Verdict.MUST_EXCHANGE),
        ({"level": Level.UNIT_DEPUTY}, Verdict.EXCLUDED),
    ],
)
def test_thresholds_are_half_open_in_calendar_months(changes, expected) -> None:
    assert verdict(**changes) is expected


def test_the_facts_that_made_it_so_are_given_with_their_origin() -> None:
    member = person(1, "甲")
    ground = screened(member).of[member.id].ground
    assert ground is not None
    assert ground.rule == "special-work-chief"
    assert not ground.verified
    shown = {fact.name: (fact.value, fact.source) for fact in ground.facts}
    assert shown["在本单位连续工作时间"] == ("1988.07 起，16 年 5 个月", "花名册·进本单位时间")
    assert shown["任现职时间"] == ("1992.03 起，12 年 9 个月", "花名册·任现职时间")


def test_all_grounds_met_are_kept_beside_the_deciding_one() -> None:
    member = person(1, "甲")
    met = [ground.rule for ground in screened(member).of[member.id].met]
    assert met == ["special-work-chief", "post-five-years", "long-in-unit"]


def test_the_limit_keeps_the_longest_in_the_unit() -> None:
    people = [person(n, "甲", unit_start=YearMonth(1980 + n, 1)) for n in range(1, 6)]
    found = screened(*people)
    assert [found.of[key].name for key in found.pool] == ["人1", "人2", "人3"]
    beyond = found.of[people[4].id]
    assert beyond.verdict is Verdict.DEFERRED
    assert beyond.ground is not None
    assert beyond.ground.rule == "unit-limit"
    assert "第 5 位" in beyond.ground.facts[0].value
    assert beyond.priority_class == ""


def test_another_number_in_the_pack_another_verdict() -> None:
    pack = load_policy("county-2004")
    rules = tuple(
        replace(
            rule,
            when=tuple(replace(c, value=30) if c.fact == "years_in_unit" else c for c in rule.when),
        )
        for rule in pack.rules
    )
    assert screened(person(1, "甲"), pack=pack).pool
    assert not screened(person(1, "甲"), pack=replace(pack, rules=rules)).pool


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Condition(fact="years_of_service", op="at_least", value=0), False),
        (Condition(fact="years_of_service", op="below", value=99), False),
        (Condition(fact="age", op="above", value=41), True),
        (Condition(fact="age", op="above", value=42), False),
        (Condition(fact="age", op="at_most", value=42), True),
        (Condition(fact="age", op="below", value=42), False),
        (Condition(fact="circumstance", op="in", value=(Circumstance.ILLNESS,)), True),
        (Condition(fact="circumstance", op="not_in", value=(Circumstance.ILLNESS,)), False),
        (Condition(fact="circumstance", op="not_in", value=(Circumstance.JUDICIAL,)), True),
        (Condition(fact="volunteer", op="is", value=True), True),
        (Condition(fact="mixed", op="is", value=False), True),
        (Condition(fact="practised_specialty", op="in", value=("财务", "会计")), True),
    ],
)
def test_conditions(condition: Condition, holds: bool) -> None:
    """An unknown fact (here: when work began) meets no condition, whatever it asks."""
    pack = load_policy("county-2004")
    rule = replace(pack.rules[7], id="probe", when=(condition,))
    member = person(1, "甲", circumstances=frozenset({Circumstance.ILLNESS}))
    found = screened(
        member,
        pack=replace(pack, rules=(rule,)),
        wishes=[Wish(person_id=member.id, unit="甲", order=1)],
    )
    assert bool(found.of[member.id].met) is holds


def test_a_rule_binds_only_while_in_force() -> None:
    pack = load_policy("county-2004")
    later = tuple(replace(rule, effective_from=date(2005, 1, 1)) for rule in pack.rules)
    ended = tuple(replace(rule, effective_to=date(2004, 12, 15)) for rule in pack.rules)
    for rules in (later, ended):
        assert not screened(person(1, "甲"), pack=replace(pack, rules=rules)).pool


def test_a_pack_is_refused_for_a_date_outside_it() -> None:
    with pytest.raises(InputError, match="2020-12-28"):
        screened(person(1, "甲"), pack=load_policy("present-law"))
