"""The sections accept and return rows, each those of its own cadre authority."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import TaskState
from lungang.campaign.rosters import access
from lungang.campaign.rosters.actions.around import advance, refuse_own_unit, tell_unit
from lungang.campaign.rosters.actions.people import register_people
from lungang.campaign.rosters.facts import check_return
from lungang.campaign.rosters.models import Correction, Return, Row, TableKind
from lungang.campaign.rosters.states import RETURNS, STEPS, CorrectionState, RowState
from lungang.errors import NotNow
from lungang.intake.forms import Answer
from lungang.platform.actions import Act, action


@action("rosters.accept_rows")
def accept_rows(act: Act, pk: object, rows: Collection[UUID], *, seen: int | None = None) -> Return:
    """Accept people of the own authority, with their kin and wishes.

    Raises:
        NotPermitted: somebody is of another authority, or not on this return.
        NotNow: it is not waiting for acceptance, nobody is chosen, errors have come up, or whoever
            accepts has sent it or works for the unit.
    """
    sent, everybody = _submitted(act, pk, seen, "accept_rows")
    chosen = [row for row in everybody if row.pk in set(rows) and row.table == TableKind.ROSTER]
    act.require(len(chosen) == len(set(rows)))
    act.require(all(access.may_accept(act.actor, row) for row in chosen))
    refuse_own_unit(act, sent)
    return _accept(act, sent, everybody, chosen)


@action("rosters.accept_all_mine")
def accept_all_mine(act: Act, pk: object, *, seen: int | None = None) -> Return:
    """Accept everybody of the own authority who is still waiting.

    Raises:
        NotPermitted: no section, or nothing there for it.
        NotNow: it is not waiting for acceptance, nobody is left, errors have come up, or whoever
            accepts has sent it or works for the unit.
    """
    sent, everybody = _submitted(act, pk, seen, "accept_rows")
    refuse_own_unit(act, sent)
    mine = [
        row
        for row in everybody
        if row.table == TableKind.ROSTER
        and access.may_accept(act.actor, row)
        and row.state != RowState.ACCEPTED
    ]
    return _accept(act, sent, everybody, mine)


@action("rosters.return")
def return_(
    act: Act,
    pk: object,
    reason: str,
    rows: Mapping[UUID, str] | None = None,
    *,
    seen: int | None = None,
) -> Return:
    """Send a return back to its unit with a reason, and if useful one for each row meant.

    Raises:
        NotPermitted: a row is of another authority, or not on this return.
        NotNow: it is not waiting for acceptance, nobody in it is of this section's authority, or
            there is no reason.
    """
    sent, everybody = _submitted(act, pk, seen, "return")
    named = {row.pk: row for row in everybody if row.pk in (rows or {})}
    act.require(len(named) == len(rows or {}))
    act.require(all(access.may_accept(act.actor, row) for row in named.values()))
    _refuse_others(act, everybody)
    if not reason.strip():
        raise NotNow(_("没有写退回原因，没有退回"))
    for row in named.values():
        row.state, row.reason = RowState.RETURNED, (rows or {})[row.pk].strip() or reason.strip()
        row.decided_at, row.decided_by = act.at, act.actor.holding
        row.save()
    sent.state = RETURNS.after("return", sent.state)
    sent.reason = reason.strip()
    sent.decided_at, sent.decided_by = act.at, act.actor.holding
    sent.save()
    advance(act, sent, TaskState.RETURNED)
    tell_unit(
        act,
        sent,
        f"花名册退回 {len(named)} 行" if named else "花名册整份退回",
        body=sent.reason,
        urgent=True,
    )
    what = f"退回花名册 {len(named)} 行" if named else "整份退回花名册"
    act.record(sent, what, reason=sent.reason, rows=len(named))
    return sent


@action("rosters.take_up")
def take_up(act: Act, pk: object, reason: str, *, seen: int | None = None) -> Return:
    """Send an accepted return back: for people forgotten or gone, for kin and wishes.

    The unit goes on from it with what was corrected since; who is not changed stays accepted.

    Raises:
        NotPermitted: not a section.
        NotNow: it is not accepted, nobody in it is of this section's authority, corrections are
            open, or no reason is given.
    """
    act.require(access.may_decide(act.actor))
    sent = act.lock(Return.objects.exclude(submitted_at=None), pk, seen=seen)
    require_step(act, sent.campaign, *STEPS)
    sent.state = RETURNS.after("take_up", sent.state)
    everybody = list(sent.rows.all())
    _refuse_others(act, everybody)
    if not reason.strip():
        raise NotNow(_("没有写退回原因，没有退回"))
    if Correction.objects.filter(row__roster_return=sent, state=CorrectionState.ASKED).exists():
        raise NotNow(_("还有更正没有审，没有退回。先审更正"))
    sent.reason = reason.strip()
    sent.decided_at, sent.decided_by = act.at, act.actor.holding
    sent.save()
    advance(act, sent, TaskState.RETURNED)
    tell_unit(act, sent, "花名册退回", body=sent.reason, urgent=True)
    act.record(sent, "已接收的花名册退回重报", reason=sent.reason)
    return sent


def _submitted(act: Act, pk: object, seen: int | None, what: str) -> tuple[Return, list[Row]]:
    act.require(access.may_decide(act.actor))
    sent = act.lock(Return.objects.exclude(submitted_at=None), pk, seen=seen)
    require_step(act, sent.campaign, *STEPS)
    RETURNS.after(what, sent.state)
    return sent, list(sent.rows.all())


def _refuse_others(act: Act, rows: Sequence[Row]) -> None:
    if not access.may_send_back(act.actor, rows):
        raise NotNow(_("这份花名册里没有本科室管理的人，没有退回。由另一科室接收和退回"))


def _accept(act: Act, sent: Return, everybody: list[Row], chosen: list[Row]) -> Return:
    chosen = [row for row in chosen if row.state != RowState.ACCEPTED]
    if not chosen:
        raise NotNow(_("没有选人，没有接收"))
    answer = check_return(sent, everybody, for_section=True)
    if answer.errors:
        raise NotNow(
            _("上报以后又查出 {n} 处错误，没有接收。请退回改正：{first}").format(
                n=len(answer.errors), first=answer.errors[0].problem
            )
        )
    handed_over = _hand_over(chosen, answer)
    keys = {row.person_key for row in chosen}
    for row in everybody:
        if row.person_key in keys:
            row.state, row.reason = RowState.ACCEPTED, ""
            row.decided_at, row.decided_by = act.at, act.actor.holding
            row.version += 1
    Row.objects.bulk_update(
        [row for row in everybody if row.person_key in keys],
        ["state", "reason", "decided_at", "decided_by", "version", "authority"],
        batch_size=200,
    )
    register_people(act, chosen)
    sent.save()
    act.record(
        sent,
        f"接收花名册 {len(chosen)} 人",
        people=len(chosen),
        handed_over=handed_over,
    )
    complete_if_done(act, sent, everybody)
    return sent


def _hand_over(chosen: Sequence[Row], answer: Answer) -> int:
    """Put people under the authority that the roster says, now that the known one agrees."""
    said = {(d.place.table.sheet_no, d.place.row): str(d.authority or "") for d in answer.drafts}
    count = 0
    for row in chosen:
        new = said.get((row.sheet, row.number), "")
        if new and new != row.authority:
            row.authority, count = new, count + 1
    return count


def complete_if_done(act: Act, sent: Return, rows: Sequence[Row]) -> None:
    """Close a return of which everybody is accepted; the unit's task is done."""
    people = [row for row in rows if row.table == TableKind.ROSTER]
    if not people or any(row.state != RowState.ACCEPTED for row in people):
        return
    sent.state = RETURNS.after("complete", sent.state)
    sent.decided_at, sent.decided_by = act.at, act.actor.holding
    sent.save()
    advance(act, sent, TaskState.ACCEPTED)
    tell_unit(act, sent, "花名册已接收")
    act.record(sent, "花名册全部接收", people=len(people))
