"""Whether the plan is about the right people and slots at all, and permutes them (section 3, 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from lungang.domain.plan import Plan
from lungang.i18n import gettext as _
from lungang.verify.case import Case
from lungang.verify.report import Ledger


def check_pool(ledger: Ledger, plan: Plan, case: Case, pool: Sequence[str]) -> None:
    """Refute unless order, moves with stays, slots and explanations each are the pool, once."""
    _same_people(ledger, case, _("证明的人员次序"), plan.certificate.order, pool)
    if sorted(plan.certificate.order) != list(plan.certificate.order):
        ledger.refute("pool", _("证明的人员次序没有按身份证号排列。"))
    planned = [move.person_id for move in plan.moves] + [stay.person_id for stay in plan.stays]
    _same_people(ledger, case, _("去向与未安排名单"), planned, pool)
    _same_people(ledger, case, _("编制位名单"), [slot.id for slot in plan.slots], pool)
    ledger.count("pool", _("名应交流人员"), len(pool))


def _same_people(
    ledger: Ledger, case: Case, where: str, claimed: Iterable[str], actual: Iterable[str]
) -> None:
    times, wanted = Counter(claimed), set(actual)
    for person in sorted(wanted - times.keys()):
        text = _("{where}中没有{who}，重新计算此人应交流。")
        ledger.refute("pool", text.format(where=where, who=case.label(person)))
    for person in sorted(times.keys() - wanted):
        text = _("{where}中有{who}，重新计算此人不在应交流之列。")
        ledger.refute("pool", text.format(where=where, who=case.label(person)))
    for person in sorted(person for person, number in times.items() if number > 1):
        text = _("{where}中{who}出现 {number} 次，应为 1 次。")
        values = {"who": case.label(person), "number": times[person]}
        ledger.refute("pool", text.format(where=where, **values))


def destinations(ledger: Ledger, plan: Plan, case: Case, pool: Sequence[str]) -> list[int] | None:
    """Return for each person of the pool the number of the slot held after the plan.

    None if the plan is no permutation of the pool over its slots; then it says why.
    """
    index = {person: number for number, person in enumerate(pool)}
    taken = Counter(move.slot for move in plan.moves)
    for move in plan.moves:
        if move.slot not in index:
            text = _("{who}的去向“{slot}”不是应交流人员空出的编制位。")
            values = {"who": case.label(move.person_id), "slot": move.slot}
            ledger.refute("permutation", text.format(**values))
        elif move.slot == move.person_id:
            text = _("{who}的去向是本人的编制位，应列为未安排。")
            ledger.refute("permutation", text.format(who=case.label(move.person_id)))
    for slot, number in taken.items():
        if number > 1:
            text = _("{who}空出的编制位安排了 {number} 人，应为 1 人。")
            ledger.refute("permutation", text.format(who=case.label(slot), number=number))
    for stay in plan.stays:
        if stay.person_id in taken:
            text = _("{who}留在原单位，编制位却安排给了别人。")
            ledger.refute("permutation", text.format(who=case.label(stay.person_id)))
    for slot in sorted({move.person_id for move in plan.moves} - taken.keys()):
        text = _("{who}调出，空出的编制位无人接任，不是出一进一。")
        ledger.refute("permutation", text.format(who=case.label(slot)))
    ledger.count("permutation", _("个编制位"), len(pool))
    if not ledger.clean("pool", "permutation"):
        return None
    result = list(range(len(pool)))
    for move in plan.moves:
        result[index[move.person_id]] = index[move.slot]
    return result
