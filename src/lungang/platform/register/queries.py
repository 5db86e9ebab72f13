"""Reads of the register."""

from __future__ import annotations

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from lungang.platform.accounts.actor import Actor
from lungang.platform.register.models import DocumentNumber, NumberState, Series, Word
from lungang.platform.register.states import ISSUERS


def numbers_for(actor: Actor) -> QuerySet[DocumentNumber]:
    """Return the numbers that an office drew; all of them for the system."""
    rows = DocumentNumber.objects.select_related("series", "drawn_by")
    if actor.system:
        return rows
    if actor.office not in ISSUERS:
        return rows.none()
    return rows.filter(drawn_by__office=actor.office, drawn_by__unit=actor.unit_id)


def chain_of(number: DocumentNumber) -> tuple[DocumentNumber, ...]:
    """Return a number and those drawn in its stead, each after the one that it replaces.

    The last one stands on the paper, unless it is void itself: then the paper has none.
    """
    found = [number]
    while found[-1].state == NumberState.VOID:
        following = found[-1].replaced_by.select_related("series").first()
        if following is None:
            break
        found.append(following)
    return tuple(found)


def series_with_gaps() -> QuerySet[Series]:
    """Return the series in which some number up to the last drawn has no row: should be none."""
    return Series.objects.annotate(drawn=Count("numbers")).exclude(drawn=F("last"))


def words_given() -> QuerySet[Word]:
    """Return the words with their offices; ``last_year`` and ``last`` say how far numbers went.

    For who gives words (``access.may_give_word``): there is nothing of a paper in it.
    """
    series = Series.objects.filter(word=OuterRef("word")).order_by("-year")
    return (
        Word.objects.select_related("unit")
        .annotate(last_year=Subquery(series.values("year")[:1]))
        .annotate(last=Subquery(series.values("last")[:1]))
        .order_by("word")
    )


def owner_of(word: str) -> Word | None:
    """Return whose a word is, or None while it is nobody's."""
    return Word.objects.select_related("unit").filter(word=word).first()
