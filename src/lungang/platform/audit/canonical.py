"""The bytes of a line: the same before it is stored and after, whichever database stored it."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

LEAF = b"\x00"
"""Prefix of a leaf, so that no leaf can pass for a node (RFC 6962, 2.1)."""
GENESIS = hashlib.sha256(b"").hexdigest()
"""What the first line names as the line before it."""
FIELDS = (
    "seq", "at", "action", "result", "actor_id", "actor_name", "actor_office", "actor_title",
    "subject_type", "subject_id", "subject_version", "summary", "reason_digest", "details", "key",
    "previous",
)  # fmt: skip
"""All that a line says; its leaf hash is over these."""


def canonical(line: Mapping[str, Any]) -> bytes:
    """Return the bytes of a line that its hash is taken over: one line of JSON, keys sorted.

    ``line`` holds :data:`FIELDS`, in Python's values.
    """
    fields = {name: line[name] for name in FIELDS}
    fields["result"] = str(fields["result"])
    fields["at"] = line["at"].astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(
        fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def leaf_of(canonical_bytes: bytes) -> str:
    """Return the RFC 6962 leaf hash of a line."""
    return hashlib.sha256(LEAF + canonical_bytes).hexdigest()


def plain(value: Any) -> Any:
    """Return a value as JSON that comes back from both databases as it went in.

    Dates, ids and codes become text; tuples and sets lists. Text is cleaned as :func:`clean` says.

    Raises:
        TypeError: it is a float (PostgreSQL gives 1e20 back as a whole number), or something that
            JSON has no form for.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    if isinstance(value, Mapping):
        return {clean(str(plain(key))): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(map(plain, value), key=str)
    raise TypeError(f"the audit log takes no {type(value).__name__}: write it as text")


def clean(text: str, limit: int | None = None) -> str:
    """Return text that every database keeps, at most so long.

    Control characters (PostgreSQL takes no NUL) and halves of characters become a mark.
    """
    kept = "".join(
        "\N{REPLACEMENT CHARACTER}"
        if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t"
        else sign
        for sign in str(text).replace("\r\n", "\n")
    )
    return kept if limit is None or len(kept) <= limit else kept[: limit - 1] + "…"
