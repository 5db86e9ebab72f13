"""What stands before acts of every step: not one's own matter, and in its time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lungang.errors import NotNow
from lungang.platform.accounts.models import Holding
from lungang.platform.actions import Act


def refuse_own(act: Act, asked_by: Holding) -> None:
    """Let nobody decide what the same person asked for, in whichever office.

    Raises:
        NotNow: whoever asked and whoever decides is one person.
    """
    if act.actor.user is not None and act.actor.user.pk == asked_by.user_id:
        raise NotNow(_("提出的人不能自己批，请本岗位的另一人办"))
