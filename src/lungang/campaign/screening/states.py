"""The states of petitions (提请暂缓、不列入) and of the pool."""

from __future__ import annotations

from django.db import models

from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.transitions import Transition, TransitionTable


class PetitionKind(models.TextChoices):
    """What is asked for a person who must exchange or rotate."""

    DEFER = "defer", "提请暂缓"
    EXCLUDE = "exclude", "提请不列入"


class OpinionAnswer(models.TextChoices):
    """What a unit answers about one of its people."""

    NO_OBJECTION = "none", "无异议"
    DEFER = PetitionKind.DEFER.value, "提请暂缓"
    EXCLUDE = PetitionKind.EXCLUDE.value, "提请不列入"


class PetitionState(models.TextChoices):
    """Where a petition is."""

    ASKED = "asked", "待审"
    APPROVED = "approved", "已同意"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"


class PoolState(models.TextChoices):
    """Where the pool is."""

    PROPOSED = "proposed", "待确认"
    CONFIRMED = "confirmed", "已确认"
    SENT_BACK = "sent_back", "已退回"
    REPLACED = "replaced", "已重报"


STEPS = ("screening", "deliberation")
"""The steps in which everything below may be done. A pool is first confirmed in screening, which
opens deliberation; there it is screened and confirmed anew where facts or rules have moved."""
_GROUP = frozenset({Office.LEADING_GROUP})

PETITIONS = TransitionTable(
    "提请",
    PetitionState,
    (
        Transition("approve", "同意", frozenset({"asked"}), "approved", _GROUP, "写明理由"),
        Transition("refuse", "不同意", frozenset({"asked"}), "refused", _GROUP, "写明理由"),
        Transition(
            "withdraw", "撤回", frozenset({"asked"}), "withdrawn",
            SECTIONS | {Office.HR_OFFICER}, "谁提请谁撤回",
        ),
    ),
)  # fmt: skip

POOLS = TransitionTable(
    "应交流人员名单",
    PoolState,
    (
        Transition("confirm", "确认", frozenset({"proposed"}), "confirmed", _GROUP,
                   "名单与送来时一致，没有待审的提请"),
        Transition("send_back", "退回", frozenset({"proposed", "confirmed"}), "sent_back", _GROUP,
                   "写明原因；已确认的名单退回后才能再提请"),
        Transition("replace", "重报", frozenset({"proposed", "sent_back"}), "replaced",
                   SECTIONS, "花名册、规则或提请变了"),
        Transition("supersede", "由新名单代替", frozenset({"confirmed"}), "replaced", _GROUP,
                   "新送来的名单确认了"),
    ),
)  # fmt: skip
