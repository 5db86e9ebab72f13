"""What the shell of every page shows: campaign, bar, office."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.web.bar import bar_for


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the shell's facts. No query is made here: the middleware has read what it needs."""
    actor = getattr(request, "actor", None) or Actor()
    campaign = getattr(request, "campaign", None)
    return {
        "actor": actor,
        "campaign": campaign,
        "bar": bar_for(actor, campaign, request.resolver_match),
        "is_demo": settings.SITE.demo,
        "now": clock.now(),
    }
