"""What the pages of this step share: the tabs under the heading."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.screening.models import Petition, Pool
from lungang.campaign.screening.pooling import open_petitions
from lungang.errors import ActionRefused, Stale
from lungang.platform.pages import OfficeRequest


def tabs(request: OfficeRequest, here: str) -> list[tuple[Any, ...]]:
    """Return the tabs (label, address, is on, count) of the step."""
    waiting = open_petitions(request.campaign)
    return [
        (_("筛查名单"), reverse("screening:list"), here == "list", None),
        (_("提请"), reverse("screening:petitions"), here == "petitions", waiting or None),
        (_("单位意见"), reverse("screening:opinions"), here == "opinions", None),
        (_("名单确认"), reverse("screening:pool"), here == "pool", None),
    ]


def refused_typing(
    request: OfficeRequest, refusal: ActionRefused, row: Petition | Pool, typed: str
) -> dict[str, Any]:
    """Return what a page says of an answer that was not taken: why, what changed, what was typed.

    The form carries in ``shown`` the state that its page showed.
    """
    since = refusal.since if isinstance(refusal, Stale) else ()
    shown = request.POST.get("shown", "")
    known = dict(row._meta.get_field("state").flatchoices)
    was = _(str(known[shown])) if shown in known else ""
    now = _(row.get_state_display())
    changes = [(_("状态"), was, now)] if was and was != now else []
    return {"not_taken": str(refusal), "since": since, "changes": changes, "typed": typed}
