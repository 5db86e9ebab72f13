"""Explanations: one for each of the pool, and every alternative a destination they could have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lungang.domain.plan import Alternative, Plan
from lungang.i18n import gettext as _
from lungang.verify.arcs import Arcs
from lungang.verify.marks import MARK_TITLES
from lungang.verify.report import Ledger

MOST = 5
"""How many alternatives an explanation lists."""

EXPLAINED = 1000
"""Only a plan for more people may do without any explanation."""


def check_explanations(ledger: Ledger, plan: Plan, arcs: Arcs, chosen: Sequence[int]) -> None:
    """Refute missing explanations and alternatives that are none, or that hide a better one."""
    if not plan.explanations and len(arcs) > EXPLAINED:
        ledger.count("explanations", _("份理由"), 0)
        return
    times = Counter(row.person_id for row in plan.explanations)
    for person in sorted(times.keys() | arcs.index.keys()):
        if times[person] != (person in arcs.index):
            text = _("{who}的理由有 {number} 份，应为 {true} 份。")
            values = {"number": times[person], "true": int(person in arcs.index)}
            ledger.refute("explanations", text.format(who=arcs.case.label(person), **values))
    listed = 0
    for row in plan.explanations:
        if row.person_id in arcs.index:
            listed += len(row.alternatives)
            _check_alternatives(ledger, row.person_id, row.alternatives, arcs, chosen)
            if not plan.repairs and any(one.more_changed for one in row.alternatives):
                text = _("{who}：方案不是公布后的修补，备选去向却算了改动人数。")
                ledger.refute("explanations", text.format(who=arcs.case.label(row.person_id)))
    ledger.count("explanations", _("份理由"), len(plan.explanations))
    ledger.count("explanations", _("个备选去向"), listed)


def _check_alternatives(
    ledger: Ledger, person: str, rows: Sequence[Alternative], arcs: Arcs, chosen: Sequence[int]
) -> None:
    who, i = arcs.case.label(person), arcs.index[person]
    prices = [(row.more_changed, row.more_unplaced, row.worse_fit) for row in rows]
    if len({row.slot for row in rows}) != len(rows) or len(rows) > MOST:
        text = _("{who}：备选去向有重复，或多于 {most} 个。")
        ledger.refute("explanations", text.format(who=who, most=MOST))
    if prices != sorted(prices):
        text = _("{who}：备选去向没有按代价从小到大排列。")
        ledger.refute("explanations", text.format(who=who))
    for row in rows:
        if row.slot not in arcs.index:
            text = _("{who}：备选去向“{slot}”不是应交流人员空出的编制位。")
            ledger.refute("explanations", text.format(who=who, slot=row.slot))
        else:
            _check_alternative(ledger, who, i, row, arcs, chosen)


def _check_alternative(
    ledger: Ledger, who: str, i: int, row: Alternative, arcs: Arcs, chosen: Sequence[int]
) -> None:
    j = arcs.index[row.slot]
    holder = arcs.people[j]
    where = _("{who}的备选去向{unit}").format(who=who, unit=holder.post.unit)
    if j in (i, chosen[i]):
        text = _("{who}：备选去向就是本人现在的编制位，或方案已定的去向。")
        ledger.refute("explanations", text.format(who=who))
    elif bar := arcs.first_bar(i, j):
        text = _("{where}不能去：{rule}。")
        provision = arcs.case.policy.principles.get(bar)
        rule = provision.title if provision else _(MARK_TITLES.get(bar, bar))
        ledger.refute("explanations", text.format(where=where, rule=rule))
    ledger.compare("explanations", where, "单位", row.unit, holder.post.unit)
    ledger.compare("explanations", where, "职务", row.title, holder.post.title)
    classes = len(arcs.case.policy.priority_classes)
    if len(row.more_unplaced) != classes or not 2 <= row.changed <= len(arcs):
        text = _("{where}：各类别多出的未安排人数应有 {classes} 个，变动人数应为 2 到 {size}。")
        values = {"classes": classes, "size": len(arcs)}
        ledger.refute("explanations", text.format(where=where, **values))
    elif (row.more_changed, row.more_unplaced, row.worse_fit) < (0, (0,) * classes, 0):
        text = _("{where}：所称代价小于零，方案就不是最优的了。")
        ledger.refute("explanations", text.format(where=where))
