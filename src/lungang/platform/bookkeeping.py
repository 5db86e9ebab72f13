"""Writes that are nobody's act: a heartbeat, a notice seen, a job claimed.

They stand in ``actions/`` packages like all writes, take the pen like an action, and put no line in
the audit log, for nobody decided anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from lungang.platform.audit import log
from lungang.platform.guard import writing


@contextmanager
def bookkeeping() -> Iterator[None]:
    """Write with the pen in hand: what is read inside stays true until it is written."""
    with transaction.atomic(), writing():
        log.hold_the_pen()
        yield
