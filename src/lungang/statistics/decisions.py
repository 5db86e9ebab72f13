"""What people decided beside the rules, in words: marks, decisions before the plan, a repair."""

from __future__ import annotations

from lungang.domain.plan import Mark, MarkKind
from lungang.statistics.facts import Facts

Said = tuple[str, tuple[str, ...]]
"""A heading and its lines."""


def decisions(facts: Facts) -> tuple[Said, ...]:
    """Headings with one line for each decision; headings without any are left out."""
    said = (
        ("领导小组决定", tuple(_settled(facts))),
        ("联席会议标记", tuple(_mark(facts, mark) for mark in facts.plan.marks)),
        ("公布后的修补", tuple(_repair(facts))),
    )
    return tuple((heading, lines) for heading, lines in said if lines)


def _settled(facts: Facts) -> list[str]:
    return [
        f"{_named(facts, row.person_id)}{row.verdict.label}（{row.source}）"
        for row in facts.plan.settled
    ]


def _mark(facts: Facts, mark: Mark) -> str:
    who = _named(facts, mark.person_id)
    if mark.kind is MarkKind.STAY:
        return f"{who}{mark.kind.label}"
    where = mark.unit or f"{facts.who(mark.slot).unit}{facts.who(mark.slot).name}的编制位"
    return f"{who}{mark.kind.label}{where}"


def _repair(facts: Facts) -> list[str]:
    repairs = facts.plan.repairs
    if repairs is None:
        return []
    now = {move.person_id: move.slot for move in facts.plan.moves}
    changed = sum(now.get(key, key) != slot for key, slot in repairs.assignment.items())
    return [
        f"修补已公布的方案 {repairs.released}",
        f"改动 {changed} 人已公布的去向，其余 {len(repairs.assignment) - changed} 人不变",
    ]


def _named(facts: Facts, number: str) -> str:
    who = facts.who(number)
    return f"{who.name}（{who.unit}）"
