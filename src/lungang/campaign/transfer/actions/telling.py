"""Telling people what became of their own moves."""

from __future__ import annotations

from collections.abc import Iterable

from lungang.campaign.transfer.models import Journey
from lungang.campaign.transfer.queries import entries_of
from lungang.platform.actions import Act
from lungang.platform.notices.actions import tell


def tell_moved(act: Act, journeys: Iterable[Journey], subject: str, path: str) -> None:
    """Tell each of some people, if they have an entry, and nobody else of their units."""
    entries = entries_of(journeys)
    for key in sorted(entries):
        tell(act, entries[key], subject, path=path)
