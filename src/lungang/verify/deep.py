"""The exact price of every other destination, by solving the plan anew with it forced.

Slow and plain, for pools of some hundred at most: shortest augmenting paths over whole numbers of
any size, the cost words packed into one, and branching where section 5 is broken. The tie-break
does not count in a price, so of ``changed`` only the range can be told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from lungang.domain.plan import Alternative, Plan
from lungang.i18n import gettext as _
from lungang.verify.explanations import MOST
from lungang.verify.matching import Matching, Rows
from lungang.verify.optimum import Proof
from lungang.verify.report import Ledger

LARGEST = 400
"""Pools beyond this are not priced: the check says so instead of running for hours."""

Key = tuple[int, tuple[int, ...], int]
"""How much worse a plan is: more changed (a repair only), more unplaced by class, then fit."""


def check_prices(ledger: Ledger, plan: Plan, proof: Proof) -> None:
    """Refute alternatives whose price is not exact, and those that hide a cheaper one."""
    if len(proof.arcs) > LARGEST:
        ledger.skip("prices", _("人数超过 {most}，未逐一重新求解。").format(most=LARGEST))
        return
    chosen = proof.chosen
    fewest = Pricer(proof, lambda i, j: int(j != chosen[i]))
    most = Pricer(proof, lambda i, j: int(j == chosen[i]))
    for row in plan.explanations:
        if row.person_id in proof.arcs.index:
            i = proof.arcs.index[row.person_id]
            _check_person(ledger, i, row.alternatives, proof, fewest, most)
    ledger.count("prices", _("次重新求解"), fewest.solved + most.solved)


def _check_person(
    ledger: Ledger,
    i: int,
    rows: Sequence[Alternative],
    proof: Proof,
    fewest: Pricer,
    most: Pricer,
) -> None:
    arcs, who = proof.arcs, proof.arcs.case.label(proof.arcs.pool[i])
    others = [j for j in arcs.targets[i] if j not in (i, proof.chosen[i])]
    prices = {j: price for j in others if (price := fewest.price(i, j))}
    for row in rows:
        j = arcs.index.get(row.slot)
        if j is None:
            continue
        where = _("{who}的备选去向{unit}").format(who=who, unit=row.unit)
        if j not in prices:
            ledger.refute("prices", _("{where}：没有任何方案容许。").format(where=where))
            continue
        (moved, more, fit), changed = prices[j]
        ledger.compare("prices", where, "多改动的已公布去向", row.more_changed, moved)
        ledger.compare("prices", where, "多出的未安排人数", row.more_unplaced, more)
        ledger.compare("prices", where, "适合程度之差", row.worse_fit, fit)
        if row.changed != changed:
            last = most.price(i, j)
            if last is None or not changed <= row.changed <= last[1]:
                span = f"{changed}～{last[1]}" if last else str(changed)
                ledger.compare("prices", where, "变动人数", row.changed, span)
    true = sorted(key for key, _changed in prices.values())[:MOST]
    listed = [prices[j][0] for row in rows if (j := arcs.index.get(row.slot)) in prices]
    if sorted(listed) != true:
        text = _("{who}：备选去向应为代价最小的 {number} 个，方案所列 {listed} 个并非如此。")
        values = {"number": len(true), "listed": len(rows)}
        ledger.refute("prices", text.format(who=who, **values))


class Pricer:
    """Prices of forced destinations against the plan, by unplaced and fit.

    Of equally good plans ``last`` (0 or 1 for a pair) chooses: the one with the smallest sum, so
    that the fewest or the most people differ from the plan. ``solved`` counts the solves.
    """

    def __init__(self, proof: Proof, last: Callable[[int, int], int]) -> None:
        self._proof = proof
        self._last = last
        self._shift = self._word_bits()
        self._rows: Rows = [
            {j: self._packed(i, j) for j in slots} for i, slots in enumerate(proof.arcs.targets)
        ]
        self._relaxed = Matching(self._rows)
        self.solved = int(self._relaxed.solve())

    def price(self, i: int, j: int) -> tuple[Key, int] | None:
        """How much worse the best plan with ``i`` at ``j`` is, and how many people differ.

        None if there is no such plan.
        """
        self.solved += 1
        found = self._relaxed.forced(i, j)
        if found and self._violation(found):
            forced = [*self._rows]
            forced[i] = {j: self._rows[i][j]}
            found = self._branch(forced)
        if found is None:
            return None
        changed = sum(a != b for a, b in zip(found, self._proof.chosen, strict=True))
        return self._key(found), changed

    def _branch(self, rows: Rows) -> list[int] | None:
        """The best plan over these rows that keeps section 5: depth first, bounded by the best."""
        best: list[int] | None = None
        value = 0
        waiting = [rows]
        while waiting:
            rows = waiting.pop()
            matching = Matching(rows)
            self.solved += 1
            if not matching.solve() or (best is not None and matching.value >= value):
                continue
            clauses = self._violation(matching.result)
            if clauses is None:
                best, value = matching.result, matching.value
                continue
            waiting += [self._without(rows, i, slots) for i, slots in clauses.items()]
        return best

    @staticmethod
    def _without(rows: Rows, i: int, slots: frozenset[int]) -> Rows:
        banned = [*rows]
        banned[i] = {j: cost for j, cost in rows[i].items() if j not in slots}
        return banned

    def _violation(self, plan: Sequence[int]) -> Mapping[int, frozenset[int]] | None:
        """Clauses that together break section 5 in a plan, as person → slots; None if kept."""
        sides = self._proof.sides
        for i, r in sides.pairs():
            if sides.together(i, plan[i], r, plan[r]):
                return {i: frozenset({plan[i]}), r: frozenset({plan[r]})}
        return None

    def _key(self, plan: Sequence[int]) -> Key:
        costs, chosen = self._proof.costs, self._proof.chosen
        classes = range(len(self._proof.arcs.case.policy.priority_classes))
        left = [costs.class_of[i] for i, j in enumerate(plan) if i == j]
        before = [costs.class_of[i] for i, j in enumerate(chosen) if i == j]
        more = tuple(left.count(rank) - before.count(rank) for rank in classes)
        fit = sum(costs.fit(i, j) for i, j in enumerate(plan))
        moved = 0
        if costs.released is not None:
            moved = sum(j != now for j, now in zip(plan, costs.released, strict=True))
            moved -= sum(j != now for j, now in zip(chosen, costs.released, strict=True))
        return moved, more, fit - sum(costs.fit(i, j) for i, j in enumerate(chosen))

    def _packed(self, i: int, j: int) -> int:
        costs = self._proof.costs
        packed = 0
        for name, word in zip(costs.names, range(len(costs.names)), strict=True):
            shift = self._class_shift if name == "unplaced" else self._shift
            packed = (packed << shift) + costs.word(word, i, j)
        return (packed << self._shift) + self._last(i, j)

    @cached_property
    def _class_shift(self) -> int:
        """Bits enough for the sum of the unplaced over a whole plan."""
        return int(sum(self._proof.costs.staying)).bit_length() + 1

    def _word_bits(self) -> int:
        """Bits enough for the sum of any word over a whole plan."""
        arcs, costs = self._proof.arcs, self._proof.costs
        largest = max(
            (costs.fit(i, j) for i, slots in enumerate(arcs.targets) for j in slots), default=0
        )
        return (len(arcs) * max(largest, 1)).bit_length() + 1
