"""Asking the security administrator to give the offices of a merged unit in the other one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from lungang.platform.accounts.offices import Office
from lungang.platform.actions import Act
from lungang.platform.notices.actions.sending import send
from lungang.platform.organisation.models import Unit


def ask_to_give_anew(act: Act, unit: Unit, into: Unit, day: date, asked: Sequence[str]) -> None:
    """Say whose offices ended with a unit, and where the same ones are asked for."""
    send(
        act,
        Office.SECURITY_ADMIN,
        None,
        f"{unit}并入{into}，有 {len(asked)} 个岗位请另给",
        f"{unit}的岗位到 {day} 止。请核实后在{into}授予同样的岗位，自 {day} 起：\n"
        + "\n".join(asked),
        path=reverse("accounts:people"),
        urgent=True,
    )
