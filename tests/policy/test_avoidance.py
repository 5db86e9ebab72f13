"""Art. 74, case by case: which two positions two relatives may not hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lungang.domain.codes import Level, UnitKind
from lungang.domain.roster import Kinship, Person, Section, Unit
from lungang.policy.avoidance import AvoidanceRules
from lungang.policy.screening import screen
from tests.exchange.counties import county, kin, person, policy

HEAD, DEPUTY = Level.UNIT_CHIEF, Level.UNIT_DEPUTY
CHIEF, SECOND, STAFF = Level.SECTION_CHIEF, Level.DEPUTY_SECTION_CHIEF, Level.STAFF
PLAIN = "农业"
"""A specialty that is not sensitive."""

CHIEFS = tuple(
    person(90 + n, "甲", section=name, practised_specialty=PLAIN)
    for n, name in enumerate(("一科", "二科"))
)


def conflicts(one: Person, other: Person, **facts: object) -> tuple[str, ...]:
    """What forbids two people their positions; a chief sits in every section but 无科长科."""
    roster = county(
        [one, other, *CHIEFS],
        units=facts.pop("units", ()),  # type: ignore[arg-type]
        sections=[
            Section(unit="甲", name="一科", deputy_in_charge="人1"),
            Section(unit="甲", name="二科", deputy_in_charge="别人"),
            Section(unit="甲", name="无科长科", deputy_in_charge="别人"),
        ],
    )
    rules = AvoidanceRules(roster, policy())
    return rules.conflicts(rules.position(one), rules.position(other))


def at(number: int, level: Level, section: str = "", unit: str = "甲", work: str = PLAIN) -> Person:
    return person(number, unit, level=level, section=section, practised_specialty=work)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # one leading body
        (at(1, HEAD), at(2, DEPUTY), ("direct_line",)),
        (at(1, DEPUTY), at(2, DEPUTY), ("same_leader",)),
        # the leading body and those below it
        (at(1, DEPUTY), at(2, CHIEF, "二科"), ("direct_line",)),
        (at(1, DEPUTY), at(2, SECOND, "二科"), ("direct_line",)),
        (at(1, HEAD), at(2, STAFF, "二科"), ("direct_line",)),
        (at(1, DEPUTY), at(2, STAFF, "一科"), ("direct_line",)),
        (at(1, DEPUTY), at(2, STAFF, "二科"), ()),
        (at(1, DEPUTY), at(2, STAFF, ""), ("direct_line",)),
        (at(1, DEPUTY), at(2, STAFF, "没有记分管的科"), ("direct_line",)),
        # within a section
        (at(1, CHIEF, "一科"), at(2, STAFF, "一科"), ("direct_line",)),
        (at(1, CHIEF, "一科"), at(2, SECOND, "一科"), ("direct_line",)),
        (at(1, SECOND, "一科"), at(2, STAFF, "一科"), ("direct_line",)),
        (at(1, STAFF, "一科"), at(2, STAFF, "一科"), ("same_leader",)),
        (at(1, STAFF, ""), at(2, STAFF, "一科"), ("same_leader",)),
        # across sections
        (at(1, CHIEF, "一科"), at(2, CHIEF, "二科"), ("same_leader",)),
        (at(1, CHIEF, "一科"), at(2, SECOND, "二科"), ()),
        (at(1, CHIEF, "一科"), at(2, STAFF, "二科"), ()),
        (at(1, STAFF, "一科"), at(2, STAFF, "二科"), ()),
        (at(1, CHIEF, "一科"), at(2, STAFF, "无科长科"), ("same_leader",)),
        # sensitive work where the other leads
        (at(1, CHIEF, "一科"), at(2, STAFF, "二科", work="财务"), ("sensitive_work",)),
        (at(1, STAFF, "一科"), at(2, STAFF, "二科", work="财务"), ()),
        (at(1, SECOND, "一科", work="审计"), at(2, SECOND, "二科"), ("sensitive_work",)),
        (at(1, DEPUTY), at(2, STAFF, "二科", work="人事"), ("sensitive_work",)),
        # elsewhere
        (at(1, HEAD), at(2, STAFF, "一科", unit="乙"), ()),
    ],
)
def test_positions(one: Person, other: Person, expected: tuple[str, ...]) -> None:
    assert conflicts(one, other) == expected
    assert conflicts(other, one) == expected


def test_a_bureau_and_the_heads_of_its_station() -> None:
    station = Unit(name="站", kind=UnitKind.INSTITUTION, department_in_charge="甲")
    head = at(2, HEAD, unit="站")
    assert conflicts(at(1, DEPUTY), head, units=[station]) == ("direct_line",)
    assert conflicts(at(1, CHIEF, "一科"), head, units=[station]) == ()
    assert conflicts(at(1, DEPUTY), at(2, CHIEF, unit="站"), units=[station]) == ()


def test_a_named_member_of_the_leading_body_counts() -> None:
    bureau = Unit(name="甲", kind=UnitKind.GOVERNMENT_DEPARTMENT, leading_body=("人1",))
    one = at(1, CHIEF, "一科")
    assert conflicts(one, at(2, SECOND, "二科"), units=[bureau]) == ("direct_line",)


@pytest.mark.parametrize(
    ("level", "text", "expected"),
    [
        (None, "", ("direct_line",)),
        (Level.UNIT_CHIEF, "局长", ("direct_line",)),
        (Level.STAFF, "财务科干部", ("direct_line", "sensitive_work")),
    ],
)
def test_a_relative_outside_the_roster(level, text, expected) -> None:
    one = at(1, CHIEF, "一科")
    roster = county([one])
    rules = AvoidanceRules(roster, policy())
    row = Kinship(
        person_id=one.id,
        relation="妻子",
        relative_name="外人",
        relative_unit="甲",
        relative_post=text,
        relative_level=level,
    )
    assert rules.conflicts(rules.position(one), rules.position_of(row)) == expected


def test_relatives_are_known_whichever_side_recorded_them_and_once() -> None:
    one, other = at(1, CHIEF, "一科"), at(2, STAFF, "二科")
    both = county([one, other], kinships=[kin(one, other), kin(other, one, "丈夫")])
    rules = AvoidanceRules(both, policy())
    assert [row.relative_id for row in rules.relatives(one.id)] == [other.id]
    assert [row.relative_id for row in rules.relatives(other.id)] == [one.id]


def test_the_relation_is_told_from_the_right_side() -> None:
    husband, wife = at(1, CHIEF, "一科"), at(2, STAFF, "一科")
    one_sided = county([husband, wife], kinships=[kin(husband, wife, "妻子")])
    rules = AvoidanceRules(one_sided, policy())
    assert [row.relation for row in rules.relatives(husband.id)] == ["妻子"]
    assert [row.relation for row in rules.relatives(wife.id)] == ["配偶"]
    both = [kin(husband, wife, "妻子"), kin(wife, husband, "丈夫")]
    for rows in (both, both[::-1]):
        rules = AvoidanceRules(county([husband, wife], kinships=rows), policy())
        assert [row.relation for row in rules.relatives(wife.id)] == ["丈夫"]
    father = AvoidanceRules(
        county([husband, wife], kinships=[kin(husband, wife, "女儿")]), policy()
    )
    assert [row.relation for row in father.relatives(wife.id)] == ["亲属"]


@pytest.mark.parametrize(
    ("word", "binds"), [("妻子", True), ("堂兄", True), ("同学", False), ("没听说过的关系", True)]
)
def test_only_binding_classes_count_and_an_unlisted_word_does(word: str, binds: bool) -> None:
    one, other = at(1, CHIEF, "一科"), at(2, STAFF, "二科")
    rules = AvoidanceRules(county([one, other], kinships=[kin(one, other, word)]), policy())
    assert bool(list(rules.relatives(one.id))) is binds


def must_move(one: Person, other: Person) -> list[str]:
    pack = policy()
    pack = replace(pack, rules=tuple(r for r in pack.rules if r.category == "avoidance"))
    found = screen(county([one, other, *CHIEFS], kinships=[kin(one, other)]), pack)
    return [found.of[key].name for key in found.pool]


def test_the_lower_of_two_relatives_gives_way() -> None:
    assert must_move(at(1, CHIEF, "一科"), at(2, STAFF, "一科")) == ["人2"]
    assert must_move(at(1, STAFF, "一科"), at(2, SECOND, "一科")) == ["人1"]


def test_at_equal_level_the_one_longer_in_the_unit_gives_way() -> None:
    one, other = at(1, CHIEF, "一科"), at(2, CHIEF, "二科")
    longer = replace(other, unit_start=replace(other.unit_start, year=1980))
    assert must_move(one, longer) == ["人2"]
    assert must_move(one, other) == ["人1"]


def test_relatives_who_may_stay_where_they_are_need_not_move() -> None:
    assert must_move(at(1, STAFF, "一科"), at(2, STAFF, "二科")) == []


def test_a_relative_whose_unit_is_not_recorded_is_nowhere() -> None:
    head = at(1, HEAD)
    rules = AvoidanceRules(county([head]), policy())
    row = Kinship(
        person_id=head.id,
        relation="妻子",
        relative_name="外人",
        relative_level=Level.UNIT_CHIEF,
    )
    assert rules.conflicts(rules.position(head), rules.position_of(row)) == ()
