"""Cells are changed on screen, rows added and taken out; the whole is checked again each time."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.rosters import access
from lungang.campaign.rosters.layout import LONGEST, Cells, shown_value
from lungang.campaign.rosters.models import Return, Row, TableKind
from lungang.campaign.rosters.settling import SETTLED, settle
from lungang.campaign.rosters.states import RETURNS, STEPS
from lungang.errors import NotNow
from lungang.intake.tables import specs
from lungang.platform.actions import Act, action
from lungang.platform.organisation.queries import name_on

Changes = Mapping[UUID, Mapping[str, str]]


@action("rosters.edit_cells")
def edit_cells(act: Act, pk: object, changes: Changes, *, seen: int | None = None) -> Return:
    """Change cells of a draft: for each row, new texts by field; "" clears a cell.

    Raises:
        NotPermitted: it is not this unit's, or a row is not of it.
        NotNow: it is no draft any more.
    """
    sent = _draft(act, pk, seen)
    rows = list(sent.rows.all())
    by_pk = {row.pk: row for row in rows}
    act.require(set(changes) <= set(by_pk))
    touched = {key: changed(by_pk[key], new) for key, new in changes.items()}
    for key, cells in touched.items():
        by_pk[key].cells = merged(by_pk[key].cells, cells)
    _save(sent, rows, {key for key, cells in touched.items() if cells})
    fields = sorted({field for cells in touched.values() for field in cells})
    act.record(sent, "改花名册", rows=sum(map(bool, touched.values())), fields=fields)
    return sent


@action("rosters.add_row")
def add_row(
    act: Act, pk: object, table: str, cells: Mapping[str, str], *, seen: int | None = None
) -> Row:
    """Add a row to a draft, at the end of a table; the unit's own name is filled in.

    Raises:
        NotPermitted: it is not this unit's.
        NotNow: it is no draft any more, the workbook has no such table, or nothing is in the row:
            an empty row would be a person whom nobody knows.
    """
    sent = _draft(act, pk, seen)
    plain = next((t for t in sent.layout["tables"] if t["kind"] == table), None)
    if plain is None:
        raise NotNow(_("这份花名册里没有这张表"))
    own = new_cells(sent, table)
    given = {field: text for field, text in clean(table, cells).items() if text}
    if given.items() <= own.items():
        raise NotNow(_("一格也没有填，没有加"))
    last = sent.rows.filter(sheet=plain["sheet_no"]).order_by("-number").first()
    number = max(last.number if last else 0, plain["header_row"]) + 1
    row = Row(roster_return=sent, table=table, sheet=plain["sheet_no"], number=number)
    row.cells = {**own, **given}
    row.save()
    _save(sent, [*list(sent.rows.exclude(pk=row.pk)), row], {row.pk})
    act.record(row, "花名册加一行", table=table, roster_return=str(sent.pk))
    return row


def new_cells(sent: Return, table: str) -> Cells:
    """Return what stands in a new row before anybody fills it in: of a person, the unit."""
    if table != TableKind.ROSTER:
        return {}
    return {"unit": name_on(sent.unit, sent.campaign.reference_date)}


@action("rosters.remove_row")
def remove_row(act: Act, pk: object, *, seen: int | None = None) -> Return:
    """Take a row out of a draft.

    Raises:
        NotPermitted: it is not this unit's.
        NotNow: it is no draft any more.
    """
    rows = Row.objects.filter(roster_return__unit=act.actor.unit_id)
    row = act.lock(rows, pk, seen=seen)
    sent = _draft(act, row.roster_return_id, None)
    table, number = row.table, row.number
    row.delete()
    _save(sent, list(sent.rows.all()), set())
    act.record(sent, "花名册删一行", table=table, number=number)
    return sent


def _draft(act: Act, pk: object, seen: int | None) -> Return:
    sent = act.lock(Return.objects.filter(unit=act.actor.unit_id), pk, seen=seen)
    act.require(access.may_report(act.actor))
    require_step(act, sent.campaign, *STEPS)
    RETURNS.after("edit", sent.state)
    return sent


def _save(sent: Return, rows: list[Row], touched: set[UUID]) -> None:
    settle(sent, rows)
    for row in rows:
        row.version += row.pk in touched
    Row.objects.bulk_update(rows, [*SETTLED, "cells", "version"], batch_size=200)
    sent.save()


def clean(table: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Return typed texts of known fields, without outer spaces.

    Raises:
        NotNow: one is longer than any cell of a roster need be; it is not cut.
    """
    known = specs()[table].by_field
    found = {field: text.strip() for field, text in texts.items() if field in known}
    for field, text in found.items():
        if len(text) > LONGEST:
            raise NotNow(
                _("“{title}”最多 {limit} 字，现在 {n} 字，没有保存。请删短").format(
                    title=known[field].name, limit=LONGEST, n=len(text)
                )
            )
    return found


def changed(row: Row, texts: Mapping[str, str]) -> Cells:
    """Return the cells that are really changed: a date shown and sent back is still that date."""
    return {
        field: text
        for field, text in clean(row.table, texts).items()
        if text != shown_value(row.cells.get(field, "")).strip()
    }


def merged(cells: Cells, new: Cells) -> Cells:
    """Return cells with changes; what was cleared is gone."""
    both = {**cells, **new}
    return {field: value for field, value in both.items() if value != ""}
