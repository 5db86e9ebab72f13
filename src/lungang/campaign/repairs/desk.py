"""What repairs put on desks: only of whoever is on the list, and papers to be issued anew."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.kinds import DeskItem
from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.access import may_be_second
from lungang.campaign.deliberation.queries import reader_of
from lungang.campaign.repairs import access
from lungang.campaign.repairs.models import Repair
from lungang.campaign.repairs.queries import closed, open_repair, to_issue_anew
from lungang.campaign.repairs.states import RepairState
from lungang.campaign.transfer.access import may_act as may_step
from lungang.platform.accounts.actor import Actor


def waiting(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    """Put on a section's desk what the repair under way waits for; that there is one is of it.

    What is made known is in the open: who issued a void paper issues it anew.
    """
    yield from _void_papers(actor, campaign)
    if not access.may_act(actor) or reader_of(actor, campaign) is None:
        return
    row = open_repair(campaign)
    if row is not None and not closed(campaign):
        yield from _of_repair(actor, row)


def _void_papers(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    rows = to_issue_anew(actor, campaign) if may_step(actor) and not closed(campaign) else []
    if rows:
        yield DeskItem(
            phrase=_("重开作废的公文"),
            url=reverse("transfer:journey", args=[rows[0].pk]),
            button=_("去重开"),
            detail=_("{n} 件，第一件写着{name}").format(n=len(rows), name=rows[0].name),
            state="可办",
            count=len(rows),
        )


def _of_repair(actor: Actor, row: Repair) -> Iterator[DeskItem]:
    page, release = (reverse(f"repairs:{name}", args=[row.pk]) for name in ("repair", "release"))
    phrase, url, button = {
        RepairState.REPORTED: (_("算公布以后的修补"), page, _("去算")),
        RepairState.COMPUTED: (_("送两人确认修补"), page, _("去送")),
        RepairState.ASKED: (_("确认公布以后的修补"), page, _("去确认")),
        RepairState.CONFIRMED: (_("补充公布"), release, _("去公布")),
    }[RepairState(row.state)]
    first = row.first_by
    if row.state == RepairState.ASKED and not (first and may_be_second(actor, first)):
        return
    yield DeskItem(phrase=phrase, url=url, button=button, state=row.get_state_display())
