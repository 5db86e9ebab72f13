"""What the shell of every page shows: campaign, steps, office, and how many notices are new."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from lungang.campaign.core.steps import STEPS
from lungang.platform import clock


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the shell's facts. No query is made here: the middleware has read what it needs."""
    return {
        "actor": getattr(request, "actor", None),
        "campaign": getattr(request, "campaign", None),
        "steps": STEPS,
        "is_demo": settings.SITE.demo,
        "now": clock.now(),
    }
