"""The command line: ``lungang template | check | screen | plan | verify | explain | demo``.

Exit codes: 0 done · 1 could not be done · 2 what was given cannot be taken · 3 a plan says
something false · 70 a fault of the program · 130 interrupted. Nothing is written unless the exit
code is 0 (``check -o`` writes its marked copy whatever it finds; an interrupt may come late).
"""

from __future__ import annotations

import sys

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> None:
    """Run one command and exit with its code."""
    try:
        from lungang.cli.app import run  # here, so that Ctrl-C while it loads is no traceback

        code = run(arguments)
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
