"""The states of a request for review, and who brings it from one to the next."""

from __future__ import annotations

from django.db import models

from lungang.campaign.transfer.states import STEPS
from lungang.platform.accounts.offices import SECTIONS, Office
from lungang.platform.transitions import Transition, TransitionTable

__all__ = ["REVIEWS", "STEPS", "ReviewState"]


class ReviewState(models.TextChoices):
    """Where a request is."""

    ASKED = "asked", "待答复"
    KEPT = "kept", "维持"
    CHANGED = "changed", "变更"
    REFUSED = "refused", "不予受理"
    WITHDRAWN = "withdrawn", "已撤回"


_ASKED = frozenset({"asked"})

REVIEWS = TransitionTable(
    "复核申请",
    ReviewState,
    (
        Transition("keep", "维持", _ASKED, "kept", SECTIONS, "主管科室；写明答复"),
        Transition("change", "变更", _ASKED, "changed", SECTIONS,
                   "主管科室；写明答复，去向在落实里另行修补"),
        Transition("refuse", "不予受理", _ASKED, "refused", SECTIONS,
                   "主管科室；只有过了申请期限的"),
        Transition("withdraw", "撤回", _ASKED, "withdrawn", SECTIONS | {Office.PERSON_MOVED},
                   "本人；书面送来的由主管科室代记"),
    ),
)  # fmt: skip
