"""The states of a document number."""

from __future__ import annotations

from lungang.platform.accounts.offices import Office
from lungang.platform.register.models import NumberState
from lungang.platform.transitions import Transition, TransitionTable

ISSUERS = frozenset(
    {
        Office.LEADING_GROUP,
        Office.ORGANISATION_SECTION,
        Office.PERSONNEL_SECTION,
        Office.ESTABLISHMENT_OFFICE,
        Office.DISCIPLINE,
        Office.SUPERVISION,
        Office.HR_OFFICER,
    }
)
"""Offices that issue papers under a number of their own."""

NUMBERS = TransitionTable(
    "文号",
    NumberState,
    (
        Transition("issue", "发出", frozenset({"to_make"}), "issued", ISSUERS, "由编号的岗位"),
        Transition(
            "void", "作废", frozenset({"to_make", "issued"}), "void", ISSUERS, "写明理由"
        ),
        Transition(
            "replace", "重开", frozenset({"to_make", "issued"}), "void", ISSUERS,
            "写明理由；另编一号，注明代替哪一号",
        ),
    ),
)  # fmt: skip
