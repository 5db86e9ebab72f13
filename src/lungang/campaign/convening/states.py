"""The states of a meeting that was convened, and who brings it from one to the next."""

from __future__ import annotations

from django.db import models

from lungang.platform.accounts.offices import SECTIONS
from lungang.platform.transitions import Transition, TransitionTable

STEPS = ("deliberation", "transfer")
"""The steps in which it may be convened. That a plan waits for it plays no part: a notice that came
only with a plan would tell of it."""


class ConveningState(models.TextChoices):
    """Where the meeting is."""

    CONVENED = "convened", "已召集"
    CALLED_OFF = "called_off", "已取消"
    HELD = "held", "已召开"


_OPEN = frozenset({"convened"})

CONVENINGS = TransitionTable(
    "交流人员工作会",
    ConveningState,
    (
        Transition("change", "改时间地点", _OPEN, "convened", SECTIONS, "写明原因，各单位另行通知"),
        Transition("call_off", "取消", _OPEN, "called_off", SECTIONS, "写明原因，各单位另行通知"),
        Transition("hold", "召开", _OPEN, "held", SECTIONS, "宣读名单时由系统记下"),
    ),
)  # fmt: skip
