"""What the command line says, and where: results to standard output, everything else beside it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from lungang.i18n import gettext as _

out = Console(highlight=False, soft_wrap=False)
err = Console(stderr=True, highlight=False)

_STAGES = {
    "reading": "读花名册",
    "checking": "核对花名册",
    "screening": "筛查",
    "arcs": "排可去的编制位",
    "solving": "求最优方案",
    "branching": "核亲属同时到达",
    "explaining": "逐人说明理由",
}


def complain(message: str) -> None:
    """Say what went wrong, in plain words, on standard error."""
    err.print(message, markup=False, style="bold red" if err.is_terminal else None)


def note(message: str) -> None:
    """Say something that is not a result, on standard error."""
    err.print(message, markup=False, soft_wrap=True)


def emit_json(value: Any) -> None:
    """Write one JSON value to standard output, for programs."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


class Stages:
    """Shows the stages of a long piece of work; usable as any library's ``progress``."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, Any] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far a stage is; the one before it is then finished."""
        if what not in self._tasks:
            for task in self._tasks.values():
                self._finish(task)
            title = _(_STAGES.get(what, what))
            self._tasks[what] = self._bars.add_task(title, total=max(total, 1))
        self._bars.update(self._tasks[what], completed=done, total=max(total, 1))

    def finish(self) -> None:
        """Show every stage as finished."""
        for task in self._tasks.values():
            self._finish(task)

    def _finish(self, task: Any) -> None:
        total = self._bars.tasks[task].total
        self._bars.update(task, completed=total)


@contextmanager
def stages() -> Iterator[Stages]:
    """Show progress bars on standard error while the block runs; nothing where it is no screen."""
    bars = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
    with bars:
        shown = Stages(bars)
        yield shown
        shown.finish()
