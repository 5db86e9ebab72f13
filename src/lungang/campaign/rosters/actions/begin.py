"""A return begins: from a workbook, typed on screen, or from the one that came back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign, TaskState
from lungang.campaign.rosters import access
from lungang.campaign.rosters.actions.around import advance, next_number, under_way
from lungang.campaign.rosters.facts import rows_as_held
from lungang.campaign.rosters.layout import (
    ON_SCREEN,
    blank_layout,
    cells_of,
    completed,
    layout_of,
)
from lungang.campaign.rosters.models import Return, Row, TableKind
from lungang.campaign.rosters.settling import settle
from lungang.campaign.rosters.states import RETURNS, STEPS, ReturnState
from lungang.errors import NotNow, NotPermitted, Stale, WorkbookRefused
from lungang.intake.forms import Answer, Tables, read_tables
from lungang.platform.accounts.actor import Actor
from lungang.platform.actions import Act, action, changes_since
from lungang.platform.files.actions.store import store
from lungang.platform.organisation.models import Unit
from lungang.platform.organisation.queries import name_on

_WITH_MACROS = (".xlsm", ".xlsb", ".xltm", ".xla", ".xlam", ".xltx")


def upload(
    actor: Actor,
    campaign: Campaign,
    name: str,
    content: bytes,
    *,
    draft: str | None = None,
    key: str | None = None,
) -> Return:
    """Make a draft of a workbook, in place of the draft that there was; whole or not at all.

    ``draft`` is the draft that the page showed (:func:`mark_of`), "" for none: only that one is
    replaced. None replaces whatever there is, for callers who have just looked.

    The file is read before the transaction: whatever it does to the reader, nobody waits for it.

    Raises:
        WorkbookRefused: it is no workbook that may be opened, holds no roster, or another unit's.
        NotNow: a roster has been sent and not come back.
        Stale: a colleague has a draft, or went on with it, that the page did not show.
        NotPermitted: this office reports for no unit.
    """
    if not access.may_report(actor):
        raise NotPermitted("rosters.upload")
    if name.lower().endswith(_WITH_MACROS):
        raise WorkbookRefused(
            _(
                "文件“{name}”是带宏的格式，没有保存。请在 Excel 或 WPS 里打开，另存为“Excel 工作簿"
                "（*.xlsx）”再传"
            ).format(name=name)
        )
    tables = read_tables(content, name)
    if not any(table.kind == TableKind.ROSTER for table in tables.tables):
        raise WorkbookRefused(
            _("文件“{name}”里没有找到花名册的表头。没有保存。请用模板填写后再传。").format(
                name=tables.file.name
            )
        )
    return _upload(actor, campaign, tables, content, draft, key=key)  # type: ignore[call-arg]


@action("rosters.upload")
def _upload(
    act: Act, campaign: Campaign, tables: Tables, content: bytes, draft: str | None
) -> Return:
    if draft is not None:
        _refuse_other_draft(act, campaign, draft)
    sent, answer = _begin(act, campaign, layout_of(tables), _rows_of(tables))
    _refuse_anothers(sent, answer, tables.file.name)
    sent.file = store(act, tables.file.name, content)
    sent.save()
    act.record(
        sent,
        "上传花名册",
        sha256=tables.file.sha256,
        people=len(answer.drafts),
        errors=len(answer.errors),
        warnings=len(answer.warnings),
    )
    return sent


@action("rosters.start_empty")
def start_empty(act: Act, campaign: Campaign) -> Return:
    """Make an empty draft, to be filled in on screen.

    Raises:
        NotPermitted: this office reports for no unit.
        NotNow: a draft is there already, or a roster has been sent and not come back.
    """
    act.require(access.may_report(act.actor))
    if mark_of(under_way(campaign, act.actor.unit_id)):
        raise NotNow(_("已有一份草稿，没有另起一份。请接着填那一份；不要了，先放弃草稿"))
    sent, _answer = _begin(act, campaign, blank_layout(), [])
    act.record(sent, "在屏幕上填花名册")
    return sent


@action("rosters.reopen")
def reopen(act: Act, pk: object, *, seen: int | None = None) -> Return:
    """Go on from a return that came back; people accepted and not changed stay accepted.

    Raises:
        NotPermitted: it is not this unit's.
        NotNow: it did not come back.
    """
    old = act.lock(Return.objects.filter(unit=act.actor.unit_id), pk, seen=seen)
    act.require(access.may_report(act.actor))
    RETURNS.after("reopen", old.state)
    copies = [
        Row(table=row.table, sheet=row.sheet, number=row.number, cells=row.cells)
        for row in rows_as_held(old)
    ]
    sent, _answer = _begin(act, old.campaign, old.layout, copies)
    sent.file = old.file
    sent.save()
    act.record(sent, "接着改退回的花名册", number=sent.number)
    return sent


@action("rosters.discard")
def discard(act: Act, pk: object, *, seen: int | None = None) -> Return:
    """Give up a draft; the return before, if it came back, is still to be done again.

    Raises:
        NotPermitted: it is not this unit's.
        NotNow: it is no draft.
    """
    sent = act.lock(Return.objects.filter(unit=act.actor.unit_id), pk, seen=seen)
    act.require(access.may_report(act.actor))
    require_step(act, sent.campaign, *STEPS)
    sent.state = RETURNS.after("discard", sent.state)
    sent.save()
    before = _returned_before(sent)
    advance(act, sent, TaskState.RETURNED if before else TaskState.OPEN)
    if before is not None:  # what was returned counts again
        before.state = RETURNS.after("restore", before.state)
        before.save()
    act.record(sent, "放弃花名册草稿", rows=sent.rows.count())
    return sent


def _returned_before(sent: Return) -> Return | None:
    found = Return.objects.filter(
        campaign=sent.campaign_id, unit=sent.unit_id, state=ReturnState.REPLACED
    ).exclude(submitted_at=None)
    return found.order_by("-number").first()


def mark_of(sent: Return | None) -> str:
    """Return by what a page says which draft it showed, "" where it showed none."""
    is_draft = sent is not None and sent.state == ReturnState.DRAFT
    return f"{sent.pk}:{sent.version}" if sent is not None and is_draft else ""


def _refuse_other_draft(act: Act, campaign: Campaign, shown: str) -> None:
    act.require(access.may_report(act.actor))
    now = under_way(campaign, act.actor.unit_id)
    if now is not None and mark_of(now) not in ("", shown):
        pk, _colon, version = shown.partition(":")
        is_ours = pk == str(now.pk) and re.fullmatch(r"[0-9]{1,9}", version)
        known = int(version) if is_ours else 0
        text = _("草稿在你打开之后改过，没有用这份文件代替")
        raise Stale(text, now, changes_since(now, known))


def _begin(
    act: Act, campaign: Campaign, layout: dict[str, Any], rows: list[Row]
) -> tuple[Return, Answer]:
    """Make the draft: new, or the one under way with all its rows replaced."""
    act.require(access.may_report(act.actor))
    require_step(act, campaign, *STEPS)
    sent = under_way(campaign, act.actor.unit_id)
    if sent is not None and sent.state == ReturnState.DRAFT:
        RETURNS.after("edit", sent.state)
        sent.rows.all().delete()
    else:
        if sent is not None:
            sent.state = RETURNS.after("reopen", sent.state)
            sent.save()
        sent = Return(
            campaign=campaign,
            unit=_own_unit(act),
            number=next_number(campaign, act.actor.unit_id),
            began_at=act.at,
        )
    sent.layout, sent.file, sent.began_at = completed(layout), None, act.at
    sent.save()
    for row in rows:
        row.roster_return = sent
    answer = settle(sent, rows)
    Row.objects.bulk_create(_counted(rows))
    advance(act, sent, TaskState.BEGUN)
    return sent, answer


def _own_unit(act: Act) -> Unit:
    holding = act.actor.holding
    assert holding is not None
    assert holding.unit is not None
    return holding.unit


def _counted(rows: Iterable[Row]) -> list[Row]:
    listed = list(rows)
    for row in listed:
        row.version = 1  # saved in bulk, so not counted by its own save
    return listed


def _rows_of(tables: Tables) -> list[Row]:
    return [
        Row(table=table.kind, sheet=table.sheet_no, number=number, cells=cells_of(table, cells))
        for table in tables.tables
        if table.kind in ON_SCREEN
        for number, cells in table.rows
    ]


def _refuse_anothers(sent: Return, answer: Answer, name: str) -> None:
    """Refuse a roster in which nobody is of this unit: the wrong file was chosen."""
    own = name_on(sent.unit, sent.campaign.reference_date)
    units = {draft.unit for draft in answer.drafts if draft.unit is not None}
    if units and own not in units:
        raise WorkbookRefused(
            _("文件“{name}”是{unit}的花名册，不是{own}的。没有保存。请换一份再传。").format(
                name=name, unit="、".join(sorted(units)[:3]), own=own
            )
        )
