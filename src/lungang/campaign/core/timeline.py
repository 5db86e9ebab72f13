"""One line of what happened with a person, as every step's timeline shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Event:
    """What ``components/timeline.html`` draws: when, who, what, why; ``tone`` colours it."""

    at: datetime
    actor_title: str
    actor_name: str
    summary: str
    reason: str
    tone: str = ""
