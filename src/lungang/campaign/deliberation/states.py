"""The states of principles, meetings, scenarios and decisions, and who moves them."""

from __future__ import annotations

from django.db import models

from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.transitions import Transition, TransitionTable

STEPS = ("deliberation",)
"""The step in which everything below may be done."""
LIST_STEPS = (*STEPS, "transfer", "outcomes", "summary", "inspection")
"""The steps in which the need-to-know list is kept: a repair after the release has readers too."""
SEED_OFFICES = (Office.ORGANISATION_SECTION, Office.PERSONNEL_SECTION)
"""The two offices whose values make the tie-break seed, in the order in which they are joined."""
_GROUP = frozenset({Office.LEADING_GROUP})


class PrinciplesState(models.TextChoices):
    """Where the principles and the procedure (原则和程序) are."""

    PROPOSED = "proposed", "待定"
    DECIDED = "decided", "已定"
    SENT_BACK = "sent_back", "已退回"
    REPLACED = "replaced", "已重定"


class MeetingState(models.TextChoices):
    """Where a joint meeting (联席会议) is."""

    OPEN = "open", "正在开"
    CLOSED = "closed", "已散会"


class ScenarioState(models.TextChoices):
    """Where a scenario (备选方案) is. Computed once, it never changes; it may be dropped."""

    READY = "ready", "可商定"
    DROPPED = "dropped", "不用"


class MarkKind(models.TextChoices):
    """What the meeting does about a person. 定为 pins with a reason, and is the decision."""

    DECIDE = "decide", "定为"
    PIN = "pin", "钉住"
    FORBID = "forbid", "禁去"
    SWAP = "swap", "对调"
    STAY = "stay", "留任"


class DecisionState(models.TextChoices):
    """Where the decided plan is. A released one is never undone silently."""

    ASKED = "asked", "待第二人确认"
    CONFIRMED = "confirmed", "已确认"
    RELEASED = "released", "已发布"
    SENT_BACK = "sent_back", "已退回"
    SUPERSEDED = "superseded", "已由补充公布代替"


PRINCIPLES = TransitionTable(
    "原则和程序",
    PrinciplesState,
    (
        Transition("decide", "定下", frozenset({"proposed"}), "decided", _GROUP,
                   "名单、花名册和规则与送来时一致；定下以后都不再改"),
        Transition("send_back", "退回", frozenset({"proposed", "decided"}), "sent_back", _GROUP,
                   "写明原因；已定的退回以后，名单和花名册才能再改，算过的方案都不作数"),
        Transition("replace", "重报", frozenset({"proposed", "sent_back"}), "replaced", SECTIONS),
        Transition("supersede", "由新定的代替", frozenset({"decided"}), "replaced", _GROUP),
    ),
)  # fmt: skip

MEETINGS = TransitionTable(
    "联席会议",
    MeetingState,
    (
        Transition("change", "改会议情况", frozenset({"open"}), "open", SECTIONS),
        Transition("close", "散会", frozenset({"open"}), "closed", SECTIONS),
        Transition("mark", "商定", frozenset({"open"}), "open", SECTIONS),
    ),
)

SCENARIOS = TransitionTable(
    "备选方案",
    ScenarioState,
    (
        Transition("choose", "商定", frozenset({"ready"}), "ready", SECTIONS),
        Transition("drop", "不用", frozenset({"ready"}), "dropped", SECTIONS, "写明理由"),
    ),
)

DECISIONS = TransitionTable(
    "商定的方案",
    DecisionState,
    (
        Transition("confirm", "确认", frozenset({"asked"}), "confirmed", SECTIONS,
                   "另一科室的另一个人；方案与送来时一致"),
        Transition("send_back", "退回", frozenset({"asked", "confirmed"}), "sent_back",
                   SECTIONS | _GROUP, "写明原因"),
        Transition("release", "发布", frozenset({"confirmed"}), "released", SECTIONS,
                   "在交流人员工作会上宣读名单"),
        Transition("supersede", "由补充公布代替", frozenset({"released"}), "superseded", SECTIONS,
                   "修补的方案经两人确认后补充公布；原来的留在记录里"),
    ),
)  # fmt: skip
