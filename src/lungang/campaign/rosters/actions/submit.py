"""The unit sends its roster in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import TaskState
from lungang.campaign.rosters import access
from lungang.campaign.rosters.actions.around import advance, tell_sections
from lungang.campaign.rosters.actions.decide import complete_if_done
from lungang.campaign.rosters.models import Return, Row, TableKind
from lungang.campaign.rosters.settling import SETTLED, settle
from lungang.campaign.rosters.states import RETURNS, STEPS, RowState
from lungang.errors import NotNow
from lungang.platform.actions import Act, action


@action("rosters.submit")
def submit(
    act: Act,
    pk: object,
    *,
    warnings_seen: bool = False,
    remark: str = "",
    seen: int | None = None,
) -> Return:
    """Send a draft in: no errors, and the warnings looked at. The sections are told.

    Raises:
        NotPermitted: it is not this unit's.
        NotNow: it is no draft, has errors, or warnings that nobody has looked at.
    """
    sent = act.lock(Return.objects.filter(unit=act.actor.unit_id), pk, seen=seen)
    act.require(access.may_report(act.actor))
    require_step(act, sent.campaign, *STEPS)
    state = RETURNS.after("submit", sent.state)
    rows = list(sent.rows.all())
    answer = settle(sent, rows)
    if answer.errors:
        raise NotNow(_("还有 {n} 处错误，没有上报。改完再上报").format(n=len(answer.errors)))
    if answer.warnings and not warnings_seen:
        raise NotNow(
            _("有 {n} 处核对项，没有上报。看过后勾上“看过”再上报").format(n=len(answer.warnings))
        )
    Row.objects.bulk_update(rows, SETTLED, batch_size=200)
    sent.state = state
    sent.submitted_at, sent.submitted_by, sent.remark = act.at, act.actor.holding, remark.strip()
    sent.save()
    advance(act, sent, TaskState.SUBMITTED)
    pending = [row for row in rows if row.state == RowState.PENDING]
    tell_sections(act, sent, pending, f"{sent.unit}上报了花名册")
    people = sum(row.table == TableKind.ROSTER for row in rows)
    act.record(sent, "上报花名册", people=people, warnings=len(answer.warnings))
    # Whoever was returned may have been taken out: then nobody is left to be accepted.
    complete_if_done(act, sent, rows)
    return sent
