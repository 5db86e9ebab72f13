"""What needs a terminal: progress bars, and tables that fit its width."""

from __future__ import annotations

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

from lungang.cli.console import unheard
from lungang.i18n import gettext as _
from lungang.i18n import mark

_STAGES = {
    "reading": mark("读花名册"),
    "checking": mark("核对花名册"),
    "screening": mark("筛查"),
    "arcs": mark("排可去的编制位"),
    "solving": mark("求最优方案"),
    "branching": mark("核亲属同时到达"),
    "explaining": mark("逐人说明理由"),
    "papers": mark("开公文"),
}


class _Screen(Console):
    def on_broken_pipe(self) -> None:
        self.quiet = True
        unheard(sys.stdout)


def screen() -> Console:
    """Return standard output as a place for tables."""
    return _Screen(highlight=False)


class Stages:
    """Shows the stages of a long piece of work; usable as any library's ``progress``."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, Any] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far a stage is; the one before it is then finished."""
        if what not in self._tasks:
            self.finish()
            title = _(_STAGES.get(what, what))
            self._tasks[what] = self._bars.add_task(title, total=max(total, 1))
        self._bars.update(self._tasks[what], completed=done, total=max(total, 1))

    def finish(self) -> None:
        """Show every stage as finished."""
        for task in self._tasks.values():
            self._bars.update(task, completed=self._bars.tasks[task].total)


@contextmanager
def stages() -> Iterator[Stages]:
    """Show progress bars on standard error while the block runs; nothing where it is no screen."""
    console = Console(stderr=True, highlight=False)
    bars = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bars:
        shown = Stages(bars)
        yield shown
        shown.finish()
