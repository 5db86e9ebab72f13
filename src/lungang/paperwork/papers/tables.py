"""Tables: 去向安排表 for the joint meeting, 交流人员名单 (the annex), 统计表."""

from __future__ import annotations

from collections.abc import Iterator

from lungang.paperwork.document import Block, Column, Document, Kind, Paragraph, Style, Table
from lungang.paperwork.dossier import Dossier
from lungang.statistics.phrases import moved_to, stay_line
from lungang.statistics.wording import tenths

_DESTINATIONS = (
    Column(head="序号", align="center"),
    Column(head="姓名", align="center"),
    Column(head="原单位"),
    Column(head="原任职务"),
    Column(head="职级", align="center"),
    Column(head="从事专业", align="center"),
    Column(head="拟去单位"),
    Column(head="拟任职务"),
    Column(head="岗位专业", align="center"),
    Column(head="对应换出人", align="center"),
    Column(head="核对"),
    Column(head="会议意见"),
)
_STAYS = (
    Column(head="序号", align="center"),
    Column(head="姓名", align="center"),
    Column(head="单位"),
    Column(head="职务"),
    Column(head="类别", align="center"),
    Column(head="未能安排的原因"),
    Column(head="会议意见"),
)
_ANNEX = (
    Column(head="序号", align="center"),
    Column(head="姓名", align="center"),
    Column(head="性别", align="center"),
    Column(head="出生年月", align="center"),
    Column(head="原单位"),
    Column(head="原任职务"),
    Column(head="调往单位"),
    Column(head="拟任职务"),
    Column(head="职级", align="center"),
    Column(head="备注"),
)
_STATISTICS = (
    Column(head="类别", align="center"),
    Column(head="项目"),
    Column(head="人数", align="center"),
    Column(head="占比", align="center"),
)


def destinations(dossier: Dossier) -> Document:
    """交流人员去向安排表: what the joint meeting goes through, name by name (M11)."""
    results = dossier.results
    rows = tuple(
        (
            str(row.number),
            row.who.name,
            results.short(row.origin.unit),
            row.origin.post,
            row.rank,
            row.origin.specialty,
            results.short(row.target.unit),
            moved_to(row),
            row.target.specialty,
            row.replaces.name,
            f"专业{row.specialty_check}，职务{row.post_check}，回避{row.avoidance_check}",
            "",
        )
        for row in results.destinations
    )
    held = f"供{dossier.campaign.meeting}研究"
    blocks: list[Block] = [Table(columns=_DESTINATIONS, rows=rows, note=held)]
    if results.stays:
        blocks += [Paragraph(text="未能安排，留原单位的人员", level=1), _stays(dossier)]
    people = [row.who.id for row in results.destinations] + [row.who.id for row in results.stays]
    return Document(
        kind=Kind.DESTINATIONS,
        key=Kind.DESTINATIONS.value,
        style=Style.TABLE,
        organ=dossier.campaign.meeting,
        title=("交流人员", "去向安排表"),
        body=tuple(blocks),
        people=tuple(people),
        landscape=True,
        subject=f"{len(rows)}人，另{len(results.stays)}人留原单位",
    )


def _stays(dossier: Dossier) -> Table:
    rows = tuple(
        (str(n), row.who.name, row.who.unit, row.post, row.priority_class, stay_line(row), "")
        for n, row in enumerate(dossier.results.stays, 1)
    )
    return Table(columns=_STAYS, rows=rows)


def annex(dossier: Dossier) -> Document:
    """交流人员名单: the list that is read out at the work meeting (附表)."""
    rows = tuple(
        (
            str(row.number),
            row.who.name,
            row.sex,
            row.birth,
            row.from_unit,
            row.from_post,
            row.to_unit,
            row.to_post,
            row.rank,
            row.remark,
        )
        for row in dossier.results.annex
    )
    return Document(
        kind=Kind.ANNEX,
        key=Kind.ANNEX.value,
        style=Style.TABLE,
        organ=dossier.campaign.meeting,
        title=("交流人员名单",),
        body=(Table(columns=_ANNEX, rows=rows, note=f"共{len(rows)}人"),),
        people=tuple(row.who.id for row in dossier.results.annex),
        landscape=True,
        subject=f"{len(rows)}人",
    )


def statistics(dossier: Dossier) -> Document:
    """交流人员情况统计表: the five tables of the source (M14)."""
    results = dossier.results
    across = [move.name for move in dossier.facts.moves if move.title_waits]
    marked = f"交流人员中{len(across)}人属跨层次交流（{'、'.join(across)}）。" if across else ""
    return Document(
        kind=Kind.STATISTICS,
        key=Kind.STATISTICS.value,
        style=Style.TABLE,
        organ=dossier.campaign.meeting,
        title=("交流人员", "情况统计表"),
        body=(
            Paragraph(text=results.headline.sentence + marked),
            Table(
                columns=_STATISTICS,
                rows=tuple(_counted(dossier)),
                note="单位：人",
                merged=True,
                bold_last=True,
            ),
        ),
        people=tuple(row.who.id for row in results.annex),
        subject=f"{results.headline.moved}人",
    )


def _counted(dossier: Dossier) -> Iterator[tuple[str, ...]]:
    for table in dossier.results.tables:
        for row in table.rows:
            yield table.title, row.label, str(row.count), tenths(row.count, table.total) + "%"
    yield "合计", "每项合计", str(dossier.results.headline.moved), "100.0%"
