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
END_SECONDS = 10
"""For the page in hand when a process is told to end; less than ``serving`` waits for all."""
LOGGING = {
    "formatters": {"line": {"format": "%(asctime)s %(message)s"}},
    "filters": {"no_persons": {"()": "lungang.web.logs.NoPersons"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["no_persons"],
        }
    },
    "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
}
"""Only what went wrong: that a process which answers died, or that they die again and again."""


def main(host: str, port: str, workers: str) -> None:
    """Serve until told to end. A process that dies is replaced, unless it dies again at once."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    when_let_go(lambda: os.kill(os.getpid(), signal.SIGTERM))
    Server(
        "lungang.config.wsgi:application",
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=END_SECONDS,
        log_level=LogLevels.error,
        log_dictconfig=LOGGING,
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
