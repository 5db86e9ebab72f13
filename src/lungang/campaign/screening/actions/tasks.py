"""The units' task to give their opinion, kept true to who of them must move."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from lungang.campaign.core.models import Campaign, Task, TaskState
from lungang.campaign.screening.models import Run
from lungang.campaign.screening.queries import MUST, OPINIONS, effective

_LIVE = (TaskState.OPEN, TaskState.BEGUN, TaskState.SUBMITTED, TaskState.ACCEPTED)


def owed(campaign: Campaign, run: Run) -> dict[int, tuple[int, int]]:
    """Return by unit how many of its people it is asked about, and how many it has answered."""
    asked: Counter[int] = Counter()
    answered: Counter[int] = Counter()
    rows = effective(run.results.filter(verdict__in=MUST), campaign).order_by()
    for unit, opinion in rows.values_list("unit_id", "opinion"):
        asked[unit] += 1
        answered[unit] += opinion is not None
    return {unit: (count, answered[unit]) for unit, count in asked.items()}


def put_tasks_right(
    campaign: Campaign, run: Run, at: datetime, only: int | None = None
) -> list[Task]:
    """Let each task's state say what is answered; withdraw it where nobody is asked about now."""
    tasks = campaign.tasks.filter(kind=OPINIONS, state__in=_LIVE)
    changed = []
    numbers = owed(campaign, run)
    for task in tasks.filter(unit=only) if only is not None else tasks:
        asked, answered = numbers.get(task.unit_id, (0, 0))
        state = _state(asked, answered)
        if state != task.state:
            task.state = state
            task.finished_at = at if state == TaskState.SUBMITTED else None
            task.save()
            changed.append(task)
    return changed


def _state(asked: int, answered: int) -> TaskState:
    if not asked:
        return TaskState.WITHDRAWN
    if answered == asked:
        return TaskState.SUBMITTED
    return TaskState.BEGUN if answered else TaskState.OPEN
