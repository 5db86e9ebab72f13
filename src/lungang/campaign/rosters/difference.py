"""What is different between two returns of a unit: people added, gone, and cells changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lungang.campaign.rosters.models import Row
from lungang.campaign.rosters.settling import said
from lungang.campaign.rosters.showing import shielded
from lungang.intake.tables import specs


@dataclass(frozen=True)
class Change:
    """A cell that is not what it was."""

    field: str
    title: str
    was: str
    now: str


@dataclass(frozen=True)
class Difference:
    """Rows added, rows gone, and rows with changed cells."""

    added: tuple[Row, ...]
    gone: tuple[Row, ...]
    changed: tuple[tuple[Row, tuple[Change, ...]], ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not (self.added or self.gone or self.changed)


def difference(before: Iterable[Row], now: Iterable[Row]) -> Difference:
    """Compare the rows of two returns: people by their key, or by name where the id was wrong."""
    old, new = _matched(list(before), list(now))
    pairs = [(row, was) for row, was in new if was is not None]
    changed = [(row, changes(was.cells, row.cells, row.table)) for row, was in pairs]
    return Difference(
        added=tuple(row for row, was in new if was is None),
        gone=tuple(old),
        changed=tuple((row, found) for row, found in changed if found),
    )


def changes_by_row(before: Iterable[Row], now: Iterable[Row]) -> dict[Any, tuple[Change, ...]]:
    """Return the changes of each row of now that is new (none) or changed."""
    found = difference(before, now)
    return {row.pk: () for row in found.added} | {row.pk: cells for row, cells in found.changed}


def changes(was: dict[str, Any], now: dict[str, Any], table: str) -> tuple[Change, ...]:
    """Return the cells of a row that differ, in the order of the template."""
    old, new = said(was), said(now)
    return tuple(
        _change(column.field, column.name, old.get(column.field, ""), new.get(column.field, ""))
        for column in specs()[table].columns
        if old.get(column.field, "") != new.get(column.field, "")
    )


def _change(field: str, title: str, was: str, now: str) -> Change:
    """Return a change with ids masked; what the mask makes look the same is said to differ."""
    old, new = shielded(was, field), shielded(now, field)
    if old == new:
        new = _("{shown}（中间几位不同）").format(shown=new)
    return Change(field, title, old, new)


def _matched(
    before: Sequence[Row], now: Sequence[Row]
) -> tuple[list[Row], list[tuple[Row, Row | None]]]:
    """Pair rows: the same in everything first, then the same person, then the same name."""
    left = {row.pk: row for row in before}
    pairs: dict[Any, Row | None] = {row.pk: None for row in now}
    for rule in (_whole, _person, _name):
        known: dict[Any, list[Row]] = {}
        for row in left.values():
            known.setdefault(rule(row), []).append(row)
        for row in now:
            key = rule(row)
            if pairs[row.pk] is None and key is not None and known.get(key):
                match = known[key].pop(0)
                pairs[row.pk] = match
                del left[match.pk]
    return list(left.values()), [(row, pairs[row.pk]) for row in now]


def _whole(row: Row) -> Any:
    return row.table, tuple(sorted(said(row.cells).items()))


def _person(row: Row) -> Any:
    if not row.person_key:
        return None
    what = said(row.cells)
    other = what.get("relative_name") if row.table == "kin" else what.get("unit")
    return row.table, row.person_key, other if row.table != "roster" else ""


def _name(row: Row) -> Any:
    return (row.table, row.name) if row.table == "roster" and row.name else None
