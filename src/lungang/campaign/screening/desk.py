"""What screening puts on the desks of the county, and what it tells a unit of its task."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.kinds import DeskItem
from lungang.campaign.core.models import Campaign, Task
from lungang.campaign.screening import access
from lungang.campaign.screening.models import Pool
from lungang.campaign.screening.pooling import open_petitions
from lungang.campaign.screening.queries import MUST, closed, current_pool, effective, last_run
from lungang.campaign.screening.states import PoolState
from lungang.platform.accounts.actor import Actor


def waiting(actor: Actor, campaign: Campaign) -> Iterator[DeskItem]:
    """Put on the group's desk petitions and the pool; on the sections' a pool sent back."""
    if closed(campaign):
        return
    if access.may_decide(actor):
        if number := open_petitions(campaign):
            yield DeskItem(
                phrase=_("审提请暂缓和不列入"),
                url=reverse("screening:petitions"),
                button=_("去审"),
                detail=_("{n} 件").format(n=number),
                state="待审",
                count=number,
            )
        pool = current_pool(campaign)
        if pool is not None and pool.state == PoolState.PROPOSED:
            yield _pool_item(pool, _("确认应交流人员名单"), _("去确认"))
    elif actor.is_section:
        pool = current_pool(campaign)
        if pool is not None and pool.state == PoolState.SENT_BACK:
            yield _pool_item(pool, _("重送应交流人员名单"), _("去看"))


def _pool_item(pool: Pool, phrase: str, button: str) -> DeskItem:
    return DeskItem(
        phrase=phrase,
        url=reverse("screening:pool"),
        button=button,
        detail=_("{n} 人").format(n=len(pool.people)),
        state=pool.get_state_display(),
    )


def describe(task: Task) -> str:
    """Say in one line how many of a unit's people are asked about."""
    run = last_run(task.campaign)
    if run is None:
        return ""
    rows = effective(run.results.filter(unit=task.unit_id, verdict__in=MUST), task.campaign)
    answers = list(rows.values_list("opinion", flat=True))
    return _("{n} 人，已答 {done} 人").format(
        n=len(answers), done=sum(answer is not None for answer in answers)
    )
