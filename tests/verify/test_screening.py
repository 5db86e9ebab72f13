"""Verdicts worked out by hand: conditions, the strongest verdict, its ground, limits, scope."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lungang.domain.clock import YearMonth
from lungang.domain.codes import Circumstance, Level, Nature, Verdict
from lungang.policy.pack.model import Condition, Limit
from lungang.verify.avoidance import Lines
from lungang.verify.case import Case
from lungang.verify.screening import Screening, holds
from tests.verify import rich
from tests.verify.county import must, person, policy, provision, roster, rule

ILL, TRIAL = Circumstance.ILLNESS, Circumstance.PROBATION


@pytest.mark.parametrize(
    ("fact", "op", "value", "met"),
    [
        (10, "at_least", 10, True),
        (9, "at_least", 10, False),
        (10, "at_most", 10, True),
        (11, "at_most", 10, False),
        (10, "above", 10, False),
        (11, "above", 10, True),
        (9, "below", 10, True),
        (10, "below", 10, False),
        (None, "below", 10, False),
        (None, "not_in", ("甲",), False),
        (None, "is", False, False),
        (Level.STAFF, "in", (Level.STAFF,), True),
        (Level.STAFF, "in", ("staff",), True),
        (Level.STAFF, "not_in", (Level.STAFF,), False),
        ("", "not_in", ("甲",), True),
        (frozenset({ILL, TRIAL}), "in", (ILL,), True),
        (frozenset({TRIAL}), "in", (ILL,), False),
        (frozenset({ILL, TRIAL}), "not_in", (ILL,), False),
        (frozenset(), "not_in", (ILL,), True),
        (True, "is", True, True),
        (True, "is", False, False),
    ],
)
def test_one_condition(fact, op, value, met):
    assert holds(Condition(fact="x", op=op, value=value), fact) is met


def screen(people, **changes):
    case = Case(roster(people), policy(**changes))
    return Screening(case, Lines(case))


def verdict(one, **changes):
    found = screen([one], **changes).findings[one.id]
    return found.verdict, found.ground.id if found.ground else None


def test_the_verdicts_of_the_rich_county():
    case = Case(*rich.records())
    found = Screening(case, Lines(case))
    grounds = {
        case.people[one].name: (row.verdict.value, row.ground.id if row.ground else "")
        for one, row in found.findings.items()
    }
    assert grounds == {
        **{f"人{n}": ("must_exchange", "long") for n in (0, 1, 2, 4, 5, 6, 9)},
        "人3": ("must_exchange", "key"),
        "人7": ("must_exchange", "kin"),
        "人8": ("may", ""),
        "人10": ("deferred", "limit"),
        "人11": ("deferred", "ill"),
        "人12": ("excluded", "trial"),
        "人13": ("excluded", "scope"),
        "人14": ("may", "wish"),
        "人15": ("must_rotate", "old-post"),
        "人16": ("may", ""),
    }
    assert len(found.pool()) == 9


def test_ages_and_tenures_disregard_days():
    one = person(1, "局", birth=YearMonth(1954, 12, 31), unit_start=YearMonth(1994, 12, 31))
    facts = screen([one]).facts[one.id]
    assert (facts["age"], facts["years_in_unit"], facts["months_in_unit"]) == (50, 10, 120)
    assert facts["years_of_service"] is None


def test_facts_of_post_and_establishment():
    one = person(1, "局", nature=Nature.SUPPORT, post_nature=Nature.ADMINISTRATIVE)
    facts = screen([one]).facts[one.id]
    assert (facts["nature"], facts["mixed"]) == (Nature.SUPPORT, True)
    assert (facts["volunteer"], facts["special_work"], facts["key_post"]) == (False,) * 3


def test_among_must_exchange_the_most_urgent_class_decides():
    rules = (
        must("late", "other", "policy", "years_in_unit", "at_least", 1),
        must("second", "other", "duty", "years_in_unit", "at_least", 1),
        must("third", "other", "duty", "years_in_unit", "at_least", 1),
        rule("turn", "other", Verdict.MUST_ROTATE, "years_in_unit", "at_least", 1),
    )
    assert verdict(person(1, "局"), rules=rules) == (Verdict.MUST_EXCHANGE, "second")


def test_a_rule_out_of_force_is_not_met():
    one = person(1, "局")
    rules = policy().rules[:1]
    day = date(2004, 12, 1)
    for start, end, binds in (
        (day, None, True),
        (date(2004, 12, 2), None, False),
        (date(2000, 1, 1), day, True),
        (date(2000, 1, 1), date(2004, 11, 30), False),
    ):
        dated = (replace(rules[0], effective_from=start, effective_to=end),)
        assert (verdict(one, rules=dated)[1] == "long") is binds


def test_limits_stand_one_after_the_other():
    people = [person(n, "局", unit_start=YearMonth(1990, n)) for n in range(1, 5)]
    people.append(person(5, "局", key=True, unit_start=YearMonth(2001, 1)))
    limits = (
        Limit(**provision("three"), per_unit=3),
        Limit(**provision("none"), per_unit=0, exempt=("policy",)),
    )
    found = screen(people, limits=limits)
    grounds = {one: row.ground.id for one, row in found.findings.items()}
    assert list(grounds.values()) == ["long", "long", "three", "three", "none"]
    assert [found.findings[one.id].priority_class for one in people] == ["policy"] * 2 + [""] * 3


def test_a_tie_within_a_limit_goes_by_post_then_id():
    people = [person(n, "局") for n in (1, 2, 3)]
    people[2] = replace(people[2], post_start=YearMonth(1995, 1))
    found = screen(people, limits=(Limit(**provision("two"), per_unit=2),))
    assert [row.verdict for row in found.findings.values()] == [
        Verdict.MUST_EXCHANGE,
        Verdict.DEFERRED,
        Verdict.MUST_EXCHANGE,
    ]
