"""The facts a condition may ask for, with the type of value each compares to.

Data only: how a fact is computed is screening's affair (and, in other code, the verifier's).
"""

from __future__ import annotations

from collections.abc import Mapping

from lungang.domain.codes import (
    Circumstance,
    Code,
    KindOfWork,
    Level,
    Nature,
    PersonnelStatus,
    Sex,
    UnitKind,
)

FACTS: Mapping[str, type] = {
    "level": Level,
    "personnel_status": PersonnelStatus,
    "nature": Nature,
    "unit_kind": UnitKind,
    "kind_of_work": KindOfWork,
    "sex": Sex,
    "circumstance": Circumstance,
    "rank": str,
    "practised_specialty": str,
    "party": str,
    "age": int,
    "months_in_post": int,
    "years_in_post": int,
    "months_in_unit": int,
    "years_in_unit": int,
    "years_of_service": int,
    "special_work": bool,
    "key_post": bool,
    "mixed": bool,
    "avoidance": bool,
    "volunteer": bool,
}
"""Fact name → type of its value."""

ORDERED_OPS = ("at_least", "at_most", "above", "below")
SET_OPS = ("in", "not_in")


def operators(fact: str) -> tuple[str, ...]:
    """Return the operators that make sense for a fact."""
    kind = FACTS[fact]
    if kind is int:
        return ORDERED_OPS
    if kind is bool:
        return ("is",)
    return SET_OPS if issubclass(kind, Code) or kind is str else ()
