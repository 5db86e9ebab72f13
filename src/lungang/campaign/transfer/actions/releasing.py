"""The work meeting is held: the list is read out, and with that the plan is released."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.convening.actions import hold
from lungang.campaign.convening.models import Convening
from lungang.campaign.core.actions import open_step, require_step
from lungang.campaign.core.models import Campaign, Task
from lungang.campaign.core.steps import BY_KEY
from lungang.campaign.deliberation.actions.meetings import close_with
from lungang.campaign.deliberation.guarding import why_not_yet
from lungang.campaign.deliberation.minutes import digests_of
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.deliberation.queries import reader_of
from lungang.campaign.deliberation.states import DECISIONS
from lungang.campaign.procedure.steps import has_slips
from lungang.campaign.transfer import access
from lungang.campaign.transfer.actions.duties import note_duties
from lungang.campaign.transfer.models import Attendance, Journey, WorkMeeting
from lungang.campaign.transfer.planned import Planned, hold_months, planned
from lungang.campaign.transfer.queries import ARRIVALS, HOURS, LETTERS, OWED
from lungang.campaign.transfer.states import RELEASE_STEPS
from lungang.errors import InputError, NotNow, Stale
from lungang.platform.accounts.offices import COUNTY_OFFICES, Office
from lungang.platform.actions import Act, action
from lungang.platform.audit.actions.checkpoint import checkpoint_after_commit
from lungang.platform.notices.actions import send
from lungang.platform.organisation.models import Unit
from lungang.platform.texts import refuse_unfit_said

NEXT_STEP = "transfer"
LONGEST = 60


@dataclass(frozen=True)
class Deadlines:
    """By when notices are taken, units' letters brought, sections' handed, and duty reported."""

    notices: datetime
    letters: datetime
    section: datetime
    report: datetime

    @property
    def in_order(self) -> tuple[datetime, ...]:
        """One after the other, as the steps are."""
        return self.notices, self.letters, self.section, self.report


@action("transfer.release")
def release(
    act: Act,
    campaign: Campaign,
    pk: UUID,
    digest: str,
    *,
    held_at: datetime,
    place: str,
    deadlines: Deadlines,
    roll: Mapping[int, str],
    seen: int | None = None,
) -> WorkMeeting:
    """Release the decided plan (``digest``) at the work meeting; nothing takes that back.

    ``roll`` names who came, by unit; a unit that is not in it was not there. The roll is of all
    units that were called, and of the sending ones.

    Raises:
        NotPermitted: not a section, or not on the need-to-know list.
        Stale: the plan is another than the page showed.
        NotNow: it is not confirmed, or released already, or a step of the law is not done any more.
        InputError: no place, the meeting lies ahead or before the confirmation, or the deadlines
            are past or out of order.
    """
    act.require(access.may_release(act.actor) and reader_of(act.actor, campaign) is not None)
    require_step(act, campaign, *RELEASE_STEPS)
    decision = act.lock(campaign.decisions.all(), pk, seen=seen)
    state = DECISIONS.after("release", decision.state)
    if digest != decision.opened.digest:
        raise Stale(_("方案在你打开之后变了，没有发布。请重新打开再看"), decision)
    if why_not_yet(campaign, decision):  # whose, the sealed page says: this is told anywhere
        raise NotNow(_("征求意见、考察和审核的答复有变化，还不能发布。请看商定的方案"))
    _refuse_slips(act, held_at, place, deadlines)
    assert decision.second_at is not None
    if held_at < decision.second_at.replace(second=0, microsecond=0):
        raise InputError(_("会不能开在方案确认以前。请核对开会时间"))
    close_with(act, campaign)
    decision.state, decision.released_at = state, act.at
    decision.save()
    meeting = _meeting(act, campaign, decision, held_at, place, deadlines)
    moves = planned(campaign, decision)
    called = hold(act, campaign)
    _call_roll(meeting, moves, roll, called)
    Journey.objects.bulk_create(move.as_journey(meeting) for move in moves)
    _give_tasks(act, campaign, meeting, moves)
    note_duties(act, campaign, meeting, decision)
    act.record(
        meeting,
        "宣读名单，发布方案",
        digest=meeting.digest,
        people=len(moves),
        minutes=digests_of(campaign),
    )
    _open_transfer(act, campaign)
    checkpoint_after_commit()
    return meeting


def _refuse_slips(act: Act, held_at: datetime, place: str, deadlines: Deadlines) -> None:
    if not place.strip():
        raise InputError(_("没有写开会地点。请写明"))
    if held_at > act.at:
        raise InputError(_("会还没有开。宣读名单就是发布，开会时再办"))
    refuse_deadlines(act, deadlines)


def refuse_deadlines(act: Act, deadlines: Deadlines) -> None:
    """Refuse deadlines that nobody could keep.

    Raises:
        InputError: they are past, or out of order.
    """
    moments = deadlines.in_order
    if moments[0] <= act.at:
        raise InputError(_("领通知的时限已经过了。请写以后的时间"))
    refuse_order(deadlines)


def refuse_order(deadlines: Deadlines) -> None:
    """Refuse deadlines of steps that come before those of the steps before them.

    Raises:
        InputError: they are out of order.
    """
    moments = deadlines.in_order
    if list(moments) != sorted(moments):
        raise InputError(
            _("时限的先后不对：领通知、送单位介绍信、交科室介绍信、报到，一步在一步之后")
        )


def _meeting(
    act: Act,
    campaign: Campaign,
    decision: Decision,
    held_at: datetime,
    place: str,
    deadlines: Deadlines,
) -> WorkMeeting:
    assert act.actor.holding is not None
    return WorkMeeting.objects.create(
        campaign=campaign,
        decision=decision,
        digest=decision.opened.digest,
        held_at=held_at,
        place=place.strip(),
        notices_due=deadlines.notices,
        letters_due=deadlines.letters,
        section_due=deadlines.section,
        report_due=deadlines.report,
        hold_months=hold_months(decision),
        slips=has_slips(decision),
        released_at=act.at,
        released_by=act.actor.holding,
    )


def _call_roll(
    meeting: WorkMeeting,
    moves: Iterable[Planned],
    roll: Mapping[int, str],
    called: Convening | None,
) -> None:
    """Note who came for each sending unit, and for every unit that was called besides."""
    units = dict.fromkeys(move.from_unit for move in moves)
    if called is not None:
        units |= dict.fromkeys(called.invited.values_list("unit", flat=True))
    if any(len(who.strip()) > LONGEST for who in roll.values()):
        raise InputError(_("到会人的名字太长，最多 {n} 个字").format(n=LONGEST))
    for who in roll.values():
        refuse_unfit_said(who)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, unit_id=unit, who=roll.get(unit, "").strip()) for unit in units
    )


def _give_tasks(
    act: Act, campaign: Campaign, meeting: WorkMeeting, moves: Iterable[Planned]
) -> None:
    """Give units what they owe, a letter, a handover, an arrival, and tell everybody."""
    rows = list(moves)
    units = Unit.objects.in_bulk({unit for move in rows for unit in (move.from_unit, move.to_unit)})
    path = reverse("transfer:board")
    words = {LETTERS: "有人调出，请按时领通知、送介绍信", ARRIVALS: "有人调入，请接收报到"}
    for kind, (of, _waits) in OWED.items():
        word = words.get(kind, "")
        due = getattr(meeting, HOURS[kind])
        for unit in dict.fromkeys(getattr(move, of) for move in rows):
            task = Task(
                campaign=campaign, unit=units[unit], kind=kind, due_at=due, opened_at=act.at
            )
            task.save()
            if word:
                send(act, Office.HR_OFFICER, units[unit], word, path=path, urgent=True)
                send(act, Office.UNIT_HEAD, units[unit], word, path=path)
    for office in sorted(COUNTY_OFFICES):
        send(act, Office(office), None, "去向已在交流人员工作会上宣读", path=path)


def _open_transfer(act: Act, campaign: Campaign) -> None:
    now = Campaign.objects.get(pk=campaign.pk).step  # the page's own copy may be older
    if BY_KEY[now].number < BY_KEY[NEXT_STEP].number:
        open_step(act.actor, campaign.pk, NEXT_STEP)
