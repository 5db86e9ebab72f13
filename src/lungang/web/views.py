"""Pages that belong to no step: not found, refused, out of order."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lungang.errors import LungangError, Stale


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that nothing is here: the same bytes for what is not there and what is not yours."""
    return render(request, "web/not_found.html", status=404)


def refused(request: HttpRequest, error: LungangError) -> HttpResponse:
    """Say why an act was refused, and what changed where the page was stale."""
    template = "web/stale.html" if isinstance(error, Stale) else "web/refused.html"
    back = request.headers.get("Referer", "") if request.method == "POST" else ""
    same_site = back.startswith(f"{request.scheme}://{request.get_host()}/")
    return render(
        request, template, {"error": error, "back": back if same_site else ""}, status=409
    )


def fault(request: HttpRequest) -> HttpResponse:
    """Say that the fault is the system's, what is safe, and a number to quote."""
    number = f"E-{secrets.randbelow(9000) + 1000}"
    return render(request, "web/fault.html", {"number": number}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old or not ours; what was typed is still in the browser."""
    return render(request, "web/form_expired.html", status=403)
