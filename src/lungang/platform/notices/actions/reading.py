"""A notice was opened: bookkeeping, for nothing was decided."""

from __future__ import annotations

from lungang.platform import clock
from lungang.platform.accounts.models import Holding
from lungang.platform.bookkeeping import bookkeeping
from lungang.platform.notices.models import Notice, Reading


def mark_read(holding: Holding, notice: Notice) -> None:
    """Note that somebody in the office has opened it; the first time counts."""
    if Reading.objects.filter(notice=notice, holding=holding).exists():
        return  # opened again: no pen needed
    with bookkeeping():
        Reading.objects.get_or_create(notice=notice, holding=holding, defaults={"at": clock.now()})
