"""The value of the plan, and that its certificate proves no plan to be better (section 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lungang.domain.plan import Branch, Leaf, Plan
from lungang.i18n import gettext as _
from lungang.i18n import mark
from lungang.verify.arcs import Arcs
from lungang.verify.components import components
from lungang.verify.leaves import Bans, LeafOutcome, check_leaf, plan_banned
from lungang.verify.nodes import Broken, check_branch
from lungang.verify.report import Ledger
from lungang.verify.sides import Sides
from lungang.verify.words import Costs

TIE = "tie"
"""How the names of the words after those of :attr:`Costs.names` begin."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a certificate is checked with: pairs, their costs, side rules, and the plan itself.

    ``chosen[i]`` is the slot that person ``i`` holds after the plan.
    """

    arcs: Arcs
    costs: Costs
    sides: Sides
    chosen: Sequence[int]


def check_total(ledger: Ledger, plan: Plan, proof: Proof) -> tuple[int, ...] | None:
    """Return the plan's recomputed value, one number per word; None if the words are wrong."""
    names, claimed = plan.certificate.words, plan.certificate.total
    first = proof.costs.names
    fixed = [*first, *[TIE] * (len(names) - len(first))]
    pairs = zip(names, fixed, strict=False)
    good = len(first) < len(names) <= 256 + len(first) and len(set(names)) == len(names)
    if not good or not all(name.lower().startswith(start) for name, start in pairs):
        text = _("方案总值应依次为（修补时先改动）未安排、适合程度、抽签各数，所称为“{names}”。")
        ledger.refute("total", text.format(names="、".join(names)))
        return None
    total = tuple(
        sum(proof.costs.word(number, i, j) for i, j in enumerate(proof.chosen))
        for number in range(len(names))
    )
    ledger.compare("total", _("方案"), mark("总值"), claimed, total)
    ledger.count("total", _("项总值"), len(total))
    return total


def check_optimum(ledger: Ledger, plan: Plan, proof: Proof, total: tuple[int, ...]) -> None:
    """Walk the tree of the certificate and refute whatever in it does not hold."""
    if not proof.arcs.pool:
        ledger.count("certificate", _("名应交流人员"), 0)
        return
    outcomes = _walk(ledger, plan, proof, total)
    own = [leaf for leaf in outcomes if not plan_banned(leaf.bans, proof.chosen)]
    if ledger.clean("certificate") and not any(leaf.bound == total for leaf in own):
        ledger.refute("certificate", _("方案不在任何一个叶节点之中，证明说的不是这个方案。"))
    arcs = sum(len(slots) for slots in proof.arcs.targets)
    ledger.count("certificate", _("对人与编制位"), arcs)
    ledger.count("certificate", _("个叶节点"), len(outcomes))
    if plan.certificate.unique:
        _check_unique(ledger, proof, outcomes, total)


def _walk(ledger: Ledger, plan: Plan, proof: Proof, total: tuple[int, ...]) -> list[LeafOutcome]:
    """Check every node from the root down; return what the leaves with prices came to."""
    nodes = plan.certificate.nodes
    outcomes: list[LeafOutcome] = []
    seen: set[int] = set()
    waiting: list[tuple[int, Bans]] = [(0, {})]
    while waiting:
        number, bans = waiting.pop()
        if number in seen or not 0 <= number < len(nodes):
            text = _("证明的节点 {number} 不存在或到达不止一次，证明不成树形。")
            ledger.refute("certificate", text.format(number=number))
            continue
        seen.add(number)
        node = nodes[number]
        if isinstance(node, Leaf):
            outcome = check_leaf(ledger, number, node, bans, proof.arcs, proof.costs, total)
            outcomes += [outcome] if outcome else []
        else:
            waiting += _children(ledger, number, node, bans, proof)
    if len(seen) < len(nodes):
        text = _("证明中有 {number} 个节点从根到达不了。")
        ledger.refute("certificate", text.format(number=len(nodes) - len(seen)))
    ledger.count("certificate", _("个节点"), len(seen))
    return outcomes


def _children(
    ledger: Ledger, number: int, node: Branch, bans: Bans, proof: Proof
) -> list[tuple[int, Bans]]:
    try:
        clauses = check_branch(node, bans, proof.arcs, proof.sides)
    except Broken as broken:
        text = _("证明的节点 {number}：{reason}")
        ledger.refute("certificate", text.format(number=number, reason=broken))
        return []
    below: list[tuple[int, Bans]] = []
    for child, (person, slots) in zip(node.children, clauses, strict=True):
        below.append((child, {**bans, person: bans.get(person, frozenset()) | slots}))
    return below


def _check_unique(
    ledger: Ledger, proof: Proof, outcomes: list[LeafOutcome], total: tuple[int, ...]
) -> None:
    """Accept the claim only where every leaf that reaches the total holds this plan alone."""
    for leaf in outcomes:
        if leaf.bound != total:
            continue
        if plan_banned(leaf.bans, proof.chosen):
            text = _("方案称没有同样好的另一方案，但叶节点 {number} 的下界与总值相等，未能证明。")
            ledger.refute("unique", text.format(number=leaf.number))
        elif _has_cycle(leaf.tight, proof.chosen):
            text = _("方案称没有同样好的另一方案，但叶节点 {number} 中另有零差价的环。")
            ledger.refute("unique", text.format(number=leaf.number))
    ledger.count("unique", _("个叶节点"), len(outcomes))


def _has_cycle(tight: Sequence[Sequence[int]], chosen: Sequence[int]) -> bool:
    """Whether people could pass their slots round over arcs of zero reduced cost."""
    taker = {j: i for i, j in enumerate(chosen)}
    heads = [[taker[j] for j in slots if j != chosen[i]] for i, slots in enumerate(tight)]
    numbers = components(heads)
    return len(set(numbers)) < len(numbers)
