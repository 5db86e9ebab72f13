"""The process that answers browsers: ``python -m lungang.config.web HOST PORT WORKERS``."""

from __future__ import annotations

import os
import signal
import sys

from lungang.config.leash import when_let_go

THREADS = 8
"""Pages that one process works on at a time; others wait their turn. Each thread keeps a connection
to the database, of which PostgreSQL gives out a hundred; more at once would also finish together,
all of them late. Granian's own choice would be 256."""


def main(host: str, port: str, workers: str) -> None:
    """Serve until told to end."""
    from granian.constants import Interfaces
    from granian.server import Server

    when_let_go(lambda: os.kill(os.getpid(), signal.SIGTERM))
    Server(
        "lungang.config.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        blocking_threads=THREADS,
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
