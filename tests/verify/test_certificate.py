"""The proof: trees that do not hold, leaves that do not bound, and plans claimed to be unique."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lungang.domain.plan import Branch, Clause, Leaf
from lungang.verify import verify_plan
from lungang.verify import words as words_module
from lungang.verify.leaves import check_leaf
from lungang.verify.report import Ledger
from tests.verify import rich
from tests.verify.county import person, policy, roster
from tests.verify.reference import hungarian, plan_of, prove, world


def couple(*, counts=True):
    return world(*rich.couple_records(leaving_relatives_count=counts))


def with_nodes(w, nodes, **changes):
    plan = plan_of(w)
    certificate = replace(plan.certificate, nodes=tuple(nodes), **changes)
    return replace(plan, certificate=certificate)


def checks(w, plan):
    return {one.check for one in verify_plan(plan, w.roster, w.policy).refutations}


@pytest.mark.parametrize("counts", [True, False])
def test_a_tree_that_branches_is_accepted(counts):
    w = couple(counts=counts)
    nodes, best = prove(w)
    assert sum(isinstance(node, Branch) for node in nodes) >= 1
    assert w.total(best) == w.total(w.best())
    assert checks(w, plan_of(w)) == set()


def test_the_prices_of_the_root_do_not_prove_the_branched_plan():
    w = couple()
    free = replace(w.policy, principles=policy(("relatives_together",)).principles)
    nodes, _ = prove(world(w.roster, free, (w.roster, w.policy)))
    assert len(nodes) == 1
    assert checks(w, with_nodes(w, nodes)) == {"certificate"}


def test_a_leaf_that_omits_its_ban():
    w = couple()
    leaf = next(node for node in plan_of(w).certificate.nodes[1:] if isinstance(node, Leaf))
    assert checks(w, with_nodes(w, [leaf])) == {"certificate"}


def branch(w, **changes):
    nodes = list(plan_of(w).certificate.nodes)
    nodes[0] = replace(nodes[0], **changes)
    return with_nodes(w, nodes)


def test_a_false_branching_rule():
    w = couple()
    first, second = plan_of(w).certificate.nodes[0].clauses
    pool = w.arcs.pool
    for changes in (
        {"rule": "rank_quota"},
        {"clauses": (first, replace(second, person=pool[4]))},
        {"clauses": (first, first)},
        {"clauses": (first, replace(second, slots=(pool[4],)))},
        {"clauses": (first, replace(second, slots=(*second.slots, pool[4])))},
        {"clauses": (first, replace(second, slots=()))},
        {"clauses": (first, replace(second, person="无此人"))},
        {"clauses": (first,)},
    ):
        assert checks(w, branch(w, **changes)) == {"certificate"}, changes


def test_clauses_may_be_wider_where_everything_in_them_conflicts():
    w = couple()
    pool = w.arcs.pool
    both = (pool[2], pool[3])
    clauses = tuple(Clause(person=one, slots=both) for one in pool[:2])
    found = []
    for i in range(2):
        bans = frozenset({(i, 2), (i, 3)})
        result = hungarian(w, bans)
        found.append(result[1] if isinstance(result, tuple) else result)
    root = Branch(rule="relatives_together", clauses=clauses, children=(1, 2))
    assert checks(w, with_nodes(w, [root, *found])) == set()


def test_slots_that_nobody_may_take_do_not_spoil_a_clause():
    w = couple()
    first, second = plan_of(w).certificate.nodes[0].clauses
    i = w.arcs.index[first.person]
    barred = next(w.arcs.pool[j] for j in range(len(w.arcs)) if w.arcs.bars(i, j))
    wider = replace(first, slots=(*first.slots, barred))
    assert checks(w, branch(w, clauses=(wider, second))) == set()


def test_one_person_has_one_clause():
    w = couple()
    nodes = list(plan_of(w).certificate.nodes)
    first, second = nodes[0].clauses
    children = (*nodes[0].children, len(nodes))
    nodes[0] = replace(nodes[0], clauses=(first, second, first), children=children)
    nodes.append(nodes[nodes[0].children[0]])
    assert checks(w, with_nodes(w, nodes)) == {"certificate"}


def test_children_must_form_a_tree():
    w = couple()
    nodes = plan_of(w).certificate.nodes
    first, second = nodes[0].children
    for children in ((first, first), (0, second), (first, 99), (first,), (second, first)):
        assert checks(w, branch(w, children=children)) == {"certificate"}
    assert checks(w, with_nodes(w, [*nodes, nodes[-1]])) == {"certificate"}


def test_a_leaf_that_is_short_of_nothing():
    w = couple()
    nodes = list(plan_of(w).certificate.nodes)
    for number, node in enumerate(nodes):
        if isinstance(node, Leaf):
            for short in (w.arcs.pool, w.arcs.pool[:1], w.arcs.pool[:1] * 9):
                forged = [*nodes]
                forged[number] = Leaf(short=short)
                assert checks(w, with_nodes(w, forged)) == {"certificate"}
            forged[number] = replace(node, short=w.arcs.pool[:1])
            assert checks(w, with_nodes(w, forged)) == {"certificate"}


def test_prices_of_a_wrong_size():
    w = couple()
    nodes = list(plan_of(w).certificate.nodes)
    leaf = nodes[-1]
    for changes in (
        {"person_price": leaf.person_price[:2]},
        {"slot_price": (*leaf.slot_price, leaf.slot_price[0])},
        {"slot_price": tuple(row[1:] for row in leaf.slot_price)},
        {"slot_price": ()},
    ):
        assert checks(w, with_nodes(w, [*nodes[:-1], replace(leaf, **changes)])) == {"certificate"}


def test_every_single_price_counts():
    w = couple()
    nodes = list(plan_of(w).certificate.nodes)
    number = next(k for k, node in enumerate(nodes) if isinstance(node, Leaf) and node.slot_price)
    for side in ("person_price", "slot_price"):
        rows = getattr(nodes[number], side)
        for word in range(3):
            for i in range(len(w.arcs)):
                changed = [list(row) for row in rows]
                changed[word][i] += 1
                forged = [*nodes]
                forged[number] = replace(nodes[number], **{side: tuple(map(tuple, changed))})
                tight = _is_tight(w, nodes[number])
                if tight:
                    assert checks(w, with_nodes(w, forged)) == {"certificate"}


def test_a_price_taken_from_one_and_given_to_another():
    w = couple()
    nodes = list(plan_of(w).certificate.nodes)
    number = next(k for k, node in enumerate(nodes) if isinstance(node, Leaf) and node.slot_price)
    for word in range(3):
        rows = [list(row) for row in nodes[number].person_price]
        rows[word][0] += 1
        rows[word][1] -= 1
        forged = [*nodes]
        forged[number] = replace(nodes[number], person_price=tuple(map(tuple, rows)))
        assert checks(w, with_nodes(w, forged)) == {"certificate"}


def test_a_bound_below_the_total_by_the_last_word_alone():
    w = world(*rich.records())
    (leaf,) = plan_of(w).certificate.nodes
    total = w.total(w.best())
    for more, good in (((0, 0, 0), True), ((0, 0, 1), False), ((0, 1, -9), False)):
        ledger = Ledger()
        claimed = tuple(one + add for one, add in zip(total, more, strict=True))
        check_leaf(ledger, 0, leaf, {}, w.arcs, w.costs, claimed)
        assert ledger.clean("certificate") is good


def _is_tight(w, leaf):
    pairs = zip(leaf.person_price, leaf.slot_price, strict=True)
    return tuple(sum(one) + sum(other) for one, other in pairs) == w.total(w.best())


def test_unique_is_believed_only_where_proven():
    w = world(*rich.records())
    plan = plan_of(w)
    claimed = replace(plan, certificate=replace(plan.certificate, unique=True))
    assert checks(w, claimed) == set()


def test_unique_claimed_falsely(monkeypatch):
    monkeypatch.setattr(words_module, "siphash24", lambda key, message: 0)
    people = [person(number, unit) for number, unit in enumerate(("甲局", "乙局", "丙局"))]
    w = world(roster(people), policy())
    assert len([plan for plan in w.feasible if w.total(plan) == w.total(w.best())]) > 1
    plan = plan_of(w)
    assert checks(w, plan) == set()
    claimed = replace(plan, certificate=replace(plan.certificate, unique=True))
    assert checks(w, claimed) == {"unique"}


def test_unique_claimed_where_another_leaf_reaches_the_total(monkeypatch):
    monkeypatch.setattr(words_module, "siphash24", lambda key, message: 0)
    w = couple()
    claimed = with_nodes(w, plan_of(w).certificate.nodes, unique=True)
    assert len([plan for plan in w.feasible if w.total(plan) == w.total(w.best())]) > 1
    assert checks(w, claimed) == {"unique"}


def test_unique_claimed_where_another_leaf_is_only_not_below():
    w = couple()
    nodes = list(plan_of(w).certificate.nodes)
    total = w.total(w.best())
    lowered = 0
    for number, leaf in enumerate(nodes):
        if isinstance(leaf, Leaf) and leaf.slot_price and not _is_tight(w, leaf):
            rows = [list(row) for row in leaf.person_price]
            for word, row in enumerate(rows):
                row[0] -= sum(row) + sum(leaf.slot_price[word]) - total[word]
            nodes[number] = replace(leaf, person_price=tuple(map(tuple, rows)))
            lowered += 1
    assert lowered
    assert checks(w, with_nodes(w, nodes)) == set()
    assert checks(w, with_nodes(w, nodes, unique=True)) == {"unique"}


def test_an_empty_pool_needs_no_proof():
    w = world(roster([person(0, "甲局", **rich.YOUNG)]), policy())
    assert w.arcs.pool == ()
    assert checks(w, plan_of(w)) == set()
    assert checks(w, with_nodes(w, plan_of(w).certificate.nodes, total=(0, 1, 0))) == {"total"}
