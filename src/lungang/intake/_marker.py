"""Marks one workbook in a process of its own, under limits. Run by path, never imported.

The order (argv) and the content (standard input) come from :mod:`lungang.intake.marking`, which has
let :mod:`_child` look for bombs and macros before. The library that writes into a user's own
workbook keeps all of it in memory; whatever that costs is paid here, and ends with this process.

In: one line of JSON, then the file. Out: the marked workbook, or nothing.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any


def limit_process(limits: dict[str, int]) -> None:
    """Bind memory, processor time and files; without effect where the system has no such call."""
    try:
        import resource
    except ImportError:
        return
    for name, value in (
        ("RLIMIT_AS", limits["memory"]),
        ("RLIMIT_CPU", limits["seconds"]),
        ("RLIMIT_FSIZE", limits["file"]),  # sheets are written to temporary files first
        ("RLIMIT_CORE", 0),
    ):
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (AttributeError, OSError, ValueError):
            continue


def main(order: dict[str, Any]) -> None:
    """Mark and answer; an answer that is missing says that it could not be done."""
    limit_process(order["limits"])
    sys.path[:] = order["path"]
    from lungang.intake.marking import mark

    content = sys.stdin.buffer
    head = json.loads(content.readline())
    out = io.BytesIO()
    if mark(head, content.read(), out):
        sys.stdout.buffer.write(out.getvalue())
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
