"""Writing to the audit log: one line, in the transaction of what it records."""

from __future__ import annotations

from typing import Any

from django.db import connection

from lungang.platform import clock, keys
from lungang.platform.accounts.actor import Actor
from lungang.platform.audit.canonical import FIELDS, GENESIS, canonical, clean, leaf_of, plain
from lungang.platform.audit.models import Entry, Reason, Result
from lungang.platform.citizen_ids import replaced

VEILED_NAME = "密封"
"""What stands for name and office of somebody whose acting would tell of a plan not released."""


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
    veils_actor: bool = False,
) -> Entry:
    """Append a line. Must be called inside the action's transaction, which holds the pen.

    ``veils_actor``: that somebody acted here may be read, and of who it was only a keyed digest.

    ``reason`` is what a person wrote: the line keeps its length and keyed digest, and the words are
    sealed beside it (:class:`lungang.platform.audit.models.Reason`).

    Raises:
        RuntimeError: no transaction is under way, so the line could outlive what it records.
        TypeError: the details hold what cannot be put on record (see ``canonical.plain``).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a line is written in the transaction of what it records")
    reason = clean(reason)
    last = Entry.objects.order_by("-seq").only("seq", "leaf").first()
    entry = Entry(
        seq=last.seq + 1 if last else 0,
        at=clock.now(),
        action=action,
        result=str(result),
        actor_id=actor_id(actor, veils_actor),
        actor_name=VEILED_NAME if veils_actor else _fitting("actor_name", actor.name),
        actor_office="" if veils_actor else str(actor.office or ""),
        actor_title=VEILED_NAME if veils_actor else _fitting("actor_title", actor.title),
        subject_type=subject[0],
        subject_id=subject[1],
        subject_version=subject[2],
        summary=_fitting("summary", replaced(summary)),
        reason_digest=digest_of_words(reason),
        details=plain(details or {}),
        key=key,
        previous=last.leaf if last else GENESIS,
    )
    entry.leaf = leaf_of(line_of(entry))
    entry.save(force_insert=True)
    if reason:
        Reason.objects.create(entry=entry, text=reason)
    return entry


def actor_id(actor: Actor, veiled_one: bool = False) -> str:
    """Return what a line knows its actor by: the account, or a keyed digest of it."""
    number = str(actor.user.pk) if actor.user else ""
    limit: int | None = getattr(Entry._meta.get_field("actor_id"), "max_length", None)
    return veiled(f"actor {number}")[:limit] if veiled_one else number


def _fitting(field: str, text: str) -> str:
    # PostgreSQL refuses what is too long, SQLite keeps it: neither may decide what is on record.
    limit: int | None = getattr(Entry._meta.get_field(field), "max_length", None)
    return clean(text, limit)


def digest_of_words(reason: str) -> str:
    """Return what a line holds of the words of its reason: their length and keyed digest."""
    return f"{len(reason)}:{veiled(reason)}" if reason else ""


def line_of(entry: Entry) -> bytes:
    """Return the bytes of an entry that its hash is taken over."""
    return canonical({name: getattr(entry, name) for name in FIELDS})


def veiled(value: str) -> str:
    """Return a keyed digest of a personal value: two lines can be compared, neither can be read."""
    return keys.digest(keys.Purpose.VEIL, value)
