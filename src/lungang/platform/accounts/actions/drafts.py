"""Keeping what a person had typed when the session ended, and forgetting it once it is sent."""

from __future__ import annotations

import json
import re
from collections.abc import Collection

from django.http import QueryDict

from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.drafts import FIELD, KEPT_FOR
from lungang.platform.accounts.models import Draft
from lungang.platform.bookkeeping import bookkeeping
from lungang.platform.citizen_ids import replaced

NO_TYPING = ("csrfmiddlewaretoken", "key", "seen", "shown", "next", FIELD)
"""What a form carries hidden: of no use to a form that is opened anew, and not typed."""
PLACE = frozenset({"view", "page"})
"""Where on its page the form was: kept, so that it is found again, but nothing typed either."""
SECRETS = re.compile(r"password|otp|token|secret", re.I)
IDS = re.compile(r"(^|[:-])((citizen|relative|person)_)?id$", re.I)
"""Fields that ask for a citizen id, a roster's cells among them (``c:<row>:id``)."""
LEFT_OUT = "〔证号没有存〕"
LARGEST = 200_000
"""Letters of a draft: a roster typed on screen fits; what is larger is no typing."""


def keep_draft(actor: Actor, path: str, data: QueryDict) -> bool:
    """Keep what was typed; whether it was kept. Citizen ids are left out.

    Not kept is what holds nothing, and what is too large (:func:`is_too_large`).

    No action: the office decides nothing by it, and the person is being signed out.
    """
    fields = typed(data)
    if (
        actor.user is None
        or actor.holding is None
        or len(path) > 300
        or not any(any(values) for name, values in fields.items() if name not in PLACE)
        or is_too_large(data)
    ):
        return False
    with bookkeeping():
        Draft.objects.update_or_create(
            holding=actor.holding,
            path=path,
            defaults={"user": actor.user, "fields": fields, "saved_at": clock.now()},
        )
    return True


def is_too_large(data: QueryDict) -> bool:
    """Whether what was typed into a form is more than a draft may hold."""
    return len(json.dumps(typed(data), ensure_ascii=False)) > LARGEST


def typed(data: QueryDict) -> dict[str, list[str]]:
    """Return what may be kept of a form: no secrets, and no citizen id in any field."""
    return {
        name: [replaced(str(value), LEFT_OUT) for value in values]
        for name, values in data.lists()
        if name not in NO_TYPING and not SECRETS.search(name) and not IDS.search(name)
    }


def forget_draft(actor: Actor, path: str, sent: Collection[str] | None = None) -> None:
    """Forget the draft of a page; ``sent`` are the fields of the form that was taken, if one was.

    A page may hold two forms: the draft of one stays when the other is sent. No action: nothing of
    the office hangs on it.
    """
    found = Draft.objects.filter(holding=actor.holding, path=path).first()
    if found is None or (sent is not None and not set(found.fields) & set(sent) - PLACE):
        return
    with bookkeeping():
        found.delete()


def forget_old_drafts() -> int:
    """Forget what nobody came back for within a week; return how many. No action, as above."""
    old = Draft.objects.filter(saved_at__lte=clock.now() - KEPT_FOR)
    if not old.exists():
        return 0  # without taking the pen, each minute
    with bookkeeping():
        return old.delete()[0]
