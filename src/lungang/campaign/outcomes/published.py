"""What goes out to the congress and the CPPCC (人大 政协): numbers that point at nobody.

Published are how many people of how many units moved, whether every unit balances, the five
tables, and how many have reported for duty. Names, units and reasons are not: of one unit that
gives one person to another, the numbers would be the names.

No row stands for fewer than :data:`LEAST` people: with a name heard elsewhere it would tell that
person's age or schooling. Such a row is joined to a neighbour and both are told by their sum, so
that nothing can be had by taking the others from the total (a dash could be filled in so). Rows
with nobody stay: they are about nobody. Where fewer than that moved at all there are no tables.
What remains: who keeps an older publication sees by the difference that a repair changed a row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lungang.campaign.outcomes.results import Result
from lungang.statistics.records import Row, Table

LEAST = 3
"""The fewest people that a row of a published table stands for."""
_JOINED = "和"


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """The numbers as they go out. ``reported`` is how many had reported for duty by then."""

    title: str
    reference_date: str
    moved: int
    units: int
    balanced: bool
    reported: int
    tables: tuple[Table, ...]


def to_publish(result: Result) -> Published:
    """Return what would be published now."""
    outcomes = result.outcomes
    line = outcomes.headline
    return Published(
        title=outcomes.title,
        reference_date=outcomes.reference_date.isoformat(),
        moved=line.moved,
        units=line.units,
        balanced=line.balanced,
        reported=result.there,
        tables=tuple(map(coarse, outcomes.tables)) if line.moved >= LEAST else (),
    )


def coarse(table: Table) -> Table:
    """Return a table none of whose rows stands for one or two people.

    Its sentence, which tells every number, is left out.
    """
    return Table(
        id=table.id,
        title=table.title,
        note=table.note,
        rows=tuple(_joined(table.rows)),
        sentence="",
    )


def _joined(rows: Iterable[Row]) -> list[Row]:
    """Join the smallest row that is too small to the smaller of its neighbours, until none is."""
    rows = list(rows)
    while small := [row for row in rows if 0 < row.count < LEAST]:
        filled = [row for row in rows if row.count]
        if len(filled) == 1:
            break
        one = min(small, key=lambda row: row.count)
        at = filled.index(one)
        beside = filled[max(at - 1, 0) : at] + filled[at + 1 : at + 2]
        other = min(beside, key=lambda row: row.count)
        first, second = sorted((one, other), key=rows.index)
        both = Row(label=first.label + _JOINED + second.label, count=first.count + second.count)
        rows = [both if row is first else row for row in rows if row is not second]
    return rows
