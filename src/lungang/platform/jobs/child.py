"""The process that does one job: ``python -m lungang.platform.jobs.child ID ATTEMPT``.

It lives no longer than its worker: the worker holds the other end of its standard input, and when
that closes (also by ``kill -9``) the process ends at once.
"""

from __future__ import annotations

import os
import sys
import threading
from uuid import UUID

ORPHANED = 75


def main() -> None:
    """Do the job that the command line names."""
    threading.Thread(target=_end_with_the_worker, daemon=True).start()
    import django

    django.setup()
    from lungang.platform.jobs.execute import execute

    execute(UUID(sys.argv[1]), int(sys.argv[2]))


def _end_with_the_worker() -> None:
    # Not sys.stdin: its lock would be held for ever, also where the interpreter ends.
    while os.read(0, 4096):
        pass
    os._exit(ORPHANED)


if __name__ == "__main__":
    main()
