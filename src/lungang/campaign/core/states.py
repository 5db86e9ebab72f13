"""The states of a unit's task. The steps move them; see :func:`actions.tasks.advance`."""

from __future__ import annotations

from lungang.campaign.core.models import TaskState
from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.transitions import Transition, TransitionTable

LEADS = SECTIONS | {Office.LEADING_GROUP}
"""Offices that run the campaign: they give tasks, move deadlines and withdraw."""
_UNIT = frozenset({Office.HR_OFFICER})
_LIVE = frozenset({"open", "begun", "submitted", "returned"})

TASKS = TransitionTable(
    "这项任务",
    TaskState,
    (
        Transition("begin", "填写", frozenset({"open", "submitted", "returned"}), "begun", _UNIT),
        Transition("clear", "放弃草稿", frozenset({"begun"}), "open", _UNIT),
        Transition("submit", "上报", frozenset({"open", "begun", "returned"}), "submitted", _UNIT),
        Transition(
            "return", "退回", frozenset({"submitted", "begun", "accepted"}), "returned", SECTIONS
        ),
        Transition("accept", "接收", frozenset({"submitted"}), "accepted", SECTIONS),
        Transition("reopen", "再办", frozenset({"accepted"}), "open", SECTIONS,
                   "补充公布以后，又有人要办"),
        Transition("move", "改时限", _LIVE, "", LEADS, "写明原因；新时限在以后"),
        Transition("withdraw", "撤销", _LIVE, "withdrawn", LEADS, "写明原因"),
    ),
)  # fmt: skip
"""``move`` leaves the state as it is."""
VERBS = {"begun": "begin", "open": "clear", "submitted": "submit", "returned": "return",
         "accepted": "accept"}  # fmt: skip
"""By which act a step brings a task to a state."""
