"""Somebody sees a citizen id whole: allowed for a reason, and on record."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.campaign.rosters import access
from lungang.campaign.rosters.models import Row
from lungang.campaign.rosters.queries import rows_for
from lungang.errors import NotNow
from lungang.platform.actions import Act, action


@action("rosters.reveal_id")
def reveal_id(act: Act, campaign: object, pk: object, reason: str) -> Row:
    """Put on record that a citizen id is read whole, and why.

    Raises:
        NotPermitted: the row is not there for this office.
        NotNow: no reason is given.
    """
    act.require(access.may_unmask(act.actor))
    row = act.lock(rows_for(act.actor, campaign), pk)  # type: ignore[arg-type]
    if not reason.strip():
        raise NotNow(_("没有写查看理由，没有显示"))
    act.record(row, _("查看身份证号"), reason=reason.strip())
    return row
