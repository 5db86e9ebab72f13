"""What the pages of this step share: the tabs under the heading."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.screening.pooling import open_petitions
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
