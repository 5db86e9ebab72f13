"""What is left over: who stays and why, duties left open, and what screening said of everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from lungang.domain.codes import Circumstance, Verdict
from lungang.domain.plan import Obstacle, Screened, Stay
from lungang.statistics.facts import Facts
from lungang.statistics.records import (
    Asked,
    Count,
    Duty,
    PassedOver,
    Screening,
    ScreeningRow,
    Staying,
    UnverifiedRule,
    Who,
)
from lungang.statistics.wording import KINDS_OF_STAY

# Whom the campaign concerns first; the order of strength is for deciding, not for reading.
_READING_ORDER = (
    Verdict.MUST_EXCHANGE,
    Verdict.MUST_ROTATE,
    Verdict.MAY,
    Verdict.DEFERRED,
    Verdict.EXCLUDED,
)


def stays(facts: Facts) -> tuple[Staying, ...]:
    """留任及原因: everybody of the pool who could not be placed."""
    return tuple(_staying(facts, number, stay) for number, stay in enumerate(facts.stays, 1))


def _staying(facts: Facts, number: int, stay: Stay) -> Staying:
    asked = (
        Asked(
            who=Who(id=ask.person_id, name=ask.name, unit=ask.unit),
            verdict=ask.verdict.label,
            volunteer=ask.volunteer,
        )
        for ask in stay.ask
    )
    return Staying(
        number=number,
        who=facts.who(stay.person_id),
        post=facts.post_of(facts.person(stay.person_id)),
        priority_class=facts.class_titles.get(stay.priority_class, stay.priority_class),
        kind=KINDS_OF_STAY.get(stay.kind, stay.kind),
        reason=stay.reason,
        barred=_counts(stay.barred),
        closed=_counts(stay.closed),
        rivals=tuple(facts.who(rival) for rival in stay.rivals),
        ask=tuple(asked),
        unasked=_unasked(facts, stay),
    )


def _unasked(facts: Facts, stay: Stay) -> str:
    if stay.kind == "kept":
        return "联席会议定的，不另商请。"
    return "公布后的修补，不另商请。" if facts.plan.repairs else ""


def _counts(obstacles: Iterable[Obstacle]) -> tuple[Count, ...]:
    return tuple(Count(title=row.title, count=row.slots) for row in obstacles)


def duties(facts: Facts) -> tuple[Duty, ...]:
    """Open duties, the first deadline first."""
    rows = (
        Duty(
            who=facts.who(duty.person_id),
            clause=duty.clause,
            deadline=date.fromisoformat(duty.deadline),
            ways=duty.ways,
        )
        for duty in facts.plan.open_duties
    )
    return tuple(sorted(rows, key=lambda duty: (duty.deadline, facts.key(duty.who))))


def screening(facts: Facts) -> Screening:
    """Counts by verdict of every unit of the roster, and who was passed over."""
    counts = Counter((row.unit, row.verdict) for row in facts.plan.screened)
    units = dict.fromkeys([*facts.unit_rank, *(row.unit for row in facts.plan.screened)])
    rows = (
        ScreeningRow(unit=unit, counts=tuple(counts[unit, one] for one in _READING_ORDER))
        for unit in units
    )
    return Screening(
        verdicts=tuple(verdict.label for verdict in _READING_ORDER),
        rows=tuple(row for row in rows if row.total),
        passed_over=_passed_over(facts),
    )


def _passed_over(facts: Facts) -> tuple[PassedOver, ...]:
    must = {rule.id for rule in facts.policy.rules if rule.verdict is Verdict.MUST_EXCHANGE}
    rows = (
        PassedOver(
            who=Who(id=row.person_id, name=row.name, unit=row.unit),
            verdict=row.verdict.label,
            because=_because(facts, row),
            met=tuple(ground.title for ground in row.met if ground.rule in must),
        )
        for row in facts.plan.screened
        if row.verdict is not Verdict.MUST_EXCHANGE
    )
    return tuple(sorted((row for row in rows if row.met), key=lambda row: facts.key(row.who)))


_PRIVATE = frozenset(
    {
        Circumstance.INVESTIGATION,
        Circumstance.JUDICIAL,
        Circumstance.MATERNITY,
        Circumstance.ILLNESS,
    }
)
"""Circumstances that no paper names beside a person: the office reads them in the screening."""


def _because(facts: Facts, row: Screened) -> str:
    """Why somebody was passed over: the rule, and for a limit the place in its order."""
    ground = row.ground
    if ground is None:
        return ""
    asks = {rule.id: {c.fact for c in rule.when} for rule in facts.policy.rules}
    if "circumstance" in asks.get(ground.rule, ()) and (
        facts.person(row.person_id).circumstances & _PRIVATE
    ):
        return "政策包规定的特殊情形（具体事由见筛查结果）"
    limits = {limit.id for limit in facts.policy.limits}
    order = [fact.value for fact in ground.facts] if ground.rule in limits else []
    return "；".join([ground.title, *order])


def unverified(facts: Facts) -> tuple[UnverifiedRule, ...]:
    """The rules in use whose source was not checked, as the plan names them."""
    decided = Counter(row.ground.rule for row in facts.plan.screened if row.ground)
    rules = []
    for name in facts.plan.unverified:
        rule = facts.provisions.get(name)
        rules.append(
            UnverifiedRule(
                title=rule.title if rule else name,
                clause=rule.clause if rule else "",
                source=rule.source if rule else "",
                decided=decided[name],
            )
        )
    return tuple(rules)
