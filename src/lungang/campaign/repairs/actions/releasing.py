"""The repair is made known (补充公布): moves revoked and begun, papers void and to be issued anew.

Nothing of the first release is undone: its rows stay, marked by which later release they ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions.tasks import drop, reopen
from lungang.campaign.core.models import Campaign, Task, TaskState
from lungang.campaign.deliberation.actions.room import require_reader
from lungang.campaign.deliberation.content import Decided, DecisionContent
from lungang.campaign.deliberation.engine import County, county_of, policy_of
from lungang.campaign.deliberation.models import Decision
from lungang.campaign.deliberation.states import DECISIONS, DecisionState
from lungang.campaign.deliberation.told import told_of
from lungang.campaign.procedure.actions import ask_anew
from lungang.campaign.repairs import access
from lungang.campaign.repairs.models import Repair
from lungang.campaign.repairs.moving import refuse_moved
from lungang.campaign.repairs.states import REPAIRS, STEPS
from lungang.campaign.transfer.actions.duties import note_duties
from lungang.campaign.transfer.actions.releasing import Deadlines, refuse_deadlines
from lungang.campaign.transfer.actions.stepping import finish
from lungang.campaign.transfer.actions.telling import tell_moved
from lungang.campaign.transfer.models import Journey, Paper, ReleaseBy, WorkMeeting
from lungang.campaign.transfer.numbering import KINDS, paper_key, refuse_number, touched
from lungang.campaign.transfer.planned import hold_months, planned
from lungang.campaign.transfer.queries import (
    HOURS,
    OWED,
    standing_decision,
    standing_journeys,
)
from lungang.campaign.transfer.states import JOURNEYS, THERE
from lungang.domain.movement import slots
from lungang.domain.records import encode
from lungang.errors import InputError, Stale
from lungang.platform.accounts.offices import COUNTY_OFFICES, Office
from lungang.platform.actions import Act, action
from lungang.platform.audit.actions.checkpoint import checkpoint_after_commit
from lungang.platform.notices.actions import send
from lungang.platform.organisation.models import Unit
from lungang.platform.register.actions import void_with
from lungang.platform.register.models import NumberState

WHY_REVOKED = "补充公布，去向调整"
"""Said to everybody alike: what came up with whom stays sealed."""
WHY_VOID = "补充公布，原件所列的去向有改动"


@dataclass(frozen=True)
class MadeKnown:
    """How a repair is made known: at a meeting (time, place), or by a notice (date, number)."""

    how: str
    held_at: datetime
    place: str
    paper: str
    deadlines: Deadlines


@action("repairs.release")
def release(
    act: Act,
    campaign: Campaign,
    pk: UUID,
    digest: str,
    known: MadeKnown,
    *,
    seen: int | None = None,
) -> WorkMeeting:
    """Make the confirmed repair (``digest``) known; nothing takes that back but another repair.

    Raises:
        NotPermitted: not a section, or not on the list, or no such repair.
        NotNow: it is not confirmed, or released already.
        Stale: it is another than the page showed, or what it rests on moved: it says what.
        InputError: no place or no number, the day lies ahead, or the deadlines are past or out of
            order.
    """
    require_reader(act, campaign, access.may_release, STEPS)
    row = act.lock(campaign.repairs.all(), pk, seen=seen)
    state = REPAIRS.after("release", row.state)
    if not digest or digest != row.known("digest"):
        raise Stale(_("这不是页面上的那一个方案，没有公布"), row)
    refuse_moved(campaign, row, _("确认之后有改动，没有公布。请先退回重算"))
    _refuse_slips(act, row, known)
    old = standing_decision(campaign)
    assert old is not None
    new = _decision(act, campaign, row, old, county_of(campaign))
    meeting = _meeting(act, campaign, new, old, known)
    gone, come = _moves(act, campaign, meeting, new, set(row.known("changed")))
    _papers(act, campaign, meeting, touched(gone, come))
    _tasks(act, campaign, meeting, gone, come)
    note_duties(act, campaign, meeting, new)
    ask_anew(act, campaign, old, new, set(row.known("changed")), meeting.notices_due)
    row.state, row.released_in = state, meeting
    row.save()
    act.record(meeting, "补充公布", digest=meeting.digest, revoked=len(gone), people=len(come))
    act.record(row, "补充公布修补的方案")
    _tell(act, gone, come)
    checkpoint_after_commit()
    return meeting


def _refuse_slips(act: Act, row: Repair, known: MadeKnown) -> None:
    if known.how not in ReleaseBy.values:
        raise InputError(_("没有选怎样公布。请选好"))
    if known.how == ReleaseBy.MEETING and not known.place.strip():
        raise InputError(_("没有写开会地点。请写明"))
    if known.how == ReleaseBy.NOTICE and not known.paper.strip():
        raise InputError(_("没有写文号。发文公布的，写文件上的文号"))
    if known.paper.strip():
        refuse_number(act.actor, known.paper.strip())
    if known.held_at > act.at:
        raise InputError(_("公布的时间在以后。开了会或者发了文，再办"))
    if row.second_at is not None and known.held_at < row.second_at.replace(second=0, microsecond=0):
        raise InputError(_("公布的时间在两人确认以前。请核对"))
    refuse_deadlines(act, known.deadlines)


def _decision(act: Act, campaign: Campaign, row: Repair, old: Decision, county: County) -> Decision:
    """Put the repaired plan in the place of the one that stood."""
    assert row.opened is not None
    assert row.first_at is not None
    assert row.first_by is not None
    plan = row.opened.plan
    before, after = slots(old.opened.plan), slots(plan)
    told = {one.person: one for one in old.opened.people}
    why = {one.person_id: one.reasons[-1] for one in plan.explanations if one.reasons}

    def key(citizen: str) -> str:
        return county.row_of[citizen].person_key

    def where(citizen: str, slot: str) -> str:
        return "" if slot == citizen else key(slot)

    people = tuple(
        told[key(one)]
        if slot == before[one] and key(one) in told
        else Decided(
            person=key(one),
            proposed=where(one, before[one]),
            decided=where(one, slot),
            reason=why.get(one, "") if slot != before[one] else "",
        )
        for one, slot in after.items()
    )
    content = DecisionContent(plan=plan, digest=row.opened.digest, people=people)
    old.state = DecisionState(DECISIONS.after("supersede", old.state))
    old.save(update_fields=["state"])
    last = campaign.decisions.aggregate(last=Max("number"))["last"] or 0
    new = Decision(
        campaign=campaign,
        meeting=old.meeting,
        scenario=old.scenario,
        number=last + 1,
        content=encode(content),
        told=encode(told_of(county, policy_of(old.scenario.opened), content)),
        state=DecisionState.RELEASED,
        first_at=row.first_at,
        first_by=row.first_by,
        second_at=row.second_at,
        second_by=row.second_by,
        released_at=act.at,
        replaces=old,
    )
    new.save()
    new.__dict__["opened"] = content  # as it would be read again
    act.record(old, "由补充公布代替")
    return new


def _meeting(
    act: Act, campaign: Campaign, new: Decision, old: Decision, known: MadeKnown
) -> WorkMeeting:
    assert act.actor.holding is not None
    former = WorkMeeting.objects.get(decision=old)
    return WorkMeeting.objects.create(
        campaign=campaign,
        decision=new,
        digest=new.opened.digest,
        held_at=known.held_at,
        place=known.place.strip(),
        how=known.how,
        paper=known.paper.strip(),
        replaces=former,
        slips=former.slips,
        notices_due=known.deadlines.notices,
        letters_due=known.deadlines.letters,
        section_due=known.deadlines.section,
        report_due=known.deadlines.report,
        hold_months=hold_months(new),
        released_at=act.at,
        released_by=act.actor.holding,
    )


def _moves(
    act: Act, campaign: Campaign, meeting: WorkMeeting, new: Decision, keys: set[str]
) -> tuple[list[Journey], list[Journey]]:
    """Revoke the moves of whoever goes elsewhere, and begin the new ones; return both."""
    gone = list(standing_journeys(campaign).filter(person_key__in=keys))
    for journey in gone:
        journey.state = JOURNEYS.after("revoke", journey.state)
        journey.revoked_in, journey.revoked_because = meeting, WHY_REVOKED
        journey.save()
        act.record(journey, "撤销原定的去向")
    was = {journey.person_key: journey for journey in gone}
    last = campaign.journeys.aggregate(last=Max("number"))["last"] or 0
    come: list[Journey] = []
    for move in planned(campaign, new):
        journey = move.as_journey(meeting)
        if journey.person_key not in keys:
            continue
        journey.number = last + len(come) + 1
        journey.replaces = was.get(journey.person_key)
        journey.save()
        come.append(journey)
    return gone, come


def _papers(act: Act, campaign: Campaign, meeting: WorkMeeting, keys: set[str]) -> None:
    """Void the papers that say what is not so any more; the register keeps their numbers.

    Whoever is named on one beside the people changed gets it anew, and by the new deadlines.
    """
    rows = Paper.objects.filter(meeting__campaign=campaign, revoked_in=None, key__in=keys)
    for paper in rows.select_related("number__series"):
        told, drawn = str(paper), paper.drawn
        paper.revoked_in = meeting
        paper.save()
        if drawn and drawn[-1].state != NumberState.VOID:
            void_with(act, drawn[-1], WHY_VOID)
        act.record(paper, f"收回作废 {told}")
    handed = [kind for kind in KINDS if kind.verb in ("collect", "hand")]
    for journey in standing_journeys(campaign).exclude(meeting=meeting).exclude(state__in=THERE):
        if any(paper_key(kind, journey) in keys for kind in handed):
            journey.reissued_in = meeting
            journey.save()


def _tasks(
    act: Act,
    campaign: Campaign,
    meeting: WorkMeeting,
    gone: Iterable[Journey],
    come: Iterable[Journey],
) -> None:
    """Let units owe what the new moves need, and no more what only the revoked ones did: where
    nobody is left, the task is withdrawn, for nobody has done it.
    """
    rows = {(task.kind, task.unit_id): task for task in campaign.tasks.exclude(
        state=TaskState.WITHDRAWN)}  # fmt: skip
    for kind, (unit_end, _waits) in OWED.items():
        end, due = f"{unit_end}_id", getattr(meeting, HOURS[kind])
        for unit in sorted({getattr(journey, end) for journey in come}):
            if (task := rows.get((kind, unit))) is not None:
                reopen(act, task, due)
            else:
                Task(
                    campaign=campaign, unit_id=unit, kind=kind, due_at=due, opened_at=act.at
                ).save()
        left = set(standing_journeys(campaign).values_list(end, flat=True))
        for journey in gone:
            unit = getattr(journey, end)
            if unit in left:
                finish(act, campaign, kind, journey)
            elif (task := rows.get((kind, unit))) is not None:
                drop(act, task)


def _tell(act: Act, gone: Sequence[Journey], come: Sequence[Journey]) -> None:
    path = reverse("transfer:board")
    ends = {unit for row in (*gone, *come) for unit in (row.from_unit_id, row.to_unit_id)}
    units = Unit.objects.in_bulk(ends)
    for unit in sorted(ends):
        for office in (Office.HR_OFFICER, Office.UNIT_HEAD):
            send(act, office, units[unit], "补充公布：本单位有人的去向改动", path=path, urgent=True)
    tell_moved(act, (*gone, *come), "补充公布：去向有改动，请看本人的一页", path)
    for county in sorted(COUNTY_OFFICES):
        send(act, Office(county), None, "去向有改动，已补充公布", path=path)
