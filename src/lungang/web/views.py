"""Pages that belong to no step: not found, refused, out of order; and the time left."""

from __future__ import annotations

import errno
import logging
import secrets
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from lungang.errors import LungangError, Stale
from lungang.web import dates

logger = logging.getLogger(__name__)
_FROM_ELSEWHERE = ("Origin checking failed", "Referer checking failed")
"""How Django's reasons begin where a form came from another site's page."""
_FULL = ("database or disk is full", "No space left on device")
"""How SQLite and PostgreSQL say it."""
LATEST = 4_102_444_800
"""The year 2100: no deadline is later, and no number in an address need be read further."""


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that nothing is here: the same bytes for what is not there and what is not yours.

    So it shows nothing of the address: no word of the bar is marked, no form holds a token. Nor
    does it tell what the last act came to; that waits for the next page.
    """
    request.resolver_match = None
    context = {"plain": True, "messages": ()}
    return render(request, "web/not_found.html", context, status=404)


def refused(request: HttpRequest, error: LungangError) -> HttpResponse:
    """Say why an act was refused, and what changed where the page was stale."""
    template = "web/stale.html" if isinstance(error, Stale) else "web/refused.html"
    context = {
        "error": error,
        "back": _page_before(request),
        "changes": getattr(error, "changes", ()),
    }
    return render(request, template, context, status=409)


def fault(request: HttpRequest) -> HttpResponse:
    """Say that the fault is the system's, what is safe, and a number to quote.

    The number stands in the server's log beside the error. The page asks nothing of the database
    or the session: they may be what is out of order. A full disk is said to be that (507).
    """
    number = f"E-{secrets.randbelow(9000) + 1000}"
    full = _is_full(sys.exception())
    logger.error("fault %s at %s%s", number, request.path, ": the disk is full" if full else "")
    facts = {"number": number, "back": _page_before(request), "full": full}
    return HttpResponse(render_to_string("web/fault.html", facts), status=507 if full else 500)


def _is_full(error: BaseException | None) -> bool:
    """Whether an error, or what it came of, is that nothing more can be written."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(error, DatabaseError) and any(word in str(error) for word in _FULL):
            return True
        error = error.__cause__ or error.__context__
    return False


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old or not ours; what was typed is still in the browser."""
    if request.method not in ("GET", "HEAD", "POST"):
        return not_allowed(request)  # no form of ours sends such a request, old or new
    if reason.startswith(_FROM_ELSEWHERE):
        return render(request, "web/from_elsewhere.html", status=403)
    context = {"back": _page_before(request)}
    return render(request, "web/form_expired.html", context, status=403)


def not_allowed(request: HttpRequest, allowed: str = "") -> HttpResponse:
    """Say that an address takes no request of this kind."""
    answer = render(request, "web/not_allowed.html", status=405)
    answer["Allow"] = allowed or "GET, HEAD, POST"
    return answer


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say what is wrong with a request that was not even looked at, without the site's own names.

    Like :func:`fault` the page needs no request: its host may be what is wrong.
    """
    wrong = "host" if isinstance(exception, DisallowedHost) else "other"
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        wrong = "large"
    return HttpResponse(render_to_string("web/bad_request.html", {"wrong": wrong}), status=400)


@require_safe
def left(request: HttpRequest, until: int) -> HttpResponse:
    """Tell how long it is until a moment, as text: pages renew their time left with it.

    Open to anybody and asked without cookies: it says nothing but the time.
    """
    moment = datetime.fromtimestamp(min(until, LATEST), ZoneInfo(settings.TIME_ZONE))
    with translation.override("en" if request.GET.get("in") == "en" else "zh-hans"):
        return HttpResponse(dates.left(moment), content_type="text/plain; charset=utf-8")


def _page_before(request: HttpRequest) -> str:
    """Return the page that a form was on, where it is one of ours."""
    back = request.headers.get("Referer", "") if request.method == "POST" else ""
    return back if back.startswith(f"{request.scheme}://{request.get_host()}/") else ""
