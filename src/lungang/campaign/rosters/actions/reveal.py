"""Somebody sees citizen ids whole: allowed for a reason, so many an hour, and on record."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.rosters import access
from lungang.campaign.rosters.models import Return, Row
from lungang.campaign.rosters.queries import authority_of, returns_for, rows_for
from lungang.campaign.rosters.reveals import SEEN, seen_whole
from lungang.errors import NotNow, NotPermitted
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act, action
from lungang.platform.audit.actions.read import read_on_record
from lungang.platform.audit.models import Entry, Result
from lungang.platform.notices.actions import send

AN_HOUR = 20
"""So many ids one holding may see within an hour: who checks a file needs a few, not a county."""
TOO_MANY = "rosters.note_many_reveals"


class _TooMany(NotNow):
    """The office has seen its number for the hour."""


def reveal_id(actor: Actor, campaign: Campaign, pk: UUID, reason: str) -> Row:
    """Return a row whose citizen id may be shown now: that it is read, and why, is on record.

    Counted and put on record while no other action runs, so two at once count each other; what is
    refused for want of permission is on record too.

    Raises:
        NotPermitted: the row is not there for this office, or the person is not its to look after.
        InputError: no reason is given.
        NotNow: this office has seen its number for the hour; the discipline commission is told.
    """

    def find(act: Act) -> Row:
        row = rows_for(actor, campaign).filter(pk=pk).first()
        if row is None or not access.may_unmask(actor, row, authority_of(row)):
            raise NotPermitted(act.name)
        if reason.strip() and _own(seen_whole(), actor).count() >= AN_HOUR:
            raise _TooMany(
                _("一小时内已看过 {n} 个证号，没有打开。请过一会儿再看").format(n=AN_HOUR)
            )
        return row

    try:
        return read_on_record(actor, SEEN, reason, pk, find)
    except _TooMany:
        told = _own(Entry.objects.filter(result=Result.DONE), actor).filter(action=TOO_MANY)
        if not told.exists():
            note_many_reveals(actor)
        raise


def _own(lines: QuerySet[Entry], actor: Actor) -> QuerySet[Entry]:
    return lines.filter(
        at__gt=clock.now() - timedelta(hours=1),
        actor_id=str(actor.user.pk) if actor.user else "",
        actor_title=actor.title,
    )


@action(TOO_MANY)
def note_many_reveals(act: Act) -> None:
    """Put on record, once an hour, that an office asks for more ids than it may; tell discipline.

    The notice names neither people nor units: it leads to the page of what was read.
    """
    act.require(access.may_ask_unmask(act.actor))
    subject = f"有岗位一小时内查看证号超过 {AN_HOUR} 次，已停"
    send(act, Office.DISCIPLINE, None, subject, path=reverse("rosters:reveals"))
    act.record(None, f"一小时内查看证号超过 {AN_HOUR} 次，已停")


@action("rosters.download_marked")
def note_download(act: Act, campaign: Campaign, pk: UUID) -> Return:
    """Put on record that the unit's own workbook, whole ids and all, went out marked.

    Raises:
        NotPermitted: it is not this unit's.
    """
    act.require(access.may_report(act.actor))
    sent = act.lock(returns_for(act.actor, campaign), pk)
    act.record(sent, "下载标了错的花名册", rows=sent.rows.count())
    return sent
