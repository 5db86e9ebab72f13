"""The states of a unit's return (一次上报), of its rows, and of corrections."""

from __future__ import annotations

from django.db import models

from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.transitions import Transition, TransitionTable


class ReturnState(models.TextChoices):
    """Where one return of a unit is."""

    DRAFT = "draft", "填了一半"
    SUBMITTED = "submitted", "已上报"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已接收"
    REPLACED = "replaced", "已重报"


class RowState(models.TextChoices):
    """What the section of the person's cadre authority said of a row."""

    PENDING = "pending", "待接收"
    ACCEPTED = "accepted", "已接收"
    RETURNED = "returned", "已退回"


class CorrectionState(models.TextChoices):
    """Where a correction of an accepted person is."""

    ASKED = "asked", "待审"
    APPROVED = "approved", "已更正"
    REFUSED = "refused", "未准"


STEPS = ("reporting", "screening")
"""The steps of the campaign in which everything below may be done."""
_UNIT = frozenset({Office.HR_OFFICER})

RETURNS = TransitionTable(
    "花名册",
    ReturnState,
    (
        Transition("edit", "改", frozenset({"draft"}), "draft", _UNIT),
        Transition("discard", "放弃草稿", frozenset({"draft"}), "replaced", _UNIT),
        Transition(
            "submit", "上报", frozenset({"draft"}), "submitted", _UNIT, "没有错误，核对项已看过"
        ),
        Transition(
            "accept_rows", "接收", frozenset({"submitted"}), "submitted", SECTIONS,
            "只接收本科室管理权限内的人",
        ),
        Transition("complete", "全部接收", frozenset({"submitted"}), "accepted", SECTIONS,
                   "每一行都已由管理权限所在的科室接收"),
        Transition("return", "退回", frozenset({"submitted"}), "returned", SECTIONS, "写明原因"),
        Transition("take_up", "退回重报", frozenset({"accepted"}), "returned", SECTIONS,
                   "写明原因；没有待审的更正"),
        Transition("reopen", "重报", frozenset({"returned"}), "replaced", _UNIT,
                   "从退回的那一份接着改，已接收且没有改动的行不用再接收"),
        Transition("restore", "恢复", frozenset({"replaced"}), "returned", _UNIT,
                   "接着改的草稿放弃了"),
    ),
)  # fmt: skip

CORRECTIONS = TransitionTable(
    "更正",
    CorrectionState,
    (
        Transition("approve", "同意更正", frozenset({"asked"}), "approved", SECTIONS,
                   "本科室管理权限内的人，更正后没有错误"),
        Transition("refuse", "不同意更正", frozenset({"asked"}), "refused", SECTIONS, "写明原因"),
    ),
)  # fmt: skip
