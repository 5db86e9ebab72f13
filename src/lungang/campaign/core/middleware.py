"""Every request knows which campaign is under way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.http import HttpRequest, HttpResponse

from lungang.campaign.core.queries import current_campaign
from lungang.platform.organisation.models import reading

Next = Callable[[HttpRequest], HttpResponse]


class CampaignMiddleware:
    """Put the campaign on the request of somebody signed in."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Find the campaign and pass on; what only shows reads the units' names once."""
        request.campaign = current_campaign() if request.user.is_authenticated else None
        with reading() if request.method in ("GET", "HEAD") else nullcontext():
            return self.get_response(request)
