"""A return as the tables of a page: cells with marks, and under each row what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from lungang.campaign.rosters.difference import Change, changes_by_row
from lungang.campaign.rosters.layout import Cells
from lungang.campaign.rosters.models import Return, Row
from lungang.campaign.rosters.showing import ID_FIELDS, shielded, shown_cell
from lungang.intake.findings import Finding, column_letters
from lungang.intake.forms import Answer
from lungang.intake.tables import specs

USUAL = {
    "roster": (
        "seq", "name", "sex", "birth", "id", "section", "title", "post_start", "unit_start",
        "nature", "education", "diploma_specialty",
    ),
    "kin": ("name", "relation", "relative_name", "relative_unit", "relative_post"),
    "wish": ("name", "unit", "order", "hardship"),
}  # fmt: skip
"""The columns shown first; the others come where something was found in them, or when asked for."""


@dataclass(frozen=True)
class CellView:
    """One cell: text, mark ("e" error, "w" to check), and the field that a form sends."""

    field: str
    text: str
    mark: str = ""
    anchor: str = ""
    name: str = ""
    title: str = ""
    words: str = ""
    is_id: bool = False
    typed: str = ""
    """What was typed here before the screen was locked."""

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to it but its text: so are nearly all, and shown at once."""
        return not (self.mark or self.is_id)

    @property
    def size(self) -> int:
        """How wide its input is, in letters: a Chinese character takes two."""
        return 19 if self.is_id else max(6, min(24, 2 * len(self.text)))


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


@dataclass(frozen=True)
class RowView:
    """One row of a sheet."""

    row: Row
    cells: tuple[CellView, ...]
    notes: tuple[Note, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class SheetView:
    """One sheet: its columns with their letters, and the rows chosen."""

    kind: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[RowView, ...]
    can_add: bool = False

    @property
    def width(self) -> int:
        """Columns beside that of the row numbers."""
        return len(self.columns)


@dataclass(frozen=True)
class CheckView:
    """A checked return: links to what was found, and its sheets."""

    errors: tuple[Note, ...]
    warnings: tuple[Note, ...]
    whole: tuple[Note, ...]
    sheets: tuple[SheetView, ...]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def has_header_errors(self) -> bool:
        """Whether an error is in a header, which only another workbook can mend."""
        return any(note.is_error and note.sheet for note in self.whole)


def check_view(
    sent: Return,
    rows: Sequence[Row],
    answer: Answer,
    before: Sequence[Row] = (),
    *,
    view: str = "problems",
    all_columns: bool = False,
    only: Iterable[Row] | None = None,
    changed: Mapping[Any, Cells] | None = None,
    typed: Mapping[str, str] | None = None,
    empty_sheets: bool = False,
) -> CheckView:
    """Return what the page of a return shows.

    ``view`` is problems, all or changed; ``only`` leaves other rows of people out; ``typed`` is a
    draft of the form, by the names of its fields; ``empty_sheets`` shows sheets without rows too,
    where rows may be added.
    """
    notes = _notes(answer.findings)
    found: dict[tuple[int, int], list[tuple[Note, Finding]]] = defaultdict(list)
    for note, finding in notes:
        if finding.row and finding.spot.field:
            found[finding.spot.sheet_no, finding.row].append((note, finding))
    changes = changes_by_row(before, rows) if before else {}
    chosen = set() if only is None else {row.pk for row in only}
    picked = [
        row
        for row in rows
        if (only is None or row.pk in chosen) and _picked(row, view, found, changes)
    ]
    sheets = tuple(
        _sheet(plain, picked, found, changes, all_columns, changed or {}, typed or {})
        for plain in sent.layout.get("tables", ())
    )
    return CheckView(
        errors=tuple(note for note, _f in notes if note.is_error),
        warnings=tuple(note for note, _f in notes if not note.is_error),
        whole=tuple(note for note, f in notes if not (f.row and f.spot.field)),
        sheets=tuple(sheet for sheet in sheets if sheet.rows or (view == "all" and empty_sheets)),
        counts={
            "problems": sum((row.sheet, row.number) in found for row in rows),
            "all": len(rows),
            "changed": len(changes),
        },
    )


def _picked(row: Row, view: str, found: object, changes: object) -> bool:
    if view == "problems":
        return (row.sheet, row.number) in found  # type: ignore[operator]
    return view == "all" or row.pk in changes  # type: ignore[operator]


def _notes(findings: Iterable[Finding]) -> list[tuple[Note, Finding]]:
    counts = {True: 0, False: 0}
    seen: set[str] = set()
    notes = []
    for finding in findings:
        counts[finding.is_error] += 1
        note = _note(counts[finding.is_error], finding)
        notes.append((replace(note, is_first=note.anchor not in seen), finding))
        seen.add(note.anchor)
    return notes


def _note(number: int, finding: Finding) -> Note:
    spot = finding.spot
    problem = shielded(finding.problem)
    at_cell = bool(finding.row and spot.field)
    where, head = finding.sheet, problem
    if at_cell:
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
    return Note(
        number=number,
        is_error=finding.is_error,
        where=where,
        text=_("{problem}。{remedy}。").format(problem=problem, remedy=finding.remedy),
        anchor=anchor(spot.sheet_no, finding.row, spot.field) if at_cell else "whole",
        head=head,
        field=spot.field if at_cell else "",
        sheet=finding.sheet or finding.cell,
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


def _sheet(
    plain: dict[str, object],
    rows: Sequence[Row],
    found: dict[tuple[int, int], list[tuple[Note, Finding]]],
    changes: dict[object, tuple[Change, ...]],
    all_columns: bool,
    changed: Mapping[Any, Cells],
    typed: Mapping[str, str],
) -> SheetView:
    own = [row for row in rows if row.sheet == plain["sheet_no"]]
    kind: str = plain["kind"]  # type: ignore[assignment]
    columns: dict[str, int] = plain["columns"]  # type: ignore[assignment]
    titles: dict[str, str] = plain["titles"]  # type: ignore[assignment]
    wanted = set(columns if all_columns else USUAL[kind])
    for row in own:
        wanted |= {f.spot.field for _n, f in found.get((row.sheet, row.number), ())}
        wanted |= {change.field for change in changes.get(row.pk, ())}
    fields = [name for name in sorted(columns, key=columns.__getitem__) if name in wanted]
    return SheetView(
        kind=kind,
        title=str(plain["sheet"] or specs()[kind].sheet),
        columns=tuple((column_letters(columns[name]), bare(titles[name])) for name in fields),
        rows=tuple(
            RowView(
                row=row,
                cells=_cells(
                    row, fields, titles, found.get((row.sheet, row.number), ()), changed, typed
                ),
                notes=tuple(note for note, _f in found.get((row.sheet, row.number), ())),
                changes=_untold(changes.get(row.pk, ()), found.get((row.sheet, row.number), ())),
            )
            for row in own
        ),
    )


def _untold(changes: Iterable[Change], found: Iterable[tuple[Note, Finding]]) -> tuple[Change, ...]:
    """Return the changes of fields in which nothing was found: one word for one cell."""
    told = {finding.spot.field for _note, finding in found if not finding.is_error}
    return tuple(change for change in changes if change.field not in told)


def _cells(
    row: Row,
    fields: Sequence[str],
    titles: dict[str, str],
    found: Iterable[tuple[Note, Finding]],
    changed: Mapping[Any, Cells],
    typed: Mapping[str, str],
) -> tuple[CellView, ...]:
    marks: dict[str, str] = {}
    for note, finding in found:
        if marks.get(finding.spot.field) != "e":
            marks[finding.spot.field] = "e" if note.is_error else "w"
    by_field = specs()[row.table].by_field
    values = {**row.cells, **changed.get(row.pk, {})}
    return tuple(
        CellView(
            field=name,
            text=shown_cell(name, values.get(name, "")),
            mark=marks.get(name, ""),
            anchor=anchor(row.sheet, row.number, name) if name in marks else "",
            name=f"c:{row.pk}:{name}" if name in marks else "",
            title=(
                _("第 {row} 行 {title}").format(row=row.number, title=bare(titles[name]))
                if name in marks
                else ""
            ),
            words=by_field[name].words,
            is_id=name in ID_FIELDS,
            typed=typed.get(f"c:{row.pk}:{name}", ""),
        )
        for name in fields
    )
