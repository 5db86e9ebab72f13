"""Section 6, line by line: which two positions two relatives may not hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lungang.domain.clock import YearMonth
from lungang.domain.codes import Level
from lungang.domain.roster import Kinship, Section
from lungang.verify.avoidance import Lines, Position
from lungang.verify.case import Case
from tests.verify.county import DEPUTY, SECTION, STAFF, married, person, policy, roster, unit

CHIEF, VICE = Level.UNIT_CHIEF, Level.UNIT_DEPUTY
UNITS = [
    unit("局", leading_body=("纪检组长",)),
    unit("所", department_in_charge="局"),
    unit("站", department_in_charge="所"),
]
SECTIONS = (
    Section(unit="局", name="一科", deputy_in_charge="分管"),
    Section(unit="局", name="三科"),
)
PEOPLE = [
    person(1, "局", section="一科"),
    person(2, "局", section="二科"),
    person(3, "局", section="无科长科", level=STAFF),
]


def lines(off=(), people=PEOPLE, kin=()):
    county = roster(list(people), UNITS, sections=SECTIONS, kinships=tuple(kin))
    return Lines(Case(county, policy(off)))


def at(unit_name, section, level, *, name="某", body=False, sensitive=False):
    return Position(unit_name, section, level, name, body or level in (CHIEF, VICE), sensitive)


STAFF_1 = at("局", "一科", STAFF)
CASES = [
    # different units
    (at("局", "", CHIEF), at("所", "", CHIEF), {"direct_line"}),
    (at("局", "", STAFF, body=True), at("所", "", VICE), {"direct_line"}),
    (at("局", "", CHIEF), at("所", "", SECTION), set()),
    (at("局", "", CHIEF), at("站", "", CHIEF), set()),
    (at("局", "一科", SECTION), at("所", "", CHIEF), set()),
    (at("局", "", CHIEF), at("", "", CHIEF), set()),
    (at("局", "", CHIEF), at("所", "", None), set()),
    # one unit, a level unknown
    (STAFF_1, at("局", "", None), {"direct_line"}),
    (at("局", "", CHIEF), at("局", "", None, body=True), {"direct_line"}),
    # both in the leading body
    (at("局", "", CHIEF), at("局", "", VICE), {"direct_line"}),
    (at("局", "", VICE), at("局", "", VICE), {"same_leader"}),
    (at("局", "", VICE), at("局", "二科", SECTION, body=True), {"same_leader"}),
    # one in the leading body
    (at("局", "", VICE, name="别人"), at("局", "一科", SECTION), {"direct_line"}),
    (at("局", "", VICE, name="别人"), at("局", "一科", DEPUTY), {"direct_line"}),
    (at("局", "", CHIEF), STAFF_1, {"direct_line"}),
    (at("局", "", VICE, name="分管"), STAFF_1, {"direct_line"}),
    (at("局", "", VICE, name="别人"), STAFF_1, set()),
    (at("局", "", VICE, name="别人"), at("局", "", STAFF), {"direct_line"}),
    (at("局", "", VICE, name="别人"), at("局", "二科", STAFF), {"direct_line"}),
    (at("局", "", VICE, name="别人"), at("局", "三科", STAFF), {"direct_line"}),
    # neither: one section
    (STAFF_1, STAFF_1, {"same_leader"}),
    (STAFF_1, at("局", "一科", SECTION), {"direct_line"}),
    (STAFF_1, at("局", "", STAFF), {"same_leader"}),
    (at("局", "", SECTION), at("局", "一科", DEPUTY), {"direct_line"}),
    # neither: two sections
    (at("局", "一科", SECTION), at("局", "二科", SECTION), {"same_leader"}),
    (at("局", "一科", SECTION), at("局", "二科", STAFF), set()),
    (STAFF_1, at("局", "二科", STAFF), set()),
    (at("局", "一科", SECTION), at("局", "无科长科", STAFF), {"same_leader"}),
    (STAFF_1, at("局", "无科长科", STAFF), set()),
    # sensitive work besides
    (
        at("局", "一科", SECTION),
        at("局", "二科", STAFF, sensitive=True),
        {"sensitive_work"},
    ),
    (STAFF_1, at("局", "二科", STAFF, sensitive=True), set()),
    (
        at("局", "", VICE, name="别人"),
        at("局", "一科", STAFF, sensitive=True),
        {"sensitive_work"},
    ),
    (
        at("局", "一科", DEPUTY, sensitive=True),
        at("局", "一科", DEPUTY),
        {"same_leader", "sensitive_work"},
    ),
    (at("局", "一科", SECTION), at("所", "二科", STAFF, sensitive=True), set()),
]


@pytest.mark.parametrize(("one", "other", "expected"), CASES)
def test_two_positions(one, other, expected):
    assert lines().conflicts(one, other) == expected
    assert lines().conflicts(other, one) == expected


def test_only_enabled_principles_count():
    one, other = at("局", "一科", DEPUTY, sensitive=True), at("局", "一科", DEPUTY)
    assert lines(("same_leader",)).conflicts(one, other) == {"sensitive_work"}
    assert lines(("same_leader", "sensitive_work")).conflicts(one, other) == set()


def test_the_leading_body_is_by_level_or_by_name():
    people = [person(1, "局", name="纪检组长"), person(2, "局", level=VICE), person(3, "局")]
    found = lines(people=people)
    assert [found.position(one.id).in_body for one in people] == [True, True, False]


def test_a_relative_outside_the_roster():
    one = person(1, "局")
    row = Kinship(
        person_id=one.id,
        relation="妻子",
        relative_name="纪检组长",
        relative_unit="局",
        relative_post="财务科科员",
        relative_level=STAFF,
    )
    (relative,) = lines(people=[one], kin=[row]).relatives[one.id]
    assert relative.id is None
    assert relative.position == Position("局", "", STAFF, "纪检组长", True, True)
    plain = replace(row, relative_name="某", relative_post="", relative_level=VICE)
    (relative,) = lines(people=[one], kin=[plain]).relatives[one.id]
    assert relative.position == Position("局", "", VICE, "某", True, False)


def test_who_counts_as_a_relative():
    one, other = person(1, "局"), person(2, "局")
    for word, binds in (("妻子", True), ("表亲", False), ("不在表中的称谓", True)):
        found = lines(people=[one, other], kin=[married(one, other, word)]).relatives
        assert found.keys() == ({one.id, other.id} if binds else set())
    both = [married(one, other), married(other, one, "丈夫"), married(one, one)]
    found = lines(people=[one, other], kin=both).relatives
    assert [relative.id for relative in found[one.id]] == [other.id]


@pytest.mark.parametrize(
    ("first", "second", "movers"),
    [
        ({}, {"level": STAFF}, {2}),
        ({"level": DEPUTY}, {"level": SECTION}, {1}),
        ({"unit_start": YearMonth(1980, 1)}, {}, {1}),
        ({"unit_start": YearMonth(1999, 1)}, {}, {2}),
        ({}, {}, {1}),
        ({"section": "二科", "level": STAFF}, {"level": STAFF}, set()),
    ],
)
def test_who_of_two_is_to_move(first, second, movers):
    pair = [person(1, "局", **first), person(2, "局", **second)]
    others = [person(8, "局", section="一科"), person(9, "局", section="二科")]
    found = lines(("sensitive_work",), [*pair, *others], [married(*pair)])
    assert {number for number, one in enumerate(pair, 1) if found.must_move(one)} == movers


@pytest.mark.parametrize(
    ("level", "moves"), [(None, True), (CHIEF, True), (SECTION, True), (STAFF, False)]
)
def test_against_a_relative_outside_the_roster(level, moves):
    one = person(1, "局")
    row = Kinship(
        person_id=one.id,
        relation="丈夫",
        relative_name="某",
        relative_unit="局",
        relative_level=level,
    )
    assert lines(people=[one], kin=[row]).must_move(one) == moves
