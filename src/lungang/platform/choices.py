"""Codes of the field as choices of a database column."""

from __future__ import annotations

from lungang.domain.codes import Code


def choices(kind: type[Code]) -> list[tuple[str, str]]:
    """Return (value, Chinese word) pairs: the database keeps the value, people see the word."""
    return [(member.value, member.label) for member in kind]
