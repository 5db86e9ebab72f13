"""The hours of a release are changed, and what units owe by them moves along."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.actions import require_step
from lungang.campaign.core.actions.tasks import noun_of, said
from lungang.campaign.core.desk import OWED as STILL_OWED
from lungang.campaign.core.models import Campaign
from lungang.campaign.transfer import access
from lungang.campaign.transfer.actions.releasing import Deadlines, refuse_order
from lungang.campaign.transfer.models import WorkMeeting
from lungang.campaign.transfer.queries import HOURS, OWED, standing_journeys
from lungang.campaign.transfer.states import STEPS
from lungang.errors import InputError
from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.actions import Act, action
from lungang.platform.notices.actions import send


@action("transfer.move_hours")
def move_hours(
    act: Act, campaign: Campaign, pk: UUID, deadlines: Deadlines, reason: str,
    *, seen: int | None = None,
) -> WorkMeeting:  # fmt: skip
    """Change the hours of a release; the tasks that are made of them move with it.

    What was late by the old hours stays so on its receipt.

    Raises:
        NotPermitted: not a section, or no such release.
        NotNow: another step.
        InputError: nothing is changed, a changed hour is past, they are out of order, or no reason
            is given.
    """
    act.require(access.may_run(act.actor))
    row = act.lock(campaign.work_meetings.all(), pk, seen=seen)
    require_step(act, campaign, *STEPS)
    now = {
        "notices_due": deadlines.notices, "letters_due": deadlines.letters,
        "section_due": deadlines.section, "report_due": deadlines.report,
    }  # fmt: skip
    # Pages write minutes: an hour that was left as it is is not changed by its seconds.
    changed = {name: at for name, at in now.items() if _minute(at) != _minute(getattr(row, name))}
    _refuse(act, deadlines, changed, reason)
    before = {name: getattr(row, name).isoformat() for name in changed}
    for name, at in changed.items():
        setattr(row, name, at)
    row.save()
    told = {name: [before[name], at.isoformat()] for name, at in changed.items()}
    act.record(row, "改落实的时限", reason=reason.strip(), **told)
    _move_tasks(act, campaign, reason)
    for office in sorted(SECTIONS - {act.actor.office}):
        send(act, office, None, "落实的时限改了", reason, path=reverse("transfer:meeting"))
    return row


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _refuse(act: Act, deadlines: Deadlines, changed: Mapping[str, datetime], reason: str) -> None:
    if not changed:
        raise InputError(_("时限没有改。请写新的日期和钟点"))
    if any(at <= act.at for at in changed.values()):
        raise InputError(_("改成的时限已经过了。请写以后的时间"))
    refuse_order(deadlines)
    if not reason.strip():
        raise InputError(_("没有写原因。请写明，单位会看到"))


def _move_tasks(act: Act, campaign: Campaign, reason: str) -> None:
    """Let each task be due when the last of those is for whom it is still owed."""
    people = list(
        standing_journeys(campaign)
        .select_related("meeting", "reissued_in")
        .defer("reasons", "revoked_because")
    )
    rows = campaign.tasks.filter(kind__in=OWED, state__in=STILL_OWED).select_related("unit")
    for task in rows:
        end, waits = OWED[task.kind]
        dues = [
            getattr(one.terms, HOURS[task.kind])
            for one in people
            if getattr(one, f"{end}_id") == task.unit_id and one.state in waits
        ]
        due = max(dues, default=task.due_at)
        if due == task.due_at:
            continue
        task.due_at = due
        task.save()
        subject = f"时限改了：{noun_of(task)}，{said(due)}止"
        send(act, Office.HR_OFFICER, task.unit, subject, reason, path=reverse("transfer:board"))
