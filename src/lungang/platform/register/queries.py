"""Reads of the register."""

from __future__ import annotations

from django.db.models import Count, F, QuerySet

from lungang.platform.accounts.actor import Actor
from lungang.platform.register.models import DocumentNumber, Series
from lungang.platform.register.states import ISSUERS


def numbers_for(actor: Actor) -> QuerySet[DocumentNumber]:
    """Return the numbers that an office drew; all of them for the system."""
    rows = DocumentNumber.objects.select_related("series", "drawn_by")
    if actor.system:
        return rows
    if actor.office not in ISSUERS:
        return rows.none()
    return rows.filter(drawn_by__office=actor.office, drawn_by__unit=actor.unit_id)


def series_with_gaps() -> QuerySet[Series]:
    """Return the series in which some number up to the last drawn has no row: should be none."""
    return Series.objects.annotate(drawn=Count("numbers")).exclude(drawn=F("last"))
