"""The results as plain text: the same words as on the terminal, for a file beside the plan.

No escape codes, no look at the environment: the same results give the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lungang.statistics.phrases import (
    asks,
    balance_word,
    cycle_path,
    moved_to,
    stay_line,
    verdict_counts,
)
from lungang.statistics.records import Outcomes, Table
from lungang.statistics.wording import clean, long_date, pad, width

_BAR = 24
"""Columns of the longest bar; one scale for all five tables."""


def summary_text(outcomes: Outcomes) -> str:
    """The whole summary, lines ended by a line feed."""
    parts = (
        _head(outcomes),
        _tables(outcomes),
        _moves(outcomes),
        _cycles(outcomes),
        _stays(outcomes),
        _duties(outcomes),
        _screening(outcomes),
        _provenance(outcomes),
    )
    blocks = ("\n".join(clean(line).rstrip() for line in part) for part in parts)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _heading(title: str) -> Iterator[str]:
    yield title
    yield "-" * width(title)


def _head(outcomes: Outcomes) -> Iterator[str]:
    yield outcomes.title
    yield "=" * width(outcomes.title)
    yield f"年龄和年限算到 {long_date(outcomes.reference_date)}。"
    yield outcomes.headline.sentence
    yield balance_word(outcomes) + "。"


def _tables(outcomes: Outcomes) -> Iterator[str]:
    yield from _heading("五张表")
    longest = max((row.count for table in outcomes.tables for row in table.rows), default=0)
    labels = max(width(row.label) for table in outcomes.tables for row in table.rows)
    for table in outcomes.tables:
        yield from _bars(table, labels, longest)


def _bars(table: Table, labels: int, longest: int) -> Iterator[str]:
    yield f"{table.title}（合计 {table.total}）"
    for row in table.rows:
        # A count that is not 0 shows at least one mark.
        marks = -(-row.count * _BAR // longest) if row.count else 0
        yield f"  {pad(row.label, labels)}  {row.count:>4}  {'#' * marks}"


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(pad(cell, w) for cell, w in zip(row, widths, strict=True))


def _moves(outcomes: Outcomes) -> Iterator[str]:
    if not outcomes.destinations:
        return
    yield from _heading(f"去向（{len(outcomes.destinations)} 人）")
    yield from _columns(
        [
            (
                str(row.number),
                row.who.name,
                f"{outcomes.short(row.origin.unit)} {row.origin.post}",
                f"到 {outcomes.short(row.target.unit)} {moved_to(row)}",
                f"接 {row.replaces.name}",
            )
            for row in outcomes.destinations
        ]
    )


def _cycles(outcomes: Outcomes) -> Iterator[str]:
    if not outcomes.cycles:
        return
    yield from _heading(f"交流环（{len(outcomes.cycles)} 个）")
    for cycle in outcomes.cycles:
        yield f"  第 {cycle.number} 环，{len(cycle.people)} 人：{cycle_path(outcomes, cycle)}"


def _stays(outcomes: Outcomes) -> Iterator[str]:
    if not outcomes.stays:
        return
    yield from _heading(f"未能安排，留原单位（{len(outcomes.stays)} 人）")
    for row in outcomes.stays:
        yield f"  {row.who.name}  {outcomes.short(row.who.unit)} {row.post}"
        yield f"    {stay_line(row)}"
        yield f"    {asks(outcomes, row)}"


def _duties(outcomes: Outcomes) -> Iterator[str]:
    if not outcomes.duties:
        return
    yield from _heading("尚未了结的法定回避")
    for duty in outcomes.duties:
        yield (
            f"  {duty.who.name}（{outcomes.short(duty.who.unit)}），"
            f"{long_date(duty.deadline)}前了结，依据{duty.clause}"
        )
        yield from _ways(duty.ways)


def _ways(ways: Iterable[str]) -> Iterator[str]:
    if said := "；".join(ways):
        yield f"    可以：{said}"


def _screening(outcomes: Outcomes) -> Iterator[str]:
    yield from _heading("筛查")
    yield "  " + verdict_counts(outcomes.screening)
    over = Counter(
        (row.verdict, row.because or "没有写明理由") for row in outcomes.screening.passed_over
    )
    if over:
        yield f"  符合应交流条件而未列入 {over.total()} 人（名单见 tables.xlsx）："
    for (verdict, because), number in over.most_common():
        yield f"    {number:>3} 人{verdict}：{because}"


def _provenance(outcomes: Outcomes) -> Iterator[str]:
    origin = outcomes.provenance
    yield from _heading("依据")
    yield f"  办法    {origin.policy_named}"
    yield f"  结论    {origin.statement}"
    yield f"  花名册  {origin.roster_digest}"
    yield f"  规则    {origin.policy_digest}"
    yield f"  种子    {origin.seed_text}（{origin.seed_bound}）"
    for heading, lines in origin.decisions:
        yield f"  {heading}（{len(lines)} 项）" if len(lines) > 1 else f"  {heading}"
        yield from (f"          {line}" for line in lines)
    if not origin.same_roster:
        yield "  注意：花名册与方案记下的摘要不同，以上数字不能当作这个方案的结果。"
    if origin.unverified:
        yield "  未核对  下列规则用到的依据没有核对过原文（政策包中 verified = false）："
    for rule in origin.unverified:
        decided = f"，据此认定 {rule.decided} 人" if rule.decided else ""
        yield f"          {rule.title}{decided}"
