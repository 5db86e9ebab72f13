"""A return as the tables of a page: cells with marks, and under each row what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.utils.translation import gettext as _

from lungang.campaign.rosters.difference import Change, changes_by_row
from lungang.campaign.rosters.layout import Cells
from lungang.campaign.rosters.models import Return, Row
from lungang.campaign.rosters.notes import (
    Leading,
    Note,
    Numbered,
    anchor,
    note_of,
    numbered_of,
)
from lungang.campaign.rosters.paging import (
    FIRST,
    WITH_INPUTS,
    WITHOUT_INPUTS,
    Where,
    mark,
    page_of,
)
from lungang.campaign.rosters.showing import ID_FIELDS, shown_cell
from lungang.intake.findings import bare, column_letters
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
SUMMED_UP = 50
"""Findings linked at the head of the page: whoever has more goes through the table."""


class CellView(NamedTuple):
    """One cell: text, mark ("e" error, "w" to check), and the field that a form sends."""

    field: str
    text: str
    mark: str = ""
    anchor: str = ""
    name: str = ""
    title: str = ""
    words: str = ""
    is_id: bool = False
    label: str = ""
    typed: str = ""
    """What was typed here before the screen was locked."""

    @property
    def size(self) -> int:
        """How wide its input is, in letters: a Chinese character takes two."""
        return 19 if self.is_id else max(6, min(24, 2 * len(self.text)))


@dataclass(frozen=True)
class RowView:
    """One row of a sheet."""

    row: Row
    cells: tuple[CellView, ...]
    notes: tuple[Note, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def is_told_of(self) -> bool:
        """Whether a row of words stands under it."""
        return bool(self.notes or self.changes or self.row.reason)

    @property
    def mark(self) -> str:
        """By what an address names it."""
        return mark(self.row)


@dataclass(frozen=True)
class SheetView:
    """One sheet: its columns with their letters, and the rows chosen."""

    kind: str
    number: int
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
    """A checked return: links to the first that was found, and one page of its sheets."""

    errors: tuple[Note, ...]
    warnings: tuple[Note, ...]
    whole: tuple[Note, ...]
    sheets: tuple[SheetView, ...]
    page: Page[Row]
    error_count: int = 0
    warning_count: int = 0
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
    where: Where = FIRST,
    all_columns: bool = False,
    only: Iterable[Row] | None = None,
    changed: Mapping[Any, Cells] | None = None,
    typed: Mapping[str, str] | None = None,
    can_edit: bool = False,
    own: Collection[Any] = (),
) -> CheckView:
    """Return what one page of a return shows.

    ``where`` says which; ``only`` leaves other rows of people out; ``typed`` is a draft of the
    form, by the names of its fields; ``can_edit``: cells with findings are inputs, so fewer rows
    are a page, and sheets without rows are shown too, where rows may be added. ``own`` are the
    keys of the rows that a section is to look at: they come first, and have a view of their own.
    """
    numbered = numbered_of(answer.findings)
    found: dict[tuple[int, int], list[Numbered]] = defaultdict(list)
    for one in numbered:
        if one.at_cell:
            found[one.finding.spot.sheet_no, one.finding.row].append(one)
    changes = changes_by_row(before, rows) if before else {}
    tables = sent.layout.get("tables", ())
    picked = _picked(rows, where.view, found, changes, only)
    if where.view == "mine":
        picked = [row for row in rows if row.pk in own]
    picked = _in_order(tables, picked, own)
    page = page_of(picked, where, WITH_INPUTS if can_edit else WITHOUT_INPUTS)
    on_page = list(page.object_list)
    lead = Leading(where, {(row.sheet, row.number) for row in on_page},
                   {(row.sheet, row.number) for row in picked})  # fmt: skip
    filled = {row.sheet for row in picked}
    shows_empty = can_edit and where.view == "all" and not page.has_next()
    sheets = tuple(
        _sheet(plain, on_page, found, changes, all_columns, changed or {}, typed or {})
        for plain in tables
        if plain["sheet_no"] in filled or shows_empty
    )
    errors = [one for one in numbered if one.finding.is_error]
    warnings = [one for one in numbered if not one.finding.is_error]
    return CheckView(
        errors=tuple(note_of(one, lead) for one in errors[:SUMMED_UP]),
        warnings=tuple(note_of(one, lead) for one in warnings[:SUMMED_UP]),
        whole=tuple(note_of(one, lead) for one in numbered if not one.at_cell),
        sheets=tuple(s for s in sheets if s.rows or (shows_empty and s.number not in filled)),
        page=page,
        error_count=len(errors),
        warning_count=len(warnings),
        counts={
            "problems": sum((row.sheet, row.number) in found for row in rows),
            "all": len(rows),
            "changed": len(changes),
            "mine": len(own),
        },
    )


def _picked(
    rows: Iterable[Row], view: str, found: object, changes: object, only: Iterable[Row] | None
) -> list[Row]:
    chosen = None if only is None else {row.pk for row in only}
    return [
        row
        for row in rows
        if (chosen is None or row.pk in chosen)
        and (
            view == "all"
            or (view == "problems" and (row.sheet, row.number) in found)  # type: ignore[operator]
            or (view == "changed" and row.pk in changes)  # type: ignore[operator]
        )
    ]


def _in_order(
    tables: Iterable[Mapping[str, Any]], rows: list[Row], own: Collection[Any]
) -> list[Row]:
    """Return rows in the order in which the page shows their sheets, the section's own first."""
    order = {plain["sheet_no"]: at for at, plain in enumerate(tables)}
    shown = [row for row in rows if row.sheet in order]
    return sorted(shown, key=lambda row: (order[row.sheet], row.pk not in own, row.number))


def _sheet(
    plain: dict[str, object],
    rows: Sequence[Row],
    found: Mapping[tuple[int, int], Sequence[Numbered]],
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
        wanted |= {one.finding.spot.field for one in found.get((row.sheet, row.number), ())}
        wanted |= {change.field for change in changes.get(row.pk, ())}
    fields = [name for name in sorted(columns, key=columns.__getitem__) if name in wanted]
    return SheetView(
        kind=kind,
        number=int(plain["sheet_no"]),  # type: ignore[call-overload]
        title=str(plain["sheet"] or specs()[kind].sheet),
        columns=tuple((column_letters(columns[name]), bare(titles[name])) for name in fields),
        rows=tuple(
            RowView(
                row=row,
                cells=_cells(
                    row, fields, titles, found.get((row.sheet, row.number), ()), changed, typed
                ),
                notes=tuple(note_of(one) for one in found.get((row.sheet, row.number), ())),
                changes=_untold(changes.get(row.pk, ()), found.get((row.sheet, row.number), ())),
            )
            for row in own
        ),
    )


def _untold(changes: Iterable[Change], found: Iterable[Numbered]) -> tuple[Change, ...]:
    """Return the changes of fields in which nothing was found: one word for one cell."""
    told = {one.finding.spot.field for one in found if not one.finding.is_error}
    return tuple(change for change in changes if change.field not in told)


def _cells(
    row: Row,
    fields: Sequence[str],
    titles: dict[str, str],
    found: Iterable[Numbered],
    changed: Mapping[Any, Cells],
    typed: Mapping[str, str],
) -> tuple[CellView, ...]:
    marks: dict[str, str] = {}
    for one in found:
        if marks.get(one.finding.spot.field) != "e":
            marks[one.finding.spot.field] = "e" if one.finding.is_error else "w"
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
            label=bare(titles[name]),
            is_id=name in ID_FIELDS,
            typed=typed.get(f"c:{row.pk}:{name}", "") if typed else "",
        )
        for name in fields
    )
