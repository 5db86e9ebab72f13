"""Processes that end with the one that started them, even if that one is killed."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable

ORPHANED = 75


def when_let_go(end: Callable[[], object]) -> None:
    """Call ``end`` when standard input closes: its other end is held by the process above."""

    def wait() -> None:
        # Not sys.stdin: its lock would be held for ever, and a fork closes it.
        while os.read(0, 4096):
            pass
        end()

    threading.Thread(target=wait, daemon=True).start()


def end_with_parent() -> None:
    """End this process at once when the one that made it with ``multiprocessing`` is gone.

    Where nothing made it so, nothing happens.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(ORPHANED)

    threading.Thread(target=wait, daemon=True).start()
