"""A list of units that was sent, as a page shows it: findings at their cells."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lungang.intake import Finding, UnitList
from lungang.intake.findings import Table, bare, column_letters, shown


@dataclass(frozen=True)
class SheetView:
    """The rows of one sheet in which something was found; see ``components/findings.html``."""

    title: str
    columns: list[tuple[str, str]]
    rows: list[dict[str, Any]]


def sheets_of(checked: UnitList) -> list[SheetView]:
    """Return the sheets with the rows that have findings, and only those."""
    found: dict[tuple[int, int], list[Finding]] = defaultdict(list)
    for finding in checked.findings:
        found[finding.spot.sheet_no, finding.row].append(finding)
    views = (_sheet(table, found) for table in checked.tables)
    return [view for view in views if view.rows]


def links_of(checked: UnitList) -> list[tuple[str, str]]:
    """Return every finding in one line, with the anchor of its cell ("" where it has none)."""
    return [
        (_anchor(finding) if finding.row and finding.spot.field else "", _line(finding))
        for finding in checked.findings
    ]


def _line(finding: Finding) -> str:
    where = (
        _("第 {row} 行 {column}：").format(row=finding.row, column=bare(finding.column))
        if finding.row and finding.column
        else ""
    )
    return f"{where}{finding.problem}。{finding.remedy}。"


def _sheet(table: Table, found: dict[tuple[int, int], list[Finding]]) -> SheetView:
    fields = sorted(table.columns.items(), key=lambda pair: pair[1])
    return SheetView(
        title=table.sheet,
        columns=[(column_letters(at), bare(table.titles[name])) for name, at in fields],
        rows=[
            _row(number, cells, fields, found[table.sheet_no, number])
            for number, cells in table.rows
            if (table.sheet_no, number) in found
        ],
    )


def _row(
    number: int, cells: Any, fields: list[tuple[str, int]], findings: list[Finding]
) -> dict[str, Any]:
    marks: dict[str, str] = {}
    for finding in findings:
        if marks.get(finding.spot.field) != "e":
            marks[finding.spot.field] = "e" if finding.is_error else "w"
    anchors = {finding.spot.field: _anchor(finding) for finding in findings}
    return {
        "number": number,
        "cells": [
            (
                shown(cells[at]) if at < len(cells) else "",
                marks.get(name, ""),
                anchors.get(name, ""),
            )
            for name, at in fields
        ],
        "notes": [
            {
                "tone": "bad" if finding.is_error else "warn",
                "word": _("错误") if finding.is_error else _("核对"),
                "where": f"{finding.cell} {bare(finding.column)}",
                "text": f"{finding.problem}。{finding.remedy}。",
            }
            for finding in findings
        ],
    }


def _anchor(finding: Finding) -> str:
    return f"c-{finding.spot.sheet_no}-{finding.row}-{finding.spot.field}"
