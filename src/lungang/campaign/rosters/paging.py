"""Which rows of a return one page shows: a roster of thousands is read and mended page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator

from lungang.campaign.rosters.models import Row

VIEWS = ("problems", "mine", "all", "changed")
WITH_INPUTS = 50
"""Rows a page where each cell with a finding is an input: a form may send only so many fields."""
WITHOUT_INPUTS = 100


@dataclass(frozen=True)
class Where:
    """Which view of which return, and which page: by its number, or by a row that is on it.

    ``here`` is the address of the return, ``at`` a row as :func:`mark` writes it.
    """

    view: str = "problems"
    page: str = "1"
    at: str = ""
    here: str = ""
    all_columns: bool = False

    def address(self, row: tuple[int, int], view: str) -> str:
        """Return the address of the page of a view on which a row is."""
        query = {"view": view, "at": f"{row[0]}-{row[1]}"}
        if self.all_columns:
            query["cols"] = "all"
        return f"{self.here}?{urlencode(query)}"


FIRST = Where()


def where_of(
    asked: Mapping[str, str], otherwise: str, here: str = "", draft: Mapping[str, str] | None = None
) -> Where:
    """Return what a page is asked for; what it is not asked for, a draft of it or else we say."""
    draft = draft or {}
    view = view_of(asked.get("view", "")) or view_of(draft.get("view", "")) or otherwise
    page = asked.get("page", "") or draft.get("page", "") or "1"
    return Where(view, str(page), asked.get("at", ""), here, asked.get("cols") == "all")


def view_of(text: object) -> str:
    """Return a view that there is, or ""."""
    return text if isinstance(text, str) and text in VIEWS else ""


def mark(row: Row) -> str:
    """Return by what an address names a row: its sheet and its number."""
    return f"{row.sheet}-{row.number}"


def page_of(rows: Sequence[Row], where: Where, size: int) -> Page[Row]:
    """Return the page asked for; one that is past the end is the last, one that is none the first.

    A row named in the address leads to its own page, whatever number the page has by now.
    """
    pages = Paginator(rows, size)
    found = next((n for n, row in enumerate(rows) if mark(row) == where.at), None)
    return pages.get_page(where.page if found is None else 1 + found // size)
