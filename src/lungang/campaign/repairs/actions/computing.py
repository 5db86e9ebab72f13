"""The repair is computed before the transaction, and saved sealed and whole in it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.actions.room import require_reader
from lungang.campaign.deliberation.queries import reader_of
from lungang.campaign.repairs import access
from lungang.campaign.repairs.models import Repair
from lungang.campaign.repairs.moving import moved_under
from lungang.campaign.repairs.queries import cases_of, closed, open_repair
from lungang.campaign.repairs.solving import Solved, solve
from lungang.campaign.repairs.states import REPAIRS, STEPS
from lungang.domain.records import encode
from lungang.errors import NotNow
from lungang.exchange.problem import Progress, silent
from lungang.platform.accounts.actor import Actor
from lungang.platform.actions import Act, action


def compute_repair(
    actor: Actor,
    campaign: Campaign,
    pk: UUID,
    *,
    again: bool = False,
    seen: int | None = None,
    key: str | None = None,
    progress: Progress = silent,
) -> Repair:
    """Compute the repair with the fewest released people changed, and save it.

    Raises:
        NotPermitted: this office may not, or is not on the list, or there is no such repair.
        NotNow: it is with the second person, nothing was reported, or something moved meanwhile.
        MarksConflict: no plan keeps what follows and everybody who has reported; with ``again``
            the fewest of these move again.
        Stale: something was reported since the page was opened.
    """
    perform: Callable[..., Repair] = save_repair
    computed = None
    row = open_repair(campaign)
    may = access.may_act(actor) and reader_of(actor, campaign) is not None
    if may and row is not None and row.pk == pk and not closed(campaign):
        REPAIRS.after("compute", row.state)
        computed = solve(campaign, row, again=again, progress=progress)
    return perform(actor, campaign, pk, computed=computed, again=again, seen=seen, key=key)


@action("repairs.compute")
def save_repair(
    act: Act,
    campaign: Campaign,
    pk: UUID,
    *,
    computed: Solved | None,
    again: bool = False,
    seen: int | None = None,
) -> Repair:
    """Save what was computed, if it is still of the same cases, plan and arrivals."""
    require_reader(act, campaign, access.may_act, STEPS)
    row = act.lock(campaign.repairs.all(), pk, seen=seen)
    state = REPAIRS.after("compute", row.state)
    assert computed is not None
    if frozenset(case.pk for case in cases_of(row)) != computed.cases:
        raise NotNow(_("正算的时候又登记、撤回过情况，没有保存。请再算一次"))
    row.content = encode(computed.content)
    row.__dict__.pop("opened", None)
    if moved_under(campaign, row):
        raise NotNow(_("正算的时候有人报到，或者又补充公布过，没有保存。请再算一次"))
    row.state, row.computed_at = state, act.at
    row.save()
    act.record(row, "算修补的方案")
    return row
