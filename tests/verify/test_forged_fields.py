"""Each single field of an honest plan, changed alone, is refused by the check it belongs to."""

from __future__ import annotations

import pytest

from lungang.verify import verify_plan
from tests.verify import rich
from tests.verify.forge import name, others, places, put

FREE = {
    "title": "a heading",
    "files": "names of files, not at hand",
    "screened.ground.facts": "which facts are shown is free",
    "screened.met.facts": "which facts are shown is free",
    "screened.ground.facts.name": "text of a free form, see the test below",
    "screened.ground.facts.value": "text of a free form",
    "screened.ground.facts.source": "text of a free form",
    "screened.met.facts.name": "text of a free form",
    "screened.met.facts.value": "text of a free form",
    "screened.met.facts.source": "text of a free form",
    "stays.reason": "prose",
    "stays.rivals": "fewer rivals may be named",
    "stays.ask": "fewer may be asked",
    "stays.barred.title": "checked by name below",
    "explanations.reasons": "prose",
    "explanations.alternatives": "fewer need the deep check, see test_deep.py",
    "explanations.alternatives.more_unplaced": "a price, see test_deep.py",
    "explanations.alternatives.worse_fit": "a price, see test_deep.py",
    "explanations.alternatives.changed": "a price, see test_deep.py",
    "certificate.unique": "true here; see test_certificate.py",
}
"""Fields in which a change alone is no lie that the verifier could see, and why."""

CHECKS = {
    "screened": {"screening", "limits"},
    "slots": {"slots", "pool"},
    "moves": {"moves", "pool", "permutation", "one_out_one_in"},
    "stays": {"stays", "pool"},
    "open_duties": {"open_duties"},
    "explanations": {"explanations"},
    "certificate": {"certificate", "pool", "total"},
    "seed": {"seed"},
}
"""Which check has to speak, by the part of the plan; the rest is identity."""

FORGED = [
    pytest.param(path, value, id=f"{'.'.join(map(str, path))}-{number}")
    for path, old in places(rich.plan())
    if path and not any(name(path).startswith(free) and name(path) in FREE for free in FREE)
    for number, value in enumerate(others(old))
]


DECIDED = [
    pytest.param(path, value, id=f"{'.'.join(map(str, path))}-{number}")
    for path, old in places(rich.repaired())
    if path and path[0] in ("settled", "marks", "repairs")
    for number, value in enumerate(others(old))
]
"""What people decided, in a plan that repairs another; no record of it is at hand."""


@pytest.mark.parametrize(("path", "value"), DECIDED)
def test_a_changed_decision_is_refused(path, value):
    known = {"released": rich.released()} if path[0] == "repairs" else {}
    report = verify_plan(put(rich.repaired(), path, value), *rich.records(), **known)
    assert not report.ok
    assert all(one.message for one in report.refutations)


@pytest.mark.parametrize(("path", "value"), FORGED)
def test_a_changed_field_is_refused(path, value):
    report = verify_plan(put(rich.plan(), path, value), *rich.records())
    spoke = {one.check for one in report.refutations}
    assert spoke & CHECKS.get(str(path[0]), {"identity"})
    assert len(set(report.refutations)) == len(report.refutations)
    assert all(one.message for one in report.refutations)


def test_every_record_of_a_plan_is_tried():
    tried = {path[0] for path, _ in (param.values for param in (*FORGED, *DECIDED))}
    untried = {"title", "files"}
    assert tried == set(rich.plan().__dataclass_fields__) - untried


def test_the_message_names_person_claim_and_truth():
    forged = put(rich.plan(), ("moves", 0, "to_unit"), "戊局")
    (refutation,) = verify_plan(forged, *rich.records()).refutations
    assert refutation.check == "moves"
    assert "人0（甲局）" in refutation.message
    assert "戊局" in refutation.message
    assert "丁局" in refutation.message


@pytest.mark.parametrize(
    ("fact", "value", "good"),
    [
        ("在本单位连续工作时间", "1990.01 起，14 年 11 个月", True),
        ("在本单位连续工作时间", "14年", True),
        ("在本单位连续工作时间", "1990.01 起，15 年 11 个月", False),
        ("在本单位连续工作时间", "1989.01 起，14 年 11 个月", False),
        ("年龄", "1962.05 出生，42 周岁", True),
        ("年龄", "1962.05 出生，52 周岁", False),
        ("参加工作时间", "1985.07 起", True),
        ("职务层次", "科长（主任）", True),
        ("职务层次", "副科长", False),
        ("从事专业", "财务", True),
        ("从事专业", "审计", False),
        ("特殊情形", "无", True),
        ("特殊情形", "重病", False),
        ("本人志愿", "是", True),
        ("本人志愿", "否", False),
        ("别的说明", "随便", True),
    ],
)
def test_a_fact_that_can_be_compared_is(fact, value, good):
    forged = put(rich.plan(), ("screened", 0, "ground", "facts", 0, "name"), fact)
    forged = put(forged, ("screened", 0, "ground", "facts", 0, "value"), value)
    assert verify_plan(forged, *rich.records()).ok == good
