"""Through the pack of 2004 and nothing else the plan yields the source's figures.

They are typed here from the report of 16 December 2004, not taken from the generator.
"""

from __future__ import annotations

from collections import Counter

from lungang.demo import DEMO_POLICY
from lungang.domain.codes import Education, KindOfWork, Level, Verdict
from lungang.domain.roster import Person
from lungang.exchange import plan
from lungang.policy.pack import load_policy
from lungang.policy.screening import screen
from lungang.verify import verify_plan
from tests.demo.reading import AGREED, changed_pack, county, demo_plan, policy

ECONOMICS = {
    "经济",
    "经济管理",
    "会计",
    "会计学",
    "统计",
    "统计学",
    "财政",
    "财政学",
    "金融",
    "审计",
}
LAW = {"法律", "法学", "行政法", "经济法"}


def moved() -> list[Person]:
    return [county().roster.person[move.person_id] for move in demo_plan().moves]


def test_27_people_of_18_units() -> None:
    assert len(demo_plan().moves) == 27
    assert len({move.from_unit for move in demo_plan().moves}) == 18
    assert Counter(m.from_unit for m in demo_plan().moves) == Counter(
        m.to_unit for m in demo_plan().moves
    )


def test_by_post() -> None:
    assert Counter(person.level for person in moved()) == {
        Level.SECTION_CHIEF: 23,
        Level.DEPUTY_SECTION_CHIEF: 1,
        Level.STAFF: 3,
    }


def test_by_age() -> None:
    ages = [person.age(county().roster.reference_date) for person in moved()]
    assert sum(30 <= age < 40 for age in ages) == 4
    assert sum(40 <= age < 50 for age in ages) == 20
    assert sum(age >= 50 for age in ages) == 3


def test_by_education() -> None:
    assert Counter(person.education for person in moved()) == {
        Education.BACHELOR: 11,
        Education.JUNIOR_COLLEGE: 8,
        Education.SECONDARY_VOCATIONAL: 6,
        Education.SENIOR_HIGH: 2,
    }


def test_by_specialty_on_the_diploma() -> None:
    words = [person.diploma_specialty for person in moved()]
    assert sum(word in ECONOMICS for word in words) == 10
    assert sum(word in LAW for word in words) == 6
    assert sum(word not in ECONOMICS | LAW for word in words) == 11


def test_by_kind_of_work() -> None:
    assert Counter(person.post.kind_of_work for person in moved()) == {
        KindOfWork.PEOPLE_MONEY_ASSETS: 14,
        KindOfWork.PROJECT_FUNDS_APPROVAL: 3,
        KindOfWork.LICENCES: 2,
        KindOfWork.ENFORCEMENT_SUPERVISION: 8,
    }


def test_no_chief_steps_down_and_the_deputy_changes_with_staff() -> None:
    for move in demo_plan().moves:
        if move.level is Level.SECTION_CHIEF:
            assert move.slot_level is Level.SECTION_CHIEF
        if move.level is Level.DEPUTY_SECTION_CHIEF:
            assert move.slot_level is Level.STAFF
            assert move.title_waits


def test_the_plan_verifies() -> None:
    report = verify_plan(demo_plan(), county().roster, policy(), agreed=AGREED)
    assert report.ok, [item.message for item in report.refutations]


def test_sixty_and_more_meet_a_rule_before_anything_holds_them_back() -> None:
    rules = {rule.id for rule in policy().rules if rule.verdict is Verdict.MUST_EXCHANGE}
    people = screen(county().roster, policy()).people
    meets = [row for row in people if any(ground.rule in rules for ground in row.met)]
    assert len(meets) >= 60
    verdicts = Counter(row.verdict for row in meets)
    assert verdicts[Verdict.EXCLUDED] >= 10
    assert verdicts[Verdict.DEFERRED] >= 20
    assert verdicts[Verdict.MUST_EXCHANGE] == len(demo_plan().moves) + len(demo_plan().stays)
    by_limit = [row for row in meets if row.ground and row.ground.rule == "unit-limit"]
    assert len(by_limit) >= 15


def test_one_threshold_changed_and_the_numbers_are_others() -> None:
    for old, new in (
        ("per_unit = 3", "per_unit = 2"),
        ('{ fact = "years_in_unit", at_least = 10 }', '{ fact = "years_in_unit", at_least = 16 }'),
        ('{ fact = "age", at_least = 56 }', '{ fact = "age", at_least = 58 }'),
    ):
        changed = plan(county().roster, changed_pack(old, new), seed=AGREED)
        figures = (len(changed.moves), len(changed.stays))
        assert figures != (len(demo_plan().moves), len(demo_plan().stays)), new
        assert verify_plan(changed, county().roster, changed_pack(old, new), agreed=AGREED).ok


def test_another_agreed_text_moves_the_same_people() -> None:
    other = plan(county().roster, load_policy(DEMO_POLICY), seed="something else")
    assert {m.person_id for m in other.moves} == {m.person_id for m in demo_plan().moves}
    assert [(m.person_id, m.slot) for m in other.moves] != [
        (m.person_id, m.slot) for m in demo_plan().moves
    ]
