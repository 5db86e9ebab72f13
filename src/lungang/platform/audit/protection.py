"""The log grows at its end and nowhere else: the database sees to it."""

from __future__ import annotations

from lungang.platform.triggers import Trigger, append_only

TRIGGERS = (
    *append_only("audit_entry", "audit_entry is append-only"),
    *append_only("audit_checkpoint", "audit_checkpoint is append-only"),
    # Its words may be erased. Others put in their place are found by verify_log: a keyed digest is
    # nothing that a trigger can compute.
    Trigger("audit_reason", "UPDATE", "audit_reason is not changed"),
    # SQLite's INSERT OR REPLACE deletes without asking the trigger of DELETE.
    Trigger(
        "audit_entry",
        "INSERT",
        "audit_entry grows at its end",
        "NEW.seq <> (SELECT COALESCE(MAX(seq) + 1, 0) FROM audit_entry) OR"
        " EXISTS (SELECT 1 FROM audit_entry WHERE key = NEW.key)",
    ),
    Trigger(
        "audit_checkpoint",
        "INSERT",
        "audit_checkpoint grows at its end",
        "EXISTS (SELECT 1 FROM audit_checkpoint WHERE size >= NEW.size)",
    ),
)
