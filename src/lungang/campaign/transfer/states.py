"""The steps of one person's move (五步程序), and who takes them: the table that is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_noop as _

from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.transitions import Transition, TransitionTable

STEPS = ("transfer", "outcomes", "summary", "inspection")
"""The steps in which moves are still carried through: who is late may report after the others."""
RELEASE_STEPS = ("deliberation", "transfer")
_UNIT = frozenset({Office.HR_OFFICER})


class JourneyState(models.TextChoices):
    """Where a person's move is: what it waits for."""

    NOTICE = "notice", "未领"
    UNIT_LETTER = "unit_letter", "未送"
    SECTION_LETTER = "section_letter", "待开"
    HAND_LETTER = "hand_letter", "待交本人"
    HANDOVER = "handover", "待交接"
    REPORT = "report", "待报到"
    ARRIVED = "arrived", "已报到"
    SETTLED = "settled", "已任免"
    REVOKED = "revoked", "已撤销"


STANDING = frozenset(state.value for state in JourneyState if state is not JourneyState.REVOKED)
"""States of a move that the newest release keeps."""
THERE = frozenset({"arrived", "settled"})
"""States of somebody who has reported for duty."""

JOURNEYS = TransitionTable(
    "这个人的落实",
    JourneyState,
    (
        Transition("collect", "领通知", frozenset({"notice"}), "unit_letter", SECTIONS,
                   "主管科室在会上交原单位负责人，领一份勾一份"),
        Transition("bring", "送单位介绍信", frozenset({"unit_letter"}), "section_letter", SECTIONS,
                   "原单位政工人员送到，主管科室当面收；过了时限写明原因"),
        Transition("letter", "开科室介绍信", frozenset({"section_letter"}), "hand_letter", SECTIONS,
                   "当天开出，交原单位政工人员；过了时限写明原因"),
        Transition("hand", "交本人", frozenset({"hand_letter"}), "handover", _UNIT,
                   "原单位政工人员"),
        Transition("hand_over", "交接", frozenset({"handover"}), "report", _UNIT,
                   "原单位；移交人、接收人、监交人三方签字"),
        Transition("report", "报到", frozenset({"report"}), "arrived", _UNIT,
                   "新单位；别的单位报不了；过了时限写明原因"),
        Transition("remove", "免职", frozenset({"arrived"}), "arrived", _UNIT,
                   "原单位；写明文号和日期，只记一次"),
        Transition("appoint", "任职", frozenset({"arrived"}), "arrived", _UNIT,
                   "新单位；写明文号和日期，只记一次"),
        Transition("settle", "办结任免", frozenset({"arrived"}), "settled", _UNIT,
                   "免职、任职都已记下"),
        Transition("unseat", "免去新任职务", frozenset({"settled"}), "settled", _UNIT,
                   "新单位；自任职之日起不满规定时间的写明理由"),
        Transition("revoke", "撤销", STANDING, "revoked", SECTIONS,
                   "随补充公布，写明原因；不删，改去别处的另起一行"),
    ),
)  # fmt: skip


class DutyState(models.TextChoices):
    """What became of somebody whom the plan leaves at a post to be left by law."""

    OPEN = "open", "未了"
    ARRANGED = "arranged", "已另行安排"
    STAYS = "stays", "仍在原位"
    PLACED = "placed", "已由补充公布安排"


DUTIES = TransitionTable(
    "这项回避",
    DutyState,
    (
        Transition("arrange", "已另行安排", frozenset({"open", "stays"}), "arranged", SECTIONS,
                   "本人的主管科室；写明依据的文件、日期和怎样安排的"),
        Transition("stay", "仍在原位", frozenset({"open"}), "stays", SECTIONS,
                   "本人的主管科室；写明依据的文件、日期和为什么；以后另行安排了再记"),
        Transition("place", "由补充公布安排", frozenset({"open", "stays"}), "placed", SECTIONS,
                   "随补充公布，新的方案给了去向"),
        Transition("reopen", "重开", frozenset({"placed"}), "open", SECTIONS,
                   "随补充公布，新的方案又没有去向"),
    ),
)  # fmt: skip


SLIPS = ("exit", "entry")
"""The establishment office's two slips: receipts of their own beside the steps, in this order."""


@dataclass(frozen=True)
class Stage:
    """One column of the board: ``waits`` are the states in which a person stands before it ends,
    ``done`` the act that ends it, ``due`` the meeting's field that says by when.
    """

    key: str
    number: int
    label: str
    how: str
    waits: tuple[str, ...]
    done: str
    due: str


STAGES = (
    Stage("notice", 2, _("调干通知"), _("会场当面交"), ("notice",), "collect", "notices_due"),
    Stage("unit", 3, _("单位介绍信"), _("送主管科室"), ("unit_letter",), "bring", "letters_due"),
    Stage("section", 4, _("科室介绍信"), _("当天交到本人"),
          ("section_letter", "hand_letter"), "hand",
          "section_due"),
    Stage("handover", 5, _("交接"), _("三方签字"), ("handover",), "hand_over", "report_due"),
    Stage("report", 6, _("报到"), _("新单位收"), ("report",), "report", "report_due"),
    Stage("posts", 7, _("免职任职"), _("两个单位发文"), ("arrived",), "settle", ""),
)  # fmt: skip
STAGE_OF: Mapping[str, Stage] = {state: stage for stage in STAGES for state in stage.waits}
"""The column that a person stands in, by state; none once it is all done."""
