"""What a person had typed when the session ended is kept, and offered again on the form's page.

Only of forms that ask for it: ``{% keeps_draft %}`` in a form names its page. That page offers the
draft with ``{% include "components/draft.html" %}``, and its view fills the form in with
``initial=initial_from(request)``. When a form of the page is sent and taken the draft goes by
itself (:mod:`lungang.platform.accounts.middleware`), and after a week in any case. Keeping and
forgetting is in ``actions.drafts``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Draft

FIELD = "keeps_draft"
NEVER = "/accounts/"
"""Below this address are passwords, codes, links and people's accounts: nothing is kept of them."""
KEPT_FOR = timedelta(days=7)
_SIGNER = Signer(salt="lungang.draft")


def field_for(request: HttpRequest) -> str:
    """Return what a form carries to have its draft kept: its page's path, signed.

    A form that is shown again by the address it was sent to still belongs to the page it was on.
    """
    return _SIGNER.sign(page_of(request) or _path_of(request))


def also_kept_at(request: Any, paths: Iterable[str]) -> None:
    """Say under which addresses before its own a page's draft may lie, the newest first.

    A page whose address changes with the thing it shows (a person's result in each run) offers so
    what was typed at the address before.
    """
    request.draft_paths = list(dict.fromkeys([request.path, *paths]))


def _path_of(request: Any) -> str:
    """Return where a page's draft is kept: where it lies already, or the page's own address."""
    if len(getattr(request, "draft_paths", ())) > 1 and (found := kept(request)) is not None:
        return found.path
    return str(request.path)


def page_of(request: HttpRequest) -> str:
    """Return the page of a form that was sent, where it keeps drafts, or ""."""
    try:
        path = _SIGNER.unsign(request.POST.get(FIELD, ""))
    except BadSignature:
        return ""
    return "" if path.startswith(NEVER) else path


def draft_for(request: Any) -> dict[str, list[str]]:
    """Return the fields of this page's draft, or {}."""
    draft = kept(request)
    return dict(draft.fields) if draft else {}


def kept(request: Any) -> Draft | None:
    """Return this page's draft: of the same person, in the same office."""
    actor: Actor = request.actor
    if actor.holding is None:
        return None
    after = clock.now() - KEPT_FOR
    paths = getattr(request, "draft_paths", [request.path])
    rows = Draft.objects.filter(holding=actor.holding, path__in=paths, saved_at__gt=after)
    return rows.order_by("-saved_at").first()


def initial_from(request: Any) -> dict[str, Any]:
    """Return initial values of a form, where the person asked for the draft (``?draft=1``)."""
    if "draft" not in request.GET:
        return {}
    fields = draft_for(request).items()
    return {name: values[0] if len(values) == 1 else values for name, values in fields}
