"""Leaves of a certificate: dual prices that bound every plan, or people short of slots (8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lungang.domain.plan import Leaf
from lungang.i18n import gettext as _
from lungang.verify.arcs import Arcs
from lungang.verify.report import Ledger
from lungang.verify.words import Costs

Bans = Mapping[int, frozenset[int]]
"""For a person the slots banned on the way from the root."""

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class LeafOutcome:
    """A leaf with prices: its bound per word, and the slots of zero reduced cost by person."""

    number: int
    bans: Bans
    bound: tuple[int, ...]
    tight: list[list[int]]


def plan_banned(bans: Bans, chosen: Sequence[int]) -> bool:
    """Whether the bans exclude the plan (it gives somebody a slot that is banned for them)."""
    return any(chosen[person] in slots for person, slots in bans.items())


def check_leaf(
    ledger: Ledger,
    number: int,
    leaf: Leaf,
    bans: Bans,
    arcs: Arcs,
    costs: Costs,
    total: tuple[int, ...],
) -> LeafOutcome | None:
    """Refute a leaf that does not bound its plans by the total; None for one without prices."""
    if not leaf.person_price and not leaf.slot_price:
        _check_short(ledger, number, leaf, bans, arcs)
        return None
    if leaf.short:
        text = _("叶节点 {number} 既有影子价格，又称编制位不足。")
        ledger.refute("certificate", text.format(number=number))
    rows = (*leaf.person_price, *leaf.slot_price)
    words = (len(leaf.person_price), len(leaf.slot_price))
    if words != (len(total), len(total)) or any(len(row) != len(arcs) for row in rows):
        text = _("叶节点 {number} 的影子价格应为 {words} 行，每行 {size} 个。")
        message = text.format(number=number, words=len(total), size=len(arcs))
        ledger.refute("certificate", message)
        return None
    tight = _price(ledger, number, leaf, bans, arcs, costs)
    pairs = zip(leaf.person_price, leaf.slot_price, strict=True)
    bound = tuple(sum(people) + sum(slots) for people, slots in pairs)
    if bound < total:
        text = _("叶节点 {number} 的下界 {bound} 小于方案总值 {total}，没有证明方案最优。")
        values = {"bound": list(bound), "total": list(total)}
        ledger.refute("certificate", text.format(number=number, **values))
    return LeafOutcome(number, bans, bound, tight)


def _price(
    ledger: Ledger, number: int, leaf: Leaf, bans: Bans, arcs: Arcs, costs: Costs
) -> list[list[int]]:
    """Price every arc not banned; refute if one is cheaper than its prices say."""
    words = range(len(leaf.person_price))
    tight: list[list[int]] = [[] for _person in arcs.pool]
    wrong: list[tuple[int, int]] = []
    for i, slots in enumerate(arcs.targets):
        banned = bans.get(i, NOBODY)
        for j in slots:
            if j in banned:
                continue
            for word in words:
                price = leaf.person_price[word][i] + leaf.slot_price[word][j]
                reduced = costs.word(word, i, j) - price
                if reduced:
                    if reduced < 0:
                        wrong.append((i, j))
                    break
            else:
                tight[i].append(j)
    if wrong:
        text = _("叶节点 {number}：{count} 个去向比影子价格所称便宜，例如{who}到{unit}接{holder}。")
        person, holder = arcs.pool[wrong[0][0]], arcs.people[wrong[0][1]]
        values = {"who": arcs.case.label(person), "unit": holder.post.unit, "holder": holder.name}
        ledger.refute("certificate", text.format(number=number, count=len(wrong), **values))
    return tight


def _check_short(ledger: Ledger, number: int, leaf: Leaf, bans: Bans, arcs: Arcs) -> None:
    """Refute unless the people named really have fewer slots between them than people."""
    people = [arcs.index[person] for person in leaf.short if person in arcs.index]
    if len(set(people)) != len(leaf.short):
        text = _("叶节点 {number} 所列编制位不足的人员有重复，或不在应交流之列。")
        ledger.refute("certificate", text.format(number=number))
    slots: set[int] = set()
    for i in people:
        slots |= arcs.target_sets[i] - bans.get(i, NOBODY)
    if len(slots) >= len(people):
        text = _("叶节点 {number} 称 {people} 人编制位不足，重新计算却有 {slots} 个可去。")
        values = {"people": len(people), "slots": len(slots)}
        ledger.refute("certificate", text.format(number=number, **values))
