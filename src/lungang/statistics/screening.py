"""The screening of a whole roster, by unit: everybody's verdict, rule, clause and facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from os import PathLike
from typing import BinaryIO

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text
from xlsxwriter import Workbook

from lungang.domain.codes import Verdict
from lungang.domain.plan import Screened
from lungang.domain.roster import Person, Roster
from lungang.i18n import gettext as _
from lungang.policy.pack import Policy
from lungang.statistics.wording import clean, post_name
from lungang.statistics.workbook import NEVER_FORMULAS
from lungang.statistics.workbook.sheet import Cell, Column, Sheet, write_sheet
from lungang.statistics.workbook.style import Styles

_LISTED = (Verdict.MUST_EXCHANGE, Verdict.DEFERRED)


@dataclass(frozen=True, kw_only=True)
class ScreeningRow:
    """One person: unit, name, the post as it is written, and what screening says."""

    unit: str
    name: str
    post: str
    screened: Screened


@dataclass(frozen=True)
class ScreeningTable:
    """Everybody with their verdict, in the order of units, then of verdicts, then of the roster."""

    title: str
    reference_date: date
    rows: tuple[ScreeningRow, ...]
    units: tuple[str, ...]
    unverified: tuple[str, ...]

    def counts(self) -> Mapping[str, Mapping[Verdict, int]]:
        """People by unit and verdict; a unit with nobody has no entry."""
        table: dict[str, dict[Verdict, int]] = {}
        for row in self.rows:
            count = table.setdefault(row.unit, dict.fromkeys(Verdict, 0))
            count[row.screened.verdict] += 1
        return table


def screening_table(people: Sequence[Screened], roster: Roster, policy: Policy) -> ScreeningTable:
    """Put verdicts beside the people they are about."""
    order = {unit.name: at for at, unit in enumerate(roster.units)}
    strength = {verdict: at for at, verdict in enumerate(_READING_ORDER)}
    rows = sorted(
        (_row(roster.person[row.person_id], row) for row in people),
        key=lambda row: (order[row.unit], strength[row.screened.verdict]),
    )
    used = {ground.rule: ground for row in people for ground in row.met}
    return ScreeningTable(
        title=policy.title,
        reference_date=roster.reference_date,
        rows=tuple(rows),
        units=tuple(order),
        unverified=tuple(ground.title for ground in used.values() if not ground.verified),
    )


def _row(person: Person, screened: Screened) -> ScreeningRow:
    return ScreeningRow(
        unit=person.unit,
        name=person.name,
        post=post_name(person.post.section, person.post.title, person.level),
        screened=screened,
    )


_READING_ORDER = (
    Verdict.MUST_EXCHANGE,
    Verdict.DEFERRED,
    Verdict.MUST_ROTATE,
    Verdict.MAY,
    Verdict.EXCLUDED,
)


def print_screening(table: ScreeningTable, console: Console) -> None:
    """Print the counts by unit, and who must exchange or is deferred, with the facts."""
    counts = table.counts()
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column(_("单位"))
    for verdict in _READING_ORDER:
        grid.add_column(_(verdict.label), justify="right")
    for unit in table.units:
        if unit in counts:
            cells = [str(counts[unit][verdict] or "") for verdict in _READING_ORDER]
            grid.add_row(Text(clean(unit)), *cells)
    totals = [sum(row[verdict] for row in counts.values()) for verdict in _READING_ORDER]
    grid.add_section()
    grid.add_row(_("合计"), *map(str, totals))
    console.print(grid)
    for line in _lines(table):
        console.print(Text(clean(line)), soft_wrap=True)


def _lines(table: ScreeningTable) -> Iterator[str]:
    for verdict in _LISTED:
        members = [row for row in table.rows if row.screened.verdict is verdict]
        if members:
            yield ""
            yield f"{_(verdict.label)} {len(members)}"
        for row in members:
            ground = row.screened.ground
            title = "" if ground is None else ground.title
            yield f"  {row.name}（{row.unit}）  {title}"
            if facts := _facts(row.screened):
                yield f"      {facts}"
    if table.unverified:
        yield ""
        yield _("下列规则的依据未核对（verified = false）：") + "；".join(table.unverified)


def _facts(screened: Screened) -> str:
    facts = () if screened.ground is None else screened.ground.facts
    return "；".join(f"{fact.name} {fact.value}" for fact in facts)


def write_screening(table: ScreeningTable, path: str | PathLike[str]) -> None:
    """Write everybody's verdict and the counts by unit as a workbook.

    Raises:
        OSError: the file cannot be written.
    """
    with open(path, "wb") as stream:
        write_screening_to(table, stream)


def write_screening_to(table: ScreeningTable, stream: BinaryIO) -> None:
    """Write the same into a stream; nothing of it lies on the disk meanwhile."""
    with Workbook(stream, {**NEVER_FORMULAS, "in_memory": True}) as book:
        day = datetime.combine(table.reference_date, time())
        book.set_properties({"title": clean(table.title), "created": day})
        styles = Styles(book)
        write_sheet(book, styles, _people_sheet(table))
        write_sheet(book, styles, _counts_sheet(table))


def _people_sheet(table: ScreeningTable) -> Sheet:
    rows = [
        (row.unit, row.name, row.post, row.screened.verdict.label, *_grounds(row.screened))
        for row in table.rows
    ]
    return Sheet(
        name="筛查结果",
        title="轮岗交流人员筛查结果",
        line=f"{table.title}　基准日：{table.reference_date}　共 {len(rows)} 人",
        columns=(
            Column(head="单位", most=24),
            Column(head="姓名", least=8),
            Column(head="科室职务", most=24),
            Column(head="结论", kind="center", least=8),
            Column(head="依据的规则", most=28),
            Column(head="条款", most=40),
            Column(head="出处", most=24),
            Column(head="核对", kind="center", least=7),
            Column(head="事实", most=44),
        ),
        rows=rows,
        landscape=True,
        campaign=table.title,
    )


def _grounds(screened: Screened) -> tuple[str, ...]:
    """Title, clause, source, whether checked, and facts of the deciding ground."""
    ground = screened.ground
    if ground is None:
        return ("",) * 5
    checked = "已核对" if ground.verified else "未核对"
    return ground.title, ground.clause, ground.source, checked, _facts(screened)


def _counts_sheet(table: ScreeningTable) -> Sheet:
    counts = table.counts()
    figures = {
        unit: [*(counts[unit][verdict] for verdict in _READING_ORDER), sum(counts[unit].values())]
        for unit in table.units
        if unit in counts
    }
    rows: list[tuple[Cell, ...]] = [(unit, *row) for unit, row in figures.items()]
    sums = [sum(column) for column in zip(*figures.values(), strict=True)]
    return Sheet(
        name="各单位人数",
        title="各单位筛查结果人数",
        line=f"{table.title}　基准日：{table.reference_date}",
        columns=(
            Column(head="单位", least=20, most=44),
            *(Column(head=verdict.label, kind="number", least=8) for verdict in _READING_ORDER),
            Column(head="合计", kind="number", least=8),
        ),
        rows=rows,
        total=("合计", *sums),
        campaign=table.title,
    )
