"""The units' task to give their opinion, kept true to who of them must move."""

from __future__ import annotations

from collections import Counter

from lungang.campaign.core.actions import advance
from lungang.campaign.core.models import Campaign, TaskState
from lungang.campaign.core.states import TASKS
from lungang.campaign.screening.models import Run
from lungang.campaign.screening.queries import MUST, OPINIONS, effective
from lungang.platform.actions import Act

_LIVE = (TaskState.OPEN, TaskState.BEGUN, TaskState.SUBMITTED)


def owed(campaign: Campaign, run: Run) -> dict[int, tuple[int, int]]:
    """Return by unit how many of its people it is asked about, and how many it has answered."""
    asked: Counter[int] = Counter()
    answered: Counter[int] = Counter()
    rows = effective(run.results.filter(verdict__in=MUST), campaign).order_by()
    for row in rows.only("run_id", "unit_id"):
        asked[row.unit_id] += 1
        answered[row.unit_id] += row.opinion is not None
    return {unit: (count, answered[unit]) for unit, count in asked.items()}


def put_tasks_right(act: Act, campaign: Campaign, run: Run, only: int | None = None) -> None:
    """Let each task's state say what is answered; withdraw it where nobody is asked about now."""
    tasks = campaign.tasks.filter(kind=OPINIONS, state__in=_LIVE)
    numbers = owed(campaign, run)
    for task in tasks.filter(unit=only) if only is not None else tasks:
        asked, answered = numbers.get(task.unit_id, (0, 0))
        if not asked:
            task.state, task.finished_at = TASKS.after("withdraw", task.state), act.at
            task.save()
        elif answered == asked:
            advance(act, task, TaskState.SUBMITTED)
        elif answered or task.state != TaskState.OPEN:
            advance(act, task, TaskState.BEGUN)
