"""The workbook of the product: the blank template, and a roster written in its form."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lungang.domain.clock import YearMonth
from lungang.domain.roster import FormerUnit, Kinship, Person, Roster, Unit, Wish
from lungang.intake.findings import column_letters
from lungang.intake.guide import add_guide
from lungang.intake.styles import Styles, set_up_page
from lungang.intake.tables import Column, SheetSpec, labels, specs

BLANK_ROWS = 500
RULED_ROWS = 25
Rows = Mapping[str, Sequence[Mapping[str, str]]]


def write_template(target: str | os.PathLike[str] | IO[bytes], of_unit: bool = False) -> None:
    """Write the blank template: four sheets with drop-downs and notes, and how to fill them in.

    Each sheet has one example row, which is not read even if it is left in. ``of_unit``: for a unit
    that reports to an office which keeps the list of units itself, without the sheet 单位.
    """
    example = {
        kind: [{column.field: column.example for column in spec.columns}]
        for kind, spec in specs().items()
        if not (of_unit and kind == "unit")
    }
    if isinstance(target, (str, os.PathLike)):
        with open(target, "wb") as stream:
            _write(stream, example, BLANK_ROWS, is_example=True)
    else:
        _write(target, example, BLANK_ROWS, is_example=True)


def write_unit_template(target: IO[bytes]) -> None:
    """Write the blank list of units alone: the sheet 单位 and how to fill it in."""
    example = {"unit": [{column.field: column.example for column in specs()["unit"].columns}]}
    _write(target, example, BLANK_ROWS, is_example=True)


def write_roster(roster: Roster, path: str | os.PathLike[str]) -> None:
    """Write a roster as a workbook in the template's form.

    Reading it back gives the same roster, provided that its facts hold together (ids, dates) and
    that its sections are those of its people. No cell is ever a formula.
    """
    rows = {
        "roster": [
            {"seq": str(number), **_person_row(roster, person)}
            for number, person in enumerate(roster.people, 1)
        ],
        "unit": [_unit_row(unit) for unit in roster.units],
        "kin": [_kin_row(roster, kinship) for kinship in roster.kinships],
        "wish": [_wish_row(roster, wish) for wish in roster.wishes],
    }
    with open(path, "wb") as stream:
        _write(stream, rows, 0, is_example=False)


def _write(stream: IO[bytes], rows: Rows, spare: int, is_example: bool) -> None:
    # Texts are texts: what looks like a formula, an address or a number is not made one.
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,  # nothing is left in the folder of temporary files
    }
    with xlsxwriter.Workbook(stream, options) as book:
        # A fixed date makes the same roster the same file.
        first = specs()[next(iter(rows))].sheet
        book.set_properties({"created": datetime(2000, 1, 1), "author": "", "title": first})
        styles = Styles(book)
        guide = book.add_worksheet("填表说明")
        sheets = {kind: book.add_worksheet(specs()[kind].sheet) for kind in rows}
        for kind, sheet in sheets.items():
            has_units = "unit" in rows
            _fill(sheet, specs()[kind], rows[kind], spare, styles, is_example, has_units)
        add_guide(guide, styles, "roster" in rows)
        next(iter(sheets.values())).activate()


def _fill(
    sheet: Worksheet,
    spec: SheetSpec,
    rows: Sequence[Mapping[str, str]],
    spare: int,
    styles: Styles,
    is_example: bool,
    has_units: bool,
) -> None:
    last = max(1, len(rows) + spare)
    name_at = next(i for i, column in enumerate(spec.columns) if column.field == "name")
    sheet.set_default_row(20)
    sheet.set_row(0, 32)
    if is_example:
        sheet.set_row(1, 30)
    for at, column in enumerate(spec.columns):
        _head(sheet, at, column, styles)
        if column.words or has_units:
            _offer(sheet, at, column, last, 3 if is_example else 2)
    for number in range(1, len(rows) + (RULED_ROWS if is_example else 0) + 1):
        row = rows[number - 1] if number <= len(rows) else {}
        for at, column in enumerate(spec.columns):
            style = styles.example if is_example and row else styles.body(column)
            if value := row.get(column.field, ""):
                sheet.write_string(number, at, value, style)
            else:
                sheet.write_blank(number, at, None, style)
    sheet.freeze_panes(1, name_at + 1)
    sheet.autofilter(0, 0, last, len(spec.columns) - 1)
    set_up_page(sheet, sum(column.width for column in spec.columns), name_at)


def _head(sheet: Worksheet, at: int, column: Column, styles: Styles) -> None:
    style: Format = styles.required if column.required else styles.optional
    # Text format for the whole column: ids keep their digits and 1962.10 its nought.
    sheet.set_column(at, at, column.width, styles.body(column, boxed=False))
    sheet.write_string(0, at, column.name + ("*" if column.required else ""), style)
    if column.note:
        sheet.write_comment(
            0, at, column.note, {"author": "", "x_scale": 1.6, "y_scale": 0.8, "font_size": 10}
        )


def _offer(sheet: Worksheet, at: int, column: Column, last: int, first_unit: int) -> None:
    options: dict[str, Any]
    if column.words:
        options = {"validate": "list", "source": list(labels(column.words))}
    elif column.field in ("unit", "relative_unit", "department_in_charge"):
        unit = specs()["unit"]
        name = next(i for i, c in enumerate(unit.columns) if c.field == "name")
        letter = column_letters(name)
        source = f"={unit.sheet}!${letter}${first_unit}:${letter}$1000"
        options = {"validate": "list", "source": source}
    else:
        return
    # Other words are taken too (the reader knows the usual ones), so the list only offers.
    options |= {"error_type": "information", "show_error": False}
    sheet.data_validation(1, at, last, at, options)


def _month(month: YearMonth | None) -> str:
    if month is None:
        return ""
    return month.dotted if month.day is None else f"{month.dotted}.{month.day:02d}"


def _person_row(roster: Roster, person: Person) -> dict[str, str]:
    post = person.post
    return {
        "unit": post.unit,
        "section": post.section,
        "name": person.name,
        "id": person.id,
        "sex": person.sex.label,
        "birth": _month(person.birth),
        "nation": person.nation,
        "native_place": person.native_place,
        "party": person.party,
        "work_start": _month(person.work_start),
        "unit_start": _month(person.unit_start),
        "education": person.education.label,
        "diploma_specialty": person.diploma_specialty,
        "practised_specialty": person.practised_specialty,
        "title": post.title,
        "level": post.level.label,
        "post_start": _month(person.post_start),
        "rank": person.rank,
        "kind_of_work": post.kind_of_work.label,
        "nature": person.nature.label,
        "status": person.status.label,
        "post_nature": post.nature.label if person.is_mixed else "",
        "authority": person.authority.label,
        "deputy_in_charge": roster.deputy_in_charge(post.unit, post.section),
        "circumstances": "、".join(sorted(item.label for item in person.circumstances)),
        "former_units": "；".join(map(_former, person.former_units)),
        "key": "是" if post.key else "",
        "remark": person.remark,
    }


def _former(former: FormerUnit) -> str:
    if former.start is None and former.end is None:
        return former.unit
    return f"{former.unit}（{_month(former.start)}-{_month(former.end)}）"


def _unit_row(unit: Unit) -> dict[str, str]:
    counts = {
        "leading_quota": unit.leading_quota,
        "chief_quota": unit.chief_quota,
        "deputy_quota": unit.deputy_quota,
    }
    return {
        "code": unit.code,
        "name": unit.name,
        "short_name": unit.short_name,
        "kind": unit.kind.label,
        "department_in_charge": unit.department_in_charge,
        **{nature.value: str(n) for nature, n in unit.establishment.items()},
        **{name: "" if n is None else str(n) for name, n in counts.items()},
        "rank_quota": "；".join(f"{rank}{n}" for rank, n in unit.rank_quota.items()),
        "leading_body": "、".join(unit.leading_body),
    }


def _kin_row(roster: Roster, kinship: Kinship) -> dict[str, str]:
    person = roster.person.get(kinship.person_id)
    level = kinship.relative_level
    return {
        "name": person.name if person else "",
        "id": kinship.person_id,
        "relation": kinship.relation,
        "relative_name": kinship.relative_name,
        "relative_id": kinship.relative_id or "",
        "relative_unit": kinship.relative_unit,
        "relative_post": kinship.relative_post,
        "relative_level": level.label if level else "",
    }


def _wish_row(roster: Roster, wish: Wish) -> dict[str, str]:
    person = roster.person.get(wish.person_id)
    return {
        "name": person.name if person else "",
        "id": wish.person_id,
        "unit": wish.unit,
        "order": str(wish.order),
        "hardship": wish.hardship,
    }
