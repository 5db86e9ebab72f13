"""What every answer passes: refusals become pages, and nothing private stays in the browser."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from lungang.errors import ActionRefused, InputError, NotPermitted
from lungang.i18n import speaking
from lungang.web import views

Next = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Chinese, unless the reader asked for English."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language."""
        english = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == "en"
        with (
            speaking("en" if english else "zh"),
            translation.override("en" if english else "zh-hans"),
        ):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "en" if english else "zh-CN")
        return response


class AddressMiddleware:
    """No page is asked with the sign NUL in its address: PostgreSQL takes it in no text."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse it, as any request that no page of ours sends."""
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked or "\0" in asked:
            return views.bad_request(request)
        return self.get_response(request)


class PrivateMiddleware:
    """Pages of signed-in people are kept nowhere: not by proxies, not behind the back button."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forbid storing."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()"
        )
        return response


class RefusalMiddleware:
    """Turn refusals of actions into the pages of screens/08: said in words, nothing lost."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; an answer that says only by its number that this is not taken gets words."""
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            return views.not_allowed(request, response.headers.get("Allow", ""))
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; anything else goes its way."""
        if isinstance(error, NotPermitted):
            return views.not_found(request, Http404())
        if isinstance(error, (ActionRefused, InputError)):
            return views.refused(request, error)
        if isinstance(error, (ValueError, DatabaseError)) and _holds_nul(request):
            return views.bad_request(request, error)
        return None


def _holds_nul(request: HttpRequest) -> bool:
    """Whether a form was sent with the sign NUL: a form says so itself at its field.

    What no form reads (a choice among buttons, a mark of the page) gets as far as the database,
    and PostgreSQL takes the sign in no text.
    """
    sent = request.POST.lists() if request.method == "POST" else ()
    return any("\0" in text for name, values in sent for text in (name, *map(str, values)))
