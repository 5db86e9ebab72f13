"""Where everybody goes: the annex that is read out, and the table of the joint meeting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from lungang.domain.plan import Move
from lungang.statistics.facts import Facts
from lungang.statistics.records import AnnexRow, Destination, Place
from lungang.statistics.wording import COST_PARTS, TITLE_WAITS, mask_id

_SPECIALTY = {"same": "相同", "similar": "相近", "none": "不相近"}
_AVOIDANCE = ("same_leader", "direct_line", "sensitive_work", "relatives_together")


def annex(facts: Facts) -> tuple[AnnexRow, ...]:
    """交流人员名单（附表）: everybody moved, in order of units."""
    names = Counter(facts.person(move.person_id).name for move in facts.moves)
    return tuple(_annex_row(facts, n, move, names) for n, move in enumerate(facts.moves, 1))


def _annex_row(facts: Facts, number: int, move: Move, names: Mapping[str, int]) -> AnnexRow:
    person = facts.person(move.person_id)
    waits = move.title_waits
    remarks = [
        "跨层次，职务待接收单位有空缺职数时核定" if waits else "",
        f"身份证号 {mask_id(person.id)}" if names[person.name] > 1 else "",
    ]
    return AnnexRow(
        number=number,
        who=facts.who(person.id),
        sex=person.sex.label,
        birth=person.birth.dotted,
        from_unit=move.from_unit,
        from_post=facts.post_of(person),
        to_unit=move.to_unit,
        to_post=TITLE_WAITS if waits else facts.slot_post(facts.slot(move.slot)),
        rank=move.rank,
        nature=move.nature.label,
        remark="；".join(remark for remark in remarks if remark),
    )


def destinations(facts: Facts) -> tuple[Destination, ...]:
    """去向安排表: everybody moved with the slot, its leaver, the checks and the fit in parts."""
    avoidance = _avoidance(facts)
    return tuple(_destination(facts, n, move, avoidance) for n, move in enumerate(facts.moves, 1))


def _destination(facts: Facts, number: int, move: Move, avoidance: str) -> Destination:
    person, slot = facts.person(move.person_id), facts.slot(move.slot)
    screened = facts.screened.get(person.id)
    ground = screened.ground if screened else None
    affinity = facts.policy.specialties.affinity(move.practised_specialty, move.slot_specialty)
    return Destination(
        number=number,
        who=facts.who(person.id),
        origin=Place(
            unit=move.from_unit,
            section=person.post.section,
            post=facts.post_of(person),
            specialty=move.practised_specialty,
            level=move.level.label,
        ),
        target=Place(
            unit=move.to_unit,
            section=slot.section if facts.policy.section_in_destination else "",
            post=facts.slot_post(slot),
            specialty=move.slot_specialty,
            level=move.slot_level.label,
        ),
        nature=move.nature.label,
        rank=move.rank,
        replaces=facts.who(slot.id),
        specialty_check=_SPECIALTY[affinity],
        post_check="跨层次" if move.title_waits else "对应",
        avoidance_check=avoidance,
        title_waits=move.title_waits,
        cost=_cost(move),
        rule=ground.title if ground else "",
        clause=ground.clause if ground else "",
        verified=ground.verified if ground else True,
    )


def _cost(move: Move) -> tuple[tuple[str, int], ...]:
    order = [*COST_PARTS, *sorted(set(move.cost) - set(COST_PARTS))]
    return tuple(
        (COST_PARTS.get(part, part), move.cost[part]) for part in order if move.cost.get(part)
    )


def _avoidance(facts: Facts) -> str:
    # A plan never holds a move that an enabled principle bars, so the word is the same for all;
    # it must not promise what the pack did not ask.
    asked: Sequence[str] = [
        name
        for name in _AVOIDANCE
        if name in facts.policy.principles and facts.policy.enabled(name, facts.on)
    ]
    if not asked:
        return "方案未要求"
    return "无" if len(asked) == len(_AVOIDANCE) else "无（未全查）"
