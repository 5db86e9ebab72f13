"""Writing to the audit log: one line, in the transaction of what it records."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from lungang.platform.accounts.actor import Actor
from lungang.platform.audit.models import Entry, Result

LEAF = b"\x00"
"""Prefix of a leaf, so that no leaf can pass for a node (RFC 6962, 2.1)."""
GENESIS = hashlib.sha256(b"").hexdigest()
_HASHED = (
    "seq", "action", "result", "actor_id", "actor_name", "actor_office", "actor_title",
    "subject_type", "subject_id", "subject_version", "summary", "reason", "details", "key",
    "previous",
)  # fmt: skip


def hold_the_pen() -> None:
    """Let nobody else write until this transaction ends.

    Everything that an action reads is then as the last finished action left it, on both databases:
    SQLite's immediate transactions do this by themselves; on PostgreSQL the lock must come before
    the first look at a table, so that the snapshot is taken behind it.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audit_entry IN EXCLUSIVE MODE")


def append(
    actor: Actor,
    action: str,
    *,
    subject: tuple[str, str, int | None] = ("", "", None),
    summary: str,
    reason: str = "",
    details: dict[str, Any] | None = None,
    result: Result = Result.DONE,
    key: str | None = None,
) -> Entry:
    """Append a line. Must be called inside the action's transaction, which holds the pen."""
    last = Entry.objects.order_by("-seq").first()
    entry = Entry(
        seq=last.seq + 1 if last else 0,
        at=timezone.now(),
        action=action,
        result=result,
        actor_id=str(actor.user.pk) if actor.user else "",
        actor_name=actor.name,
        actor_office=str(actor.office or ""),
        actor_title=actor.title,
        subject_type=subject[0],
        subject_id=subject[1],
        subject_version=subject[2],
        summary=summary,
        reason=reason,
        details=details or {},
        key=key,
        previous=last.leaf if last else GENESIS,
    )
    entry.leaf = leaf_hash(entry)
    entry.save(force_insert=True)
    return entry


def canonical(entry: Entry) -> bytes:
    """Return the bytes of a line that its hash is taken over."""
    fields = {name: getattr(entry, name) for name in _HASHED}
    fields["result"] = str(fields["result"])
    fields["at"] = _utc(entry.at)
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def leaf_hash(entry: Entry) -> str:
    """Return the RFC 6962 leaf hash of a line."""
    return hashlib.sha256(LEAF + canonical(entry)).hexdigest()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def veiled(value: str) -> str:
    """Return a keyed digest of a personal value: two lines can be compared, neither can be read."""
    key = hashlib.sha256(b"audit-veil" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()
