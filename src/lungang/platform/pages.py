"""How a view is written: who may see the page stands on it, and acting is one call.

::

    @page(access.may_see_board)
    def board(request: OfficeRequest) -> HttpResponse: ...

    @page(access.may_submit, methods=("POST",))
    def submit(request: OfficeRequest, pk: UUID) -> HttpResponse:
        done = perform(request, actions.submit, pk, seen=seen(request))
        return redirect("rosters:return", done.pk)

Whoever may not see a page gets the very answer that a page that does not exist gives.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from lungang.errors import NotNow
from lungang.platform.accounts.actor import Actor
from lungang.platform.audit.queries import keys_on_record
from lungang.platform.versions import UNSAID

P = ParamSpec("P")
T = TypeVar("T")
Rule = Callable[[Actor], bool]
GREATEST = 2**63 - 1
"""No row has a greater number, and no database takes one: what an address counts further is not."""


class OfficeRequest(HttpRequest):
    """A request of somebody in an office, in the campaign under way (typing only)."""

    actor: Actor
    campaign: Any
    draft: Any


def page(
    rule: Rule, *, methods: tuple[str, ...] = ("GET",), campaign: bool = True
) -> Callable[
    [Callable[Concatenate[Any, P], HttpResponse]], Callable[Concatenate[Any, P], HttpResponse]
]:
    """Let only offices for which ``rule`` holds see a page; others find nothing there.

    A number in the address that no row can have leads to nothing either. Views see no HEAD: to
    them it is a GET.
    ``campaign``: the page is about the campaign under way, and is not there without one.
    """

    def make(
        view: Callable[Concatenate[Any, P], HttpResponse],
    ) -> Callable[Concatenate[Any, P], HttpResponse]:
        @wraps(view)
        def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not rule(request.actor) or (campaign and request.campaign is None):
                raise Http404
            if any(isinstance(one, int) and one > GREATEST for one in kwargs.values()):
                raise Http404
            if request.method not in (*methods, *(("HEAD",) if "GET" in methods else ())):
                return HttpResponseNotAllowed(methods)
            if request.method != "HEAD":
                return view(request, *args, **kwargs)
            request.method = "GET"  # what is asked is the page; the server sends its headers alone
            try:
                return view(request, *args, **kwargs)
            finally:
                request.method = "HEAD"

        guarded.rule = rule  # type: ignore[attr-defined]  # read by the access table's test
        guarded.of_campaign = campaign  # type: ignore[attr-defined]
        guarded.methods = methods  # type: ignore[attr-defined]  # read by the sweep of all pages
        return guarded

    return make


def url_if_open(actor: Actor, name: str) -> str | None:
    """Return the address of a page, or None where there is none or not for this office.

    Every page carries its rule (:func:`page`), so that bar and desk lead nobody to a page that is
    not there for him.
    """
    try:
        url = reverse(name) if name else ""
    except NoReverseMatch:
        return None
    rule = getattr(resolve(url).func, "rule", None) if url else None
    return url if url and (rule is None or rule(actor)) else None


def opens(request: Any, path: str) -> bool:
    """Whether the page at an address is there for the office of the request, as far as its rule.

    A message is kept for ever; what it leads to may be over, or another office's by now.
    """
    try:
        view = resolve(path.partition("?")[0].partition("#")[0]).func
    except Resolver404:
        return False
    rule = getattr(view, "rule", None)
    missing = getattr(view, "of_campaign", False) and request.campaign is None
    return not missing and (rule is None or rule(request.actor))


def perform(request: Any, act: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
    """Do an action as the office of the request, once for each form that was handed out.

    Raises:
        NotNow: the form was handed out to another office of the same person.
    """
    return act(request.actor, *args, key=_form_key(request), **kwargs)


def was_taken(request: Any) -> bool:
    """Whether this very form was taken before: what it asks for is checked no second time.

    Its action, asked again with the same, then gives the first press's answer, and with anything
    else refuses.
    """
    key = _form_key(request)
    return key is not None and bool(keys_on_record([key]))


def key_for(actor: Actor) -> str:
    """Return a new form's key: the office that it is handed out to, and a number used once."""
    return f"{_holding(actor)}.{secrets.token_urlsafe(24)}"


def seen(request: HttpRequest) -> int:
    """Return the version that the page showed, which the form carries (``{% seen row %}``).

    Where the form does not say it in a number this is no version at all: ``Act.lock`` refuses it,
    to those who may see the row, so nothing is done unchecked.
    """
    value = request.POST.get("seen", "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else UNSAID


def _form_key(request: Any) -> str | None:
    """Return the key in a space of its own: no form can use up a key of the system or of a job."""
    given = request.POST.get("key", "")
    if not given:
        return None
    actor = request.actor
    holding, dot, _rest = given.partition(".")
    if dot and holding.isdecimal() and holding != _holding(actor):
        raise NotNow(_("你已换到别的岗位，这张表是原来的岗位打开的，没有办理。请重新打开"))
    return f"form:{actor.user.pk if actor.user else ''}:{_holding(actor)}:{given}"


def _holding(actor: Actor) -> str:
    return str(actor.holding.pk) if actor.holding else "0"
