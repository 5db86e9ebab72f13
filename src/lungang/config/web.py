"""The process that answers browsers: ``python -m lungang.config.web HOST PORT WORKERS``."""

from __future__ import annotations

import os
import signal
import sys

from lungang.config.leash import when_let_go


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
        log_enabled=False,
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
