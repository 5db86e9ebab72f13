"""What was found in a return, in the words of a page, and the links that lead to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lungang.campaign.rosters.paging import FIRST, Where
from lungang.campaign.rosters.showing import shielded
from lungang.intake.findings import Finding


@dataclass(frozen=True)
class Note:
    """What was found in a cell of a row."""

    number: int
    is_error: bool
    where: str
    text: str
    anchor: str = ""
    head: str = ""
    field: str = ""
    is_first: bool = True
    sheet: str = ""
    href: str = ""


@dataclass(frozen=True)
class Numbered:
    """A finding with its number among its like; whether it is the first in its cell."""

    number: int
    finding: Finding
    is_first: bool

    @property
    def at_cell(self) -> bool:
        """Whether it is in a cell of a row, not in a header or the whole."""
        return bool(self.finding.row and self.finding.spot.field)


@dataclass(frozen=True)
class Leading:
    """Where links lead: to rows on the page at hand, else to the page on which they are."""

    where: Where = FIRST
    on_page: Collection[tuple[int, int]] = ()
    in_view: Collection[tuple[int, int]] = ()

    def to(self, row: tuple[int, int], anchor: str) -> str:
        """Return the link to a cell."""
        if row in self.on_page:
            return f"#{anchor}"
        view = self.where.view if row in self.in_view else "problems"
        return f"{self.where.address(row, view)}#{anchor}"


NOWHERE = Leading()


def numbered_of(findings: Iterable[Finding]) -> list[Numbered]:
    """Number findings: errors and warnings each for themselves."""
    counts = {True: 0, False: 0}
    seen: set[tuple[int, int, str]] = set()
    numbered = []
    for finding in findings:
        counts[finding.is_error] += 1
        place = (finding.spot.sheet_no, finding.row, finding.spot.field)
        numbered.append(Numbered(counts[finding.is_error], finding, place not in seen))
        seen.add(place)
    return numbered


def note_of(one: Numbered, lead: Leading = NOWHERE) -> Note:
    """Say a finding in the words of the page."""
    finding, spot = one.finding, one.finding.spot
    problem = shielded(finding.problem)
    where, head = finding.sheet, problem
    if one.at_cell:
        letters = finding.cell.rstrip("0123456789")
        where = _("{title} {letters} 列").format(title=bare(finding.column), letters=letters)
        head = _head(finding, problem)
    elif finding.column:
        where = _("“{sheet}”表 {cell} 格“{title}”").format(
            sheet=finding.sheet or _("花名册"), cell=finding.cell, title=bare(finding.column)
        )
        head = _("{where}：{problem}").format(where=where, problem=problem)
    elif finding.sheet:
        head = _("“{sheet}”表：{problem}").format(sheet=finding.sheet, problem=problem)
    cell = anchor(spot.sheet_no, finding.row, spot.field) if one.at_cell else "whole"
    return Note(
        number=one.number,
        is_error=finding.is_error,
        where=where,
        text=_("{problem}。{remedy}。").format(problem=problem, remedy=finding.remedy),
        anchor=cell,
        head=head,
        field=spot.field if one.at_cell else "",
        is_first=one.is_first,
        sheet=finding.sheet or finding.cell,
        href=lead.to((spot.sheet_no, finding.row), cell) if one.at_cell else "#whole",
    )


def _head(finding: Finding, problem: str) -> str:
    """Say which row: by the name in it; where there is none, by the sheet, which is no name."""
    if person := shielded(finding.person):
        return _("第 {row} 行 {name}：{problem}").format(
            row=finding.row, name=person, problem=problem
        )
    return _("“{sheet}”表第 {row} 行：{problem}").format(
        sheet=finding.sheet or _("花名册"), row=finding.row, problem=problem
    )


def bare(title: str) -> str:
    """Return a column's title without the asterisk of the template."""
    return title.rstrip("*＊ ")


def anchor(sheet: int, number: int, name: str) -> str:
    """Return the id of a cell on the page."""
    return f"c-{sheet}-{number}-{name}"
