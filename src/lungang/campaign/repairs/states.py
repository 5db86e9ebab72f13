"""The states of a repair, what may come up after the release, and what follows from it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from lungang.campaign.transfer.states import STEPS
from lungang.platform.accounts.offices import SECTIONS
from lungang.platform.transitions import Transition, TransitionTable

__all__ = ["OPEN", "REPAIRS", "STEPS", "CaseKind", "Follows", "RepairState"]


class RepairState(models.TextChoices):
    """Where a repair is. A released one is never undone: another repairs it."""

    REPORTED = "reported", "已登记"
    COMPUTED = "computed", "已算"
    ASKED = "asked", "待第二人确认"
    CONFIRMED = "confirmed", "已确认"
    RELEASED = "released", "已补充公布"
    DROPPED = "dropped", "不再修补"


class CaseKind(models.TextChoices):
    """What came up with a person after the release."""

    REFUSAL = "refusal", _("本人不服从")
    ILLNESS = "illness", _("本人患病")
    OBJECTION = "objection", _("接收单位有异议")
    INVESTIGATION = "investigation", _("接受调查")
    REVIEW = "review", _("复核答复变更")
    OTHER = "other", _("其他情况")


class Follows(models.TextChoices):
    """What follows for the person: the mark that the repair keeps."""

    STAY = "stay", _("留原单位")
    ELSEWHERE = "elsewhere", _("不去原定的单位，改去别处")


OPEN = frozenset({"reported", "computed", "asked", "confirmed"})
"""States of the one repair that is under way."""
_BEFORE = frozenset({"reported", "computed"})

REPAIRS = TransitionTable(
    "这次修补",
    RepairState,
    (
        Transition("report", "登记情况", _BEFORE, "reported", SECTIONS,
                   "管这个人的科室；算过的作废，重算"),
        Transition("withdraw", "撤回情况", _BEFORE, "reported", SECTIONS, "写明原因"),
        Transition("compute", "算修补", _BEFORE, "computed", SECTIONS,
                   "改动已公布的人最少；已报到的人不动，除非不动就没有方案"),
        Transition("ask", "送第二人确认", frozenset({"computed"}), "asked", SECTIONS),
        Transition("confirm", "确认", frozenset({"asked"}), "confirmed", SECTIONS,
                   "另一科室的另一个人；与送来时一致，要改动的人没有新报到的"),
        Transition("send_back", "退回", frozenset({"asked", "confirmed"}), "reported", SECTIONS,
                   "写明原因；退回以后重算"),
        Transition("drop", "不再修补", _BEFORE, "dropped", SECTIONS, "写明原因"),
        Transition("release", "补充公布", frozenset({"confirmed"}), "released", SECTIONS,
                   "开会宣读或者发文"),
    ),
)  # fmt: skip
