"""What a person had typed when the session ended is kept, and offered again.

A form's page shows it with ``{% include "components/draft.html" %}``; its view fills the form in
with ``initial=initial_from(request)``. When the form is sent and taken the draft goes by itself
(:mod:`lungang.platform.accounts.middleware`).
"""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.http import QueryDict

from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Draft
from lungang.platform.guard import writing

NEVER_KEPT = ("csrfmiddlewaretoken", "key", "seen", "next")
LARGEST = 200_000
"""Letters of a draft: a roster typed on screen fits; what is larger is no typing."""


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


def keep(actor: Actor, path: str, data: QueryDict) -> bool:
    """Keep what was typed; whether there was anything to keep.

    No action: the office decides nothing by it, and the person is being signed out.
    """
    fields = {
        name: [str(value) for value in values]
        for name, values in data.lists()
        if name not in NEVER_KEPT and "password" not in name.lower()
    }
    if (
        actor.user is None
        or actor.holding is None
        or len(path) > 300
        or not any(map(any, fields.values()))
    ):
        return False
    if len(json.dumps(fields, ensure_ascii=False)) > LARGEST:
        return False
    with transaction.atomic(), writing():
        Draft.objects.update_or_create(
            holding=actor.holding,
            path=path,
            defaults={"user": actor.user, "fields": fields, "saved_at": clock.now()},
        )
    return True


def drop(actor: Actor, path: str) -> None:
    """Forget the draft of a form. No action: nothing of the office hangs on it."""
    draft = _of(actor, path)
    if draft is not None:
        with transaction.atomic(), writing():
            draft.delete()
