"""Phrases about results that the terminal, the text, the workbook and the report share."""

from __future__ import annotations

from collections.abc import Sequence

from lungang.statistics.records import (
    Cycle,
    Destination,
    Outcomes,
    Passage,
    Screening,
    Staying,
)
from lungang.statistics.wording import TITLE_WAITS


def balance_word(outcomes: Outcomes) -> str:
    """Whether one out, one in holds everywhere, in words."""
    wrong = [row for row in outcomes.balances if row.difference]
    if not wrong:
        return "每个单位出进相等"
    told = "、".join(
        f"{outcomes.short(row.unit)}（{row.nature}）"
        f"{'多' if row.difference > 0 else '少'} {abs(row.difference)}"
        for row in wrong
    )
    return f"出进不相等：{told}"


def moved_to(row: Destination) -> str:
    """The post a person goes to, or what stands for it in a case across levels."""
    return TITLE_WAITS if row.title_waits else row.target.post


def cycle_path(outcomes: Outcomes, cycle: Cycle) -> str:
    """A round in words: 财政局 周启明 → 交通局 邓显荣 → 财政局."""
    stops = [f"{outcomes.short(who.unit)} {who.name}" for who in cycle.people]
    return " → ".join([*stops, outcomes.short(cycle.people[0].unit)])


def passages(outcomes: Outcomes, through: Sequence[Passage]) -> str:
    """Who goes through the door of a unit, with the other unit: 周启明（交通局）."""
    return "、".join(f"{one.who.name}（{outcomes.short(one.other)}）" for one in through)


def stay_line(row: Staying) -> str:
    """Why a person stays, in the words of the plan; the kind of obstacle where it has none."""
    return row.reason or row.kind


def asks(outcomes: Outcomes, row: Staying) -> str:
    """Whom one could ask in addition, or that there is nobody."""
    if not row.ask:
        return row.unasked or "再征求任何一个人的意见也解不开，要等空缺或调整岗位。"
    people = "、".join(
        f"{asked.who.name}（{outcomes.short(asked.who.unit)}，"
        f"{asked.verdict}{'，本人有志愿' if asked.volunteer else ''}）"
        for asked in row.ask
    )
    return f"可再征求：{people}"


def verdict_counts(screening: Screening) -> str:
    """The totals of screening in one line."""
    pairs = zip(screening.verdicts, screening.totals, strict=True)
    return f"共筛查 {sum(screening.totals)} 人：" + "，".join(f"{name} {n} 人" for name, n in pairs)
