"""What may be shown of cells: citizen ids only masked, wherever they were typed."""

from __future__ import annotations

import re
from typing import Any

from lungang.campaign.rosters.layout import is_month, plainly, shown_value
from lungang.intake.values import without_unseen
from lungang.platform.citizen_ids import replaced

ID_FIELDS = frozenset({"id", "relative_id"})


_MONTH = re.compile(r"\d{4}\.\d\d", re.ASCII)


def shown_cell(field: str, value: Any) -> str:
    """Return a kept cell for a page: what is a month in one form, however it was typed."""
    text = shown_value(value)
    if text and is_month(field) and not _MONTH.fullmatch(text):
        text = plainly(field, value)
    return shielded(text, field)


def shielded(text: str, field: str = "") -> str:
    """Return text in which every citizen id is masked; all of it is one in the columns of ids."""
    text = without_unseen(text).strip()
    if field in ID_FIELDS:
        return masked(text)
    return replaced(text, masked, nearly=True)


def masked(text: str) -> str:
    """Mask an id, right or wrong: 5123**********0412. Of a short one not even the ends show."""
    if len(text) < 12:
        return "*" * len(text)
    return f"{text[:4]}{'*' * (len(text) - 8)}{text[-4:]}"
