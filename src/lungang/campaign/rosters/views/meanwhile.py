"""A page gone stale: which of its cells are not any more what the page showed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from lungang.campaign.rosters.models import Row
from lungang.campaign.rosters.showing import shielded, shown_cell
from lungang.errors import Stale
from lungang.intake.tables import specs
from lungang.platform.actions import changes_since
from lungang.platform.pages import OfficeRequest

Change = tuple[str, str, str]
"""Which cell, what the page showed, and what is there now."""


def shown_of(cells: Iterable[tuple[Row, str, str]]) -> str:
    """Return what a form carries of the cells that its page shows: row, field, and text."""
    return json.dumps({f"{row.pk}:{field}": text for row, field, text in cells}, ensure_ascii=False)


def shown_row(row: Row, cells: Mapping[str, Any]) -> str:
    """Return what the form of one row carries: all its cells as shown."""
    fields = specs()[row.table].by_field
    return shown_of((row, field, shown_cell(field, cells.get(field, ""))) for field in fields)


@contextmanager
def telling(request: OfficeRequest, now: Callable[[], Iterable[Row]]) -> Iterator[None]:
    """Let a refused stale page say which cells differ; ``now`` gives the rows as they are held."""
    try:
        yield
    except Stale as error:
        rows = list(now())
        error.changes = tuple(_differing(request.POST.get("shown", ""), rows))
        if not error.since and isinstance(error.subject, Row):
            # What is done to a row stands on record with its return.
            error.since = tuple(changes_since(error.subject.roster_return, 0)[-1:])
        raise


def _differing(shown: str, rows: Iterable[Row]) -> Iterator[Change]:
    here = {str(row.pk): row for row in rows}
    for place, was in _read(shown).items():
        key, _colon, field = place.partition(":")
        row = here.get(key)
        if row is None:
            yield _("一行"), shielded(was, field), _("这一行已经删去")
            continue
        column = specs()[row.table].by_field.get(field)
        if column is not None:
            now = shown_cell(field, row.cells.get(field, ""))
            if now != was:
                title = _("第 {n} 行 {name} {column}").format(
                    n=row.number, name=row.name, column=column.name
                )
                yield title, shielded(was, field), now


def _read(shown: str) -> dict[str, str]:
    try:
        found = json.loads(shown)
    except (ValueError, RecursionError):  # no page of ours: stale all the same, without the cells
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}
