"""That the plan keeps its marks, and that it repairs the released plan that it says it does."""

from __future__ import annotations

from collections.abc import Sequence

from lungang.domain.plan import Plan
from lungang.domain.records import plan_digest
from lungang.i18n import gettext as _
from lungang.i18n import mark
from lungang.verify.arcs import Arcs
from lungang.verify.case import Case
from lungang.verify.marks import MARK_TITLES
from lungang.verify.report import Ledger


def check_kept(ledger: Ledger, arcs: Arcs, chosen: Sequence[int]) -> None:
    """Refute every destination that a mark closes."""
    for i, j in enumerate(chosen):
        if kind := arcs.closed(i, j):
            text = _("{who}到{unit}接{holder}，与会议标记不符（{kind}）。")
            holder = arcs.people[j]
            values = {"unit": holder.post.unit, "holder": holder.name, "kind": _(MARK_TITLES[kind])}
            ledger.refute("marks", text.format(who=arcs.case.label(arcs.pool[i]), **values))


def check_repair(
    ledger: Ledger, plan: Plan, case: Case, pool: Sequence[str], released: Plan | None
) -> list[int] | None:
    """Return for each of the pool the slot in the released plan; None if this is no repair.

    What the plan says of the released one is held against it where it is at hand.
    """
    if plan.repairs is None:
        if released is not None:
            ledger.refute("repairs", _("方案没有说修补哪一个已公布的方案。"))
        return None
    told = plan.repairs.assignment
    ledger.count("repairs", _("名已公布去向的人员"), len(told))
    if released is not None:
        who = _("方案")
        digest = plan_digest(released)
        ledger.compare("repairs", who, mark("所修补方案的摘要"), plan.repairs.released, digest)
        slots = {row.person_id: row.person_id for row in released.stays}
        slots |= {move.person_id: move.slot for move in released.moves}
        for person in sorted(slots.keys() | told.keys()):
            if slots.get(person) != told.get(person):
                text = _("{who}在已公布方案中的去向，与方案所称不符。")
                ledger.refute("repairs", text.format(who=case.label(person)))
    index = {person: number for number, person in enumerate(pool)}
    if told.keys() != index.keys() or sorted(told.values()) != sorted(index):
        ledger.refute("repairs", _("所修补的去向不是应交流人员对其编制位的置换。"))
        return None
    return [index[told[person]] for person in pool]
