"""The results on a terminal, 80 to 120 columns, for somebody who wants to know now.

Headings go through gettext; what is on record (tables, reasons, names) stays Chinese. Nothing is
said by colour alone, and every mark is one that GBK consoles have.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from lungang.i18n import gettext as _
from lungang.statistics.phrases import (
    asks,
    balance_word,
    cycle_path,
    moved_to,
    stay_line,
    verdict_counts,
)
from lungang.statistics.records import Outcomes, Table
from lungang.statistics.wording import clean, long_date

_WIDE = 104
"""From here on two tables of bars stand side by side."""

_MOST = 60
"""People of whom the destination is shown; nobody reads more on a terminal."""


def print_summary(outcomes: Outcomes, console: Console) -> None:
    """Print the summary on ``console``, in its width."""
    for part in _parts(outcomes, console.width):
        console.print(part)


def _parts(outcomes: Outcomes, columns: int) -> Iterator[RenderableType]:
    yield _head(outcomes)
    yield _tables(outcomes, columns)
    if outcomes.destinations:
        yield _rule(_("去向"), len(outcomes.destinations))
        yield from _moves(outcomes, wide=columns >= _WIDE)
    if outcomes.cycles:
        yield _rule(_("交流环"), len(outcomes.cycles))
        yield from _cycles(outcomes)
    if outcomes.stays:
        yield _rule(_("未能安排，留原单位"), len(outcomes.stays))
        yield from _stays(outcomes)
    if outcomes.duties:
        yield _rule(_("尚未了结的法定回避"), len(outcomes.duties))
        yield from _duties(outcomes)
    yield _rule(_("筛查与依据"))
    yield from _footing(outcomes)


def _say(text: str, style: str = "") -> Text:
    # Text, never markup: a name may hold square brackets.
    return Text(clean(text), style=style)


def _rule(title: str, count: int | None = None) -> RenderableType:
    told = title if count is None else f"{title} {count}"
    return Padding(Rule(_say(told, "bold"), align="left", style="dim"), (1, 0, 0, 0))


def _head(outcomes: Outcomes) -> RenderableType:
    line = outcomes.headline
    figures = _say(
        "    ".join(
            (
                _("{n} 人跨部门交流").format(n=line.moved),
                _("{n} 个单位").format(n=line.units),
                _("{n} 人未能安排，留原单位").format(n=line.stayed),
            )
        )
    )
    figures.highlight_regex(r"\d+", "bold")
    return Group(
        _say(outcomes.title, "bold"),
        _say(_("年龄和年限算到 {day}").format(day=long_date(outcomes.reference_date)), "dim"),
        Text(),
        figures,
        _say(
            ("√ " if line.balanced else "× ") + balance_word(outcomes),
            "green" if line.balanced else "bold red",
        ),
        Text(),
    )


def _tables(outcomes: Outcomes, columns: int) -> RenderableType:
    longest = max((row.count for table in outcomes.tables for row in table.rows), default=0)
    two = columns >= _WIDE
    room = (columns - 2) // 2 if two else columns
    bar = max(6, min(40, room - 28))
    blocks = [_bars(table, longest, bar) for table in outcomes.tables]
    return Columns(blocks, width=room - 1, padding=(0, 1)) if two else Group(*blocks)


def _bars(table: Table, longest: int, bar: int) -> RenderableType:
    grid = Grid(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    grid.add_column(min_width=16, no_wrap=True)
    grid.add_column(justify="right", min_width=4, no_wrap=True)
    grid.add_column(no_wrap=True)
    for row in table.rows:
        # A count that is not 0 shows at least one mark.
        marks = -(-row.count * bar // longest) if row.count else 0
        grid.add_row(_say(row.label), str(row.count), Text("█" * marks, style="blue"))
    head = Text.assemble((clean(table.title), "bold"), (f"  {_('合计')} {table.total}", "dim"))
    return Group(head, grid, Text())


def _moves(outcomes: Outcomes, *, wide: bool) -> Iterator[RenderableType]:
    grid = Grid(
        box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1), pad_edge=False, header_style="bold"
    )
    grid.add_column(_("序号"), justify="right", no_wrap=True)
    grid.add_column(_("姓名"), no_wrap=True)
    grid.add_column(_("原单位、职务"), ratio=1, overflow="fold")
    grid.add_column("", no_wrap=True)
    grid.add_column(_("现单位、拟任职务"), ratio=1, overflow="fold")
    if wide:
        grid.add_column(_("接谁的岗位"), no_wrap=True)
        grid.add_column(_("专业"), no_wrap=True)
        grid.add_column(_("职务"), no_wrap=True)
    for row in outcomes.destinations[:_MOST]:
        cells = [
            str(row.number),
            row.who.name,
            f"{outcomes.short(row.origin.unit)} {row.origin.post}",
            "→",
            f"{outcomes.short(row.target.unit)} {moved_to(row)}",
            row.replaces.name,
            row.specialty_check,
            row.post_check,
        ]
        grid.add_row(*(_say(cell) for cell in (cells if wide else cells[:5])))
    yield grid
    if (rest := len(outcomes.destinations) - _MOST) > 0:
        yield _say(_("另有 {n} 人，见报告和名单。").format(n=rest), "dim")


def _cycles(outcomes: Outcomes) -> Iterator[RenderableType]:
    grid = Grid(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    grid.add_column(no_wrap=True)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for cycle in outcomes.cycles:
        grid.add_row(
            f"第 {cycle.number} 环", f"{len(cycle.people)} 人", _say(cycle_path(outcomes, cycle))
        )
    yield grid


def _stays(outcomes: Outcomes) -> Iterator[RenderableType]:
    for row in outcomes.stays:
        yield Text.assemble(
            (clean(row.who.name), "bold"),
            clean(f"  {outcomes.short(row.who.unit)} {row.post}  {row.priority_class}"),
        )
        yield Padding(Group(_say(stay_line(row)), _say(asks(outcomes, row), "bold")), (0, 0, 0, 2))


def _duties(outcomes: Outcomes) -> Iterator[RenderableType]:
    for duty in outcomes.duties:
        yield Text.assemble(
            (clean(duty.who.name), "bold"),
            clean(f"  {outcomes.short(duty.who.unit)}  "),
            (f"{long_date(duty.deadline)}前了结", "bold red"),
        )
        if duty.ways:
            yield Padding(_say("可以：" + "；".join(duty.ways)), (0, 0, 0, 2))


def _footing(outcomes: Outcomes) -> Iterator[RenderableType]:
    origin = outcomes.provenance
    yield _say(verdict_counts(outcomes.screening))
    if over := outcomes.screening.passed_over:
        yield _say(f"符合应交流条件而未列入 {len(over)} 人，名单和理由见报告。")
    yield _say(origin.policy_named)
    yield _say(f"{origin.statement}。")
    for heading, lines in origin.decisions:
        yield _say(f"{heading}：{'；'.join(lines)}")
    if not origin.same_roster:
        yield _say("× 花名册与方案记下的摘要不同，以上数字不能当作这个方案的结果。", "bold red")
    if origin.unverified:
        titles = "；".join(rule.title for rule in origin.unverified)
        yield _say(f"〔未核对〕下列规则的依据没有核对过原文：{titles}。", "yellow")
