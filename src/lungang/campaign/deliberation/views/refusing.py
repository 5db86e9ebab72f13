"""A refused act of the room is told on a sealed page: the words may name people of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

from lungang.campaign.deliberation.door import SealedRequest, show
from lungang.errors import InputError, LungangError, Stale

Changes = Sequence[tuple[str, str, str]]


def refused(
    request: SealedRequest, error: LungangError, back: str, changes: Changes = ()
) -> HttpResponse:
    """Say why nothing was done, and what changed where the page was stale; ``back`` leads on."""
    context = {
        "error": error,
        "back": back,
        "stale": isinstance(error, Stale),
        "since": getattr(error, "since", ()),
        "changes": changes,
    }
    status = 422 if isinstance(error, InputError) else 409
    return show(request, "deliberation/refused.html", context, status=status)
