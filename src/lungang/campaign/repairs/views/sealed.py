"""What the banner of these pages says: not of the plan that the joint meeting works on."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from lungang.campaign.deliberation import door


def show(
    request: Any,
    template: str,
    context: dict[str, Any],
    *,
    digest: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page of repairs under a banner of its own."""
    what = _("公布以后的修补，补充公布以前只给知悉名单上的人看，每次查看都有记录")
    return door.show(
        request, template, {"sealed_what": what, **context}, digest=digest, status=status
    )
