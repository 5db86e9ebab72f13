"""The kinds of long work, by name. An app's are in its module ``jobs``, found when Django starts.

::

    @job("screening.run", may=access.may_run)
    def run(job: Running, campaign: str) -> str:
        job.progress("筛查", done, total)
        job.perform(actions.take_in, campaign, rows)
        return reverse("screening:list")
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lungang.platform.accounts.actor import Actor
from lungang.platform.jobs.access import may_start

Work = Callable[..., "str | None"]
"""``(job: Running, **arguments) -> address of the result on this site, or None``."""


@dataclass(frozen=True)
class Kind:
    """One kind of long work: the function, who may start it, whether one at a time is under way.

    ``sees``: who of the offices may know of it at all; where it is given, its end is told to
    whoever started it alone.
    """

    name: str
    work: Work
    may: Callable[[Actor], bool]
    alone: bool = False
    sees: Callable[[Actor], bool] | None = None


KINDS: dict[str, Kind] = {}


def job(
    name: str,
    *,
    may: Callable[[Actor], bool] = may_start,
    alone: bool = False,
    sees: Callable[[Actor], bool] | None = None,
) -> Callable[[Work], Work]:
    """Make a function the work of jobs of the kind ``name``; ``may`` says who starts them.

    ``alone``: while one is under way no other begins, and whoever may start them sees and stops it.
    ``sees``: to whom else of the office that started one it is there at all; to everybody, if not
    given.

    It computes outside any transaction and acts through
    :meth:`~lungang.platform.jobs.running.Running.perform`, so that a job begun twice acts once.
    """

    def make(work: Work) -> Work:
        if name in KINDS:
            raise ValueError(f"two kinds of jobs are called {name}")
        KINDS[name] = Kind(name, work, may, alone, sees)
        return work

    return make


def kind_of(name: str) -> Kind:
    """Return a kind.

    Raises:
        LookupError: there is none of that name; a fault of the program.
    """
    return KINDS[name]


Arguments = dict[str, Any]
"""Plain JSON."""
