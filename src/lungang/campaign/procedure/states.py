"""The states of an inquiry (征询), and who moves it: the table that is printed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop as _

from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.transitions import Transition, TransitionTable

STEPS = ("deliberation", "transfer", "outcomes", "summary", "inspection")
"""The steps in which everything below may be done: until the list is read out, and afterwards for
those alone whom a repair sends elsewhere.
"""
OF_UNIT = frozenset({Office.HR_OFFICER, Office.UNIT_HEAD})
ASKED = OF_UNIT | {Office.DISCIPLINE, Office.ESTABLISHMENT_OFFICE}
"""Offices that are asked about single people, and see no more than the one."""
NOTED = frozenset({"talk", "inspection"})
"""Steps that the section in charge takes itself and puts on record."""


class InquiryState(models.TextChoices):
    """Where an inquiry is."""

    ASKED = "asked", "待答"
    ANSWERED = "answered", "已答"
    VOID = "void", "已收回"


INQUIRIES = TransitionTable(
    "这一件征询",
    InquiryState,
    (
        Transition("answer", "答复", frozenset({"asked", "answered"}), "answered", ASKED,
                   "只看得到问的那一个人；不同意的写明理由；发布以前可以改答，公布以后修补才问的，"
                   "同意了就不改"),
        Transition("note", "记谈话、考察", frozenset({"asked", "answered"}), "answered", SECTIONS,
                   "本人的主管科室；写明日期和谁谈的、谁考察的"),
        Transition("override", "研究照办", frozenset({"answered"}), "answered",
                   frozenset({Office.LEADING_GROUP}),
                   "答复是不同意，政策允许研究照办；写明理由。廉政意见、编制审核不能"),
        Transition("clear", "准同名的人答复", frozenset({"asked"}), "asked",
                   frozenset({Office.LEADING_GROUP}),
                   "在任的都与所问的人同名，按回避不给看；查明不是同一个人，写明怎样查明的"),
        Transition("withdraw", "收回", frozenset({"asked", "answered"}), "void", SECTIONS,
                   "人或者去向改了，问的已不是这一件；随再次征询、补充公布一并收回"),
    ),
)  # fmt: skip

QUESTIONS = {
    "sending_opinion": _("本单位的这名同志拟转任到别的单位，是否同意转出"),
    "receiving_opinion": _("拟转任到本单位，任所列职务，是否同意接收"),
    "talk": _("与本人谈话，听取本人对去向的意见"),
    "inspection": _("考察德才表现和拟任职位所要求的资格条件"),
    "discipline": _("有没有影响转任的问题"),
    "establishment": _("编制性质、编制限额和职数是否符合"),
}
"""What is asked at each step."""
ANSWERS = {
    "sending_opinion": (_("同意转出"), _("不同意转出")),
    "receiving_opinion": (_("同意接收"), _("不同意接收")),
    "talk": (_("本人服从安排"), _("本人有不同意见")),
    "inspection": (_("考察合格"), _("不宜转任")),
    "discipline": (_("没有发现影响转任的问题"), _("有问题，不宜转任")),
    "establishment": (_("符合，可以使用编制"), _("不符合")),
}
"""The two answers that there are to it: one that goes on, one that stops."""
BRIEFLY = {
    "sending_opinion": (_("同意"), _("不同意")),
    "receiving_opinion": (_("同意"), _("不同意")),
    "talk": (_("服从"), _("有意见")),
    "inspection": (_("合格"), _("不宜")),
    "discipline": (_("没有问题"), _("有问题")),
    "establishment": (_("符合"), _("不符合")),
}
"""The same in the table of everybody, under the head of its step."""
