"""Handing out the log to its witness, on record."""

from __future__ import annotations

from lungang.platform.actions import Act, action
from lungang.platform.audit import access


@action("audit.export")
def export_log(act: Act) -> None:
    """Record that the log leaves the system whole (auditor only)."""
    act.require(access.may_read_log(act.actor) or bool(act.actor.system))
    act.record(None, "导出审计记录")


@action("audit.export_checkpoints")
def export_checkpoints(act: Act) -> None:
    """Record that the checkpoints are handed to the witness."""
    act.require(access.may_see_checkpoints(act.actor) or bool(act.actor.system))
    act.record(None, "下载审计存证")
