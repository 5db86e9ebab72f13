"""Every request knows in which office it is made; a screen left alone is locked."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lungang.platform.accounts import access, drafts
from lungang.platform.accounts.actions import sign_out
from lungang.platform.accounts.actions.drafts import forget_draft, is_too_large, keep_draft
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.queries import actor_for, holdings_of
from lungang.platform.accounts.step_up import IN_DEMO, has_second_factor

Next = Callable[[HttpRequest], HttpResponse]
HOLDING = "holding"
"""Where the session keeps the office chosen. The office itself is read anew with each request."""
BEGUN, LAST_SEEN = "begun_at", "seen_at"
PASSIVE = "X-Passive"
"""A header of requests that the page makes by itself: they do not keep a screen open."""
CLEAR = '"cache", "storage"'
IDLE, KEPT, TOO_LARGE = "idle", "draft", "large"
"""What the page of a locked screen says became of the typing: none, kept, too much to be kept."""


class OfficeMiddleware:
    """Put the actor on the request: the person signed in, in the office chosen."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Find the actor and pass on."""
        if request.user.is_authenticated:
            request.actor = actor_for(request.user, request.session.get(HOLDING))
        else:
            request.actor = Actor()
        request.draft = SimpleLazyObject(lambda: drafts.kept(request))
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Lead administrators to their second factor, and people of several offices to choose."""
        match = request.resolver_match
        if request.actor.user is None or _is_about_the_account(match):
            return None
        if access.needs_second_factor(request.actor):
            return self._second_factor_first(request)
        if request.actor.holding is None and match.namespaces != ["accounts"]:
            return self._office_first(request)
        return None

    def _second_factor_first(self, request: Any) -> HttpResponse | None:
        if (settings.SITE.demo and request.session.get(IN_DEMO)) or has_second_factor(request.user):
            return None
        messages.warning(request, _("管理员要先设好二次验证，再办别的事。"))
        return redirect("mfa_index")

    def _office_first(self, request: Any) -> HttpResponse | None:
        if not holdings_of(request.user):
            return None
        where = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('accounts:offices')}?{where}")


class PresenceMiddleware:
    """Lock a screen that nobody used for a quarter of an hour, or that is open too long.

    What was typed into a form that keeps drafts is kept first. The check of the form's own token
    has passed by then (CsrfViewMiddleware stands before), so no other page can leave a draft.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Lock, or note that somebody is there."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        request.is_over = _is_over(request)
        if request.is_over and request.method != "POST":
            return self._lock(request, request.get_full_path())
        if not request.is_over and PASSIVE not in request.headers:
            _note_presence(request)
        response = self.get_response(request)
        if request.is_over and request.user.is_authenticated:
            # The form was refused before its view was found: out all the same.
            return self._lock(request, "/")
        if request.method == "POST" and (path := drafts.page_of(request)) and _was_taken(response):
            forget_draft(request.actor, path, request.POST)
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Keep what was typed and lock, where the time was over."""
        if not getattr(request, "is_over", False) or request.method != "POST":
            return None
        path = drafts.page_of(request)
        return self._lock(request, path or _form_page(request), _kept_of(request, path))

    def _lock(self, request: Any, back: str, kept: str = IDLE) -> HttpResponse:
        sign_out(request.actor, "锁屏")
        logout(request)
        request.actor = Actor()
        where = urlencode({"locked": kept, "next": back})
        response = HttpResponseRedirect(f"{reverse('account_login')}?{where}")
        response["Clear-Site-Data"] = CLEAR
        return response


def _kept_of(request: Any, path: str) -> str:
    """Keep what was typed on a page that keeps drafts; say what became of it."""
    if not path:
        return IDLE
    if keep_draft(request.actor, path, request.POST):
        return KEPT
    return TOO_LARGE if is_too_large(request.POST) else IDLE


def begin(request: Any) -> None:
    """Begin to count, when somebody has just signed in."""
    request.session[BEGUN] = request.session[LAST_SEEN] = int(time.time())


def _is_over(request: Any) -> bool:
    now = time.time()
    if BEGUN not in request.session:
        begin(request)
    return bool(
        now - request.session[LAST_SEEN] >= settings.IDLE_SECONDS
        or now - request.session[BEGUN] >= settings.ABSOLUTE_SECONDS
    )


def _note_presence(request: Any) -> None:
    """Note it once a minute, so that not every page read is a write."""
    now = int(time.time())
    if now - request.session[LAST_SEEN] >= min(60, settings.IDLE_SECONDS // 15):
        request.session[LAST_SEEN] = now


def _was_taken(response: HttpResponse) -> bool:
    """Whether a form was acted on: not sent back, and not led aside to show who one is."""
    led_aside = getattr(response, "led_aside", False) or response.get("Location", "").startswith(
        reverse("account_login").rsplit("/", 2)[0]
    )
    return response.status_code in (302, 303) and not led_aside


def _is_about_the_account(match: Any) -> bool:
    return not match.namespaces and (match.url_name or "").startswith(("account_", "mfa_"))


def _form_page(request: Any) -> str:
    """Return the page that the form stood on, which is not always where it is sent to."""
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc == request.get_host():
        return str(referer.path)
    return str(request.path)
