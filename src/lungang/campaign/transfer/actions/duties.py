"""Duties of avoidance that the released plan leaves open: put on record, and dealt with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.rosters.facts import person_key
from lungang.campaign.rosters.models import Row, TableKind
from lungang.campaign.rosters.states import ReturnState
from lungang.campaign.transfer import access
from lungang.campaign.transfer.models import AvoidanceDuty, WorkMeeting
from lungang.campaign.transfer.queries import duties_for
from lungang.campaign.transfer.states import DUTIES, STEPS, DutyState
from lungang.domain.plan import OpenDuty
from lungang.errors import InputError
from lungang.platform.actions import Act, action
from lungang.platform.texts import refuse_unfit_said

LONGEST = 60
HOW = {one.act: one.label for one in DUTIES if one.act in ("arrange", "stay")}
"""What the section in charge says of a duty, by the act of the table; on record, so in Chinese."""


@dataclass(frozen=True)
class Dealt:
    """How a duty was dealt with (an act of the table), since when, by which paper, and why."""

    how: str
    day: date | None
    paper: str
    reason: str


@action("transfer.settle_duty")
def settle_duty(
    act: Act, campaign: Campaign, pk: UUID, dealt: Dealt, *, seen: int | None = None
) -> AvoidanceDuty:
    """Put on record what became of somebody whom the plan leaves at a post to be left by law.

    Raises:
        NotPermitted: another section's person.
        NotNow: it is dealt with already, or another step.
        InputError: no day, paper or reason, or the day lies ahead.
    """
    act.require(access.may_run(act.actor))
    row = act.lock(duties_for(act.actor, campaign), pk, seen=seen)
    require_step(act, campaign, *STEPS)
    if dealt.how not in HOW:
        raise InputError(_("没有选怎样办的。请选好"))
    state = DUTIES.after(dealt.how, row.state)
    _refuse(act, dealt)
    row.state, row.settled_on = DutyState(state), dealt.day
    row.paper, row.reason = dealt.paper.strip(), dealt.reason.strip()
    row.settled_at, row.settled_by = act.at, act.actor.holding
    row.save()
    # Whose it is and why stays with the section: the log is read by others.
    act.record(row, f"记一项未了的回避：{HOW[dealt.how]}")
    return row


def _refuse(act: Act, dealt: Dealt) -> None:
    if dealt.day is None:
        raise InputError(_("没有写日期"))
    if dealt.day > timezone.localdate(act.at):
        raise InputError(_("日期在以后。办了再记"))
    if not dealt.paper.strip():
        raise InputError(_("没有写依据的文件。请写文号，或者哪次会议的纪要"))
    if len(dealt.paper.strip()) > LONGEST:
        raise InputError(_("文号太长，不要超过 {n} 个字").format(n=LONGEST))
    refuse_unfit_said(dealt.paper)
    if not dealt.reason.strip():
        raise InputError(_("没有写理由。请写明怎样安排的，或者为什么还在原位"))


def note_duties(act: Act, campaign: Campaign, meeting: WorkMeeting, decision: Decision) -> None:
    """Make the duties known that a released plan leaves open; part of its release.

    A repair that places somebody after all deals with the duty; one that leaves somebody at such a
    post opens it.
    """
    left = {person_key(one.person_id): one for one in decision.opened.plan.open_duties}
    known = {row.person_key: row for row in campaign.avoidance_duties.all()}
    for key, row in known.items():
        if key not in left and row.state in DUTIES.sources("place"):
            row.state = DutyState(DUTIES.after("place", row.state))
            row.settled_on, row.settled_at = timezone.localdate(act.at), act.at
            row.paper, row.settled_by = meeting.paper, act.actor.holding
            row.save()
        elif key in left and row.state == DutyState.PLACED:
            row.state = DutyState(DUTIES.after("reopen", row.state))
            row.settled_on = row.settled_at = row.settled_by = None
            row.paper = row.reason = ""
            row.save()
    _open(campaign, meeting, {key: left[key] for key in left if key not in known})


def _open(campaign: Campaign, meeting: WorkMeeting, fresh: dict[str, OpenDuty]) -> None:
    rows = Row.objects.filter(
        roster_return__campaign=campaign, roster_return__state=ReturnState.ACCEPTED,
        table=TableKind.ROSTER, person_key__in=fresh,
    ).select_related("roster_return")  # fmt: skip
    for row in rows.defer("cells", "reason"):
        duty = fresh[row.person_key]
        AvoidanceDuty(
            campaign=campaign,
            meeting=meeting,
            person_key=row.person_key,
            name=duty.name,
            authority=row.authority,
            unit=row.roster_return.unit,
            unit_name=duty.unit,
            clause=duty.clause,
            ways=list(duty.ways),
            due_on=date.fromisoformat(duty.deadline),
        ).save()
