"""Keeping what a person had typed when the session ended, and forgetting it once it is sent."""

from __future__ import annotations

import json

from django.http import QueryDict

from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Draft
from lungang.platform.bookkeeping import bookkeeping

NEVER_KEPT = ("csrfmiddlewaretoken", "key", "seen", "next")
LARGEST = 200_000
"""Letters of a draft: a roster typed on screen fits; what is larger is no typing."""


def keep_draft(actor: Actor, path: str, data: QueryDict) -> bool:
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
    with bookkeeping():
        Draft.objects.update_or_create(
            holding=actor.holding,
            path=path,
            defaults={"user": actor.user, "fields": fields, "saved_at": clock.now()},
        )
    return True


def forget_draft(actor: Actor, path: str) -> None:
    """Forget the draft of a form. No action: nothing of the office hangs on it."""
    with bookkeeping():
        Draft.objects.filter(holding=actor.holding, path=path).delete()
