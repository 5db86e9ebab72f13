"""A malformed plan is refuted and never ends in a traceback."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from lungang.domain.plan import Branch, Clause, Leaf
from lungang.errors import VerificationError
from lungang.verify import check_plan, verify_plan
from tests.verify import rich
from tests.verify.forge import name, others, places, put

WRONG = (None, 3.5, "字", -1, (), ((),), object(), {"甲": 1}, 1 << 9000, Leaf(), float("nan"))


def refused(plan):
    report = verify_plan(plan, *rich.records())
    assert not report.ok
    return {one.check for one in report.refutations}, {one.name for one in report.skipped}


def test_values_of_any_other_type_anywhere():
    tried = set()
    for path, old in places(rich.plan()):
        if (name(path), type(old)) not in tried:
            tried.add((name(path), type(old)))
            for value in WRONG:
                if type(value) is not type(old):
                    verify_plan(put(rich.plan(), path, value), *rich.records())


def test_what_is_no_plan_at_all_skips_the_rest():
    refuted, skipped = refused(put(rich.plan(), ("moves", 0, "cost"), None))
    assert refuted == {"shape"}
    assert {"moves", "certificate", "prices"} <= skipped


def test_numbers_without_end_are_refused():
    prices = ("certificate", "nodes", 0, "person_price", 0, 0)
    assert refused(put(rich.plan(), prices, 1 << 9000))[0] == {"shape"}
    assert refused(put(rich.plan(), prices, True))[0] == {"shape"}


def test_many_changes_at_once_never_raise():
    rng = random.Random(1)
    spots = [(path, old) for path, old in places(rich.plan()) if path and any(others(old))]
    for _ in range(150):
        plan = rich.plan()
        for path, old in sorted(rng.sample(spots, 4), key=lambda spot: -len(spot[0])):
            try:
                plan = put(plan, path, rng.choice([*others(old)]))
            except IndexError:  # an earlier change cut the sequence short
                continue
        verify_plan(plan, *rich.records(), deep=True)


def test_a_missing_person_skips_what_stands_on_the_permutation():
    plan = rich.plan()
    refuted, skipped = refused(replace(plan, moves=plan.moves[1:]))
    assert {"pool", "permutation"} <= refuted
    assert {"certificate", "total", "recounts"} <= skipped


def test_an_unknown_slot():
    refuted, skipped = refused(put(rich.plan(), ("moves", 0, "slot"), "没有这个编制位"))
    assert "permutation" in refuted
    assert "certificate" in skipped


def test_words_of_another_order():
    plan = rich.plan()
    words = ("fit", "unplaced", "tie-break")
    refuted, skipped = refused(put(plan, ("certificate", "words"), words))
    assert refuted == {"total"}
    assert "certificate" in skipped


@pytest.mark.parametrize(
    "nodes",
    [
        (),
        (Leaf(),),
        (Leaf(person_price=((),), slot_price=((),)),),
        (Leaf(short=("无此人",)),),
        (Branch(rule="relatives_together", clauses=(), children=()),),
        (Branch(rule="relatives_together", clauses=(), children=(0,)),),
        (Branch(rule="没有", clauses=(Clause(person="甲", slots=("乙",)),), children=(7,)),),
    ],
)
def test_trees_that_are_none(nodes):
    refuted, _ = refused(put(rich.plan(), ("certificate", "nodes"), nodes))
    assert refuted == {"certificate"}


def test_check_plan_raises_with_every_reason():
    forged = put(rich.plan(), ("moves", 0, "name"), "别人")
    forged = put(forged, ("moves", 1, "name"), "别人")
    with pytest.raises(VerificationError) as caught:
        check_plan(forged, *rich.records())
    assert len(caught.value.refutations) == 2
    assert all(reason.startswith("【去向登记】") for reason in caught.value.refutations)


def test_check_plan_returns_the_report_of_a_true_plan():
    report = check_plan(rich.plan(), *rich.records())
    assert report.ok
    assert {check.name for check in report.checks} >= {"screening", "certificate", "recounts"}
    assert all(check.title_zh for check in report.checks)
