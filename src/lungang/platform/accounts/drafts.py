"""What a person had typed when the session ended is kept, and offered again.

A form's page shows it with ``{% include "components/draft.html" %}``; its view fills the form in
with ``initial=initial_from(request)``. When the form is sent and taken the draft goes by itself
(:mod:`lungang.platform.accounts.middleware`). Keeping and forgetting is in ``actions.drafts``.
"""

from __future__ import annotations

from typing import Any

from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Draft


def draft_for(request: Any, path: str | None = None) -> dict[str, list[str]]:
    """Return the fields of the draft of a form, by the path that it is sent to, or {}."""
    draft = _of(request.actor, path or request.path)
    return dict(draft.fields) if draft else {}


def kept(request: Any) -> Draft | None:
    """Return the draft of this page's own form."""
    return _of(request.actor, request.path)


def initial_from(request: Any, path: str | None = None) -> dict[str, Any]:
    """Return initial values of a form, where the person asked for the draft (``?draft=1``)."""
    if "draft" not in request.GET:
        return {}
    fields = draft_for(request, path).items()
    return {name: values[0] if len(values) == 1 else values for name, values in fields}


def _of(actor: Actor, path: str) -> Draft | None:
    if actor.holding is None:
        return None
    return Draft.objects.filter(holding=actor.holding, path=path).first()
