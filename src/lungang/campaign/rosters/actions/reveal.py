"""Somebody sees a citizen id whole: allowed for a reason, and on record."""

from __future__ import annotations

from uuid import UUID

from lungang.campaign.core.models import Campaign
from lungang.campaign.rosters import access
from lungang.campaign.rosters.actions.decide import without_names
from lungang.campaign.rosters.models import Row
from lungang.campaign.rosters.queries import rows_for
from lungang.errors import NotPermitted
from lungang.platform.accounts.actor import Actor
from lungang.platform.audit.actions.read import log_reading


def reveal_id(actor: Actor, campaign: Campaign, pk: UUID, reason: str) -> Row:
    """Return a row whose citizen id may be shown now: that it is read, and why, is on record.

    Raises:
        NotPermitted: the row is not there for this office.
        InputError: no reason is given.
    """
    row = rows_for(actor, campaign).filter(pk=pk).first() if access.may_unmask(actor) else None
    if row is None:
        raise NotPermitted("rosters.reveal_id")
    said = without_names(reason, list(row.roster_return.rows.all()))
    log_reading(actor, "查看身份证号", said, about=row)
    return row
