"""What was found in a return, for a page: worked out once for the same cells and the same facts.

A roster is looked at far more often than changed, and to check all its cells again took half of
what its page cost. What a look may use was found from the very same basis, all that the check asks
(:class:`lungang.campaign.rosters.facts.Basis`), in the same language: so it cannot be out of date,
and no office is told what was found for another's eyes. It is kept in the memory of the process and
nowhere else, the findings alone, of the returns looked at last.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language

from lungang.campaign.rosters.facts import Basis, basis_of, check
from lungang.campaign.rosters.layout import Cells
from lungang.campaign.rosters.models import Return, Row
from lungang.i18n import language
from lungang.intake.findings import Finding
from lungang.intake.forms import Answer
from lungang.platform.kept import Kept

KEPT = 200
"""Returns whose findings one process keeps: those of a county, once for each language."""

_found: Kept[tuple[Finding, ...]] = Kept(KEPT)


def look_through(
    sent: Return,
    rows: Iterable[Row],
    changed: Mapping[Any, Cells] | None = None,
    *,
    for_section: bool = False,
) -> Answer:
    """Return the findings of :func:`lungang.campaign.rosters.facts.check_return`, and no more."""
    basis = basis_of(sent, rows, changed, for_section=for_section)
    key = (_digest(basis), basis.book, language(), get_language())
    return Answer(None, findings=_found.get(key, lambda: check(basis).findings))


def _digest(basis: Basis) -> bytes:
    """Return the digest of all that a check rests on but the units, whose book is one object."""
    parts = {
        "day": basis.day.isoformat(),
        "own": basis.own,
        "file": basis.file,
        "layout": basis.layout,
        "rows": [(row.sheet, row.number, row.cells) for row in basis.rows],
        "changed": [basis.changed.get(row.pk) for row in basis.rows] if basis.changed else [],
        "known": basis.known,
        "authorities": basis.authorities,
        "before": basis.before,
    }
    return hashlib.sha256(json.dumps(parts).encode()).digest()
