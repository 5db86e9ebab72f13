"""The door before the sealed plan: on the list, with the second factor, and on record.

::

    @sealed_page("某人的去向")
    def person(request: SealedRequest, pk: UUID) -> HttpResponse:
        return show(request, "deliberation/person.html", {...}, digest=fingerprint)

The template extends ``deliberation/sealed.html``: the banner on screen, the reader's code and the
plan's digest at the foot of each printed sheet. A whole page without the code is not handed out.

Whoever is not on the list finds nothing there. Who is on it shows the second factor at the door
once; the door closes with the session, after :data:`OPEN_FOR`, or by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lungang.campaign.deliberation import access
from lungang.campaign.deliberation.actions.reading import note_reading
from lungang.campaign.deliberation.models import Reader
from lungang.campaign.deliberation.queries import reader_of
from lungang.platform import clock
from lungang.platform.accounts.actions.drafts import keep_draft
from lungang.platform.accounts.drafts import page_of
from lungang.platform.accounts.step_up import (
    ask_second_factor,
    entered_demo,
    showed_second_factor,
)
from lungang.platform.pages import OfficeRequest, page

P = ParamSpec("P")
OPEN_FOR = timedelta(hours=4)
"""A joint meeting is over by then; who reads on shows the second factor again."""
_OPENED = "sealed_plan_opened"


class SealedRequest(OfficeRequest):
    """A request of somebody on the list whose door is open (typing only)."""

    reader: Reader


def is_open(request: Any, reader: Reader) -> bool:
    """Whether the reader opened the door in this session, not longer ago than it stays open."""
    pk, at = request.session.get(_OPENED, ("", 0))
    return bool(pk == str(reader.pk) and 0 <= clock.now().timestamp() - at < _SECONDS)


def open_door(request: Any, reader: Reader) -> None:
    """Let the reader in until the time is over, in a session under a new key."""
    request.session.cycle_key()
    request.session[_OPENED] = (str(reader.pk), clock.now().timestamp())


def open_until(request: Any, reader: Reader) -> datetime | None:
    """Return when an open door shuts by itself."""
    if not is_open(request, reader):
        return None
    return datetime.fromtimestamp(request.session[_OPENED][1], tz=UTC) + OPEN_FOR


def close_door(request: Any) -> None:
    """Shut it again."""
    request.session.pop(_OPENED, None)


def prove_again(request: Any, here: str) -> HttpResponse | None:
    """Return the answer that asks for the second factor anew, None where it was just shown.

    Before what cannot be taken back the open door is not enough: the screen may stand open, too.
    The person comes back to the page ``here`` and presses again; what was typed is kept.
    """
    if entered_demo(request) or showed_second_factor(request):
        return None
    messages.info(request, _("这一步要再核实一次身份。核实以后请再按一次"))
    path = page_of(request)
    if path and keep_draft(request.actor, path, request.POST):
        here = f"{path}?draft=1"
    return ask_second_factor(request, here)


def show(
    request: Any,
    template: str,
    context: dict[str, Any],
    *,
    digest: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render a page of the sealed plan; ``digest`` is the plan's, where the page shows one plan.

    Whoever reads the plan of a digest on paper finds it by its first eight signs.
    """
    sealed = {"sealed_digest": short(digest), "reader_code": request.reader.code}
    return render(request, template, context | sealed, status=status)


def short(digest: str) -> str:
    """Return a digest as pages and papers show it: eight signs in two groups."""
    return f"{digest[:4]} {digest[4:8]}".strip()


def sealed_page(
    what: str,
    *,
    methods: tuple[str, ...] = ("GET",),
    rule: Any = access.may_deliberate,
) -> Callable[
    [Callable[Concatenate[Any, P], HttpResponse]], Callable[Concatenate[Any, P], HttpResponse]
]:
    """Show a page of the sealed plan to whoever is on the list, and put it on record.

    ``what`` says in the record which page it was, and names nobody. ``rule``: which offices act
    here, where not all that read do.

    The view carries ``sealed`` (``what``): a test goes round all of them.
    """

    def make(
        view: Callable[Concatenate[Any, P], HttpResponse],
    ) -> Callable[Concatenate[Any, P], HttpResponse]:
        @page(rule, methods=methods)
        @wraps(view)
        def behind(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            reader = reader_of(request.actor, request.campaign)
            if reader is None:
                raise Http404
            if not is_open(request, reader):
                return _to_the_door(request)
            request.reader = reader
            reads = request.method == "GET"
            if reads:
                note_reading(request.actor, request.campaign, what)
            answer = view(request, *args, **kwargs)
            if not reads and answer.status_code in _SHOWN:  # a form that comes back shows it too
                note_reading(request.actor, request.campaign, what)
            return _with_code(answer, reader.code)

        behind.sealed = what  # type: ignore[attr-defined]
        return behind

    return make


def _to_the_door(request: Any) -> HttpResponse:
    """Lead to the door and back; what was typed into a form meanwhile is kept."""
    back = request.get_full_path() if request.method == "GET" else ""
    path = page_of(request) if request.method == "POST" else ""
    if path and keep_draft(request.actor, path, request.POST):
        back = f"{path}?draft=1"
    where = f"?{urlencode({'next': back})}" if back else ""
    answer = redirect(reverse("deliberation:door") + where)
    answer.led_aside = True  # type: ignore[attr-defined]
    return answer


def _with_code(response: HttpResponse, code: str) -> HttpResponse:
    """Hand out no whole page on which nothing says whose it is: that is a fault of the program."""
    whole = response.headers.get("Content-Type", "").startswith("text/html")
    whole = whole and response.status_code in _SHOWN and not response.streaming
    if whole and code.encode() not in response.content:
        raise RuntimeError("a sealed page without its banner: extend deliberation/sealed.html")
    return response


_SHOWN = frozenset({200, 409, 422})
"""Answers that show something of the plan: the page, and the page that refuses an act."""
_SECONDS = OPEN_FOR.total_seconds()
