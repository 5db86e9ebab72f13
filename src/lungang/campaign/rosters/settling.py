"""What stands beside the cells of a row, worked out anew whenever a return changes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from lungang.campaign.rosters.facts import check_return, person_key, rows_as_held
from lungang.campaign.rosters.layout import Cells, plainly, shown_value
from lungang.campaign.rosters.models import Return, Row, TableKind
from lungang.campaign.rosters.queries import known_authorities, previous_return
from lungang.campaign.rosters.showing import shielded
from lungang.campaign.rosters.states import RowState
from lungang.intake.forms import Answer
from lungang.platform.sorting import sort_keys

SETTLED = (
    "name", "pinyin", "strokes", "person_key", "authority", "state", "decided_at", "decided_by",
    "reason",
)  # fmt: skip


def settle(sent: Return, rows: Sequence[Row]) -> Answer:
    """Check a return and set what its rows are sorted, found and scoped by; nothing is saved.

    A person whom the section accepted in the return before, and of whom nothing has changed (kin
    and wishes included), stays accepted.
    """
    answer = check_return(sent, rows)
    drafts = {(d.place.table.sheet_no, d.place.row): d for d in answer.drafts}
    subjects = {(sheet, line): who for (_file, sheet, line), who in answer.subjects.items()}
    for row in rows:
        where = row.sheet, row.number
        draft = drafts.get(where)
        name = draft.name if draft else None
        row.name = shielded(name or shown_value(row.cells.get("name", "")))[:60]
        row.pinyin, row.strokes = sort_keys(row.name)
        citizen = draft.id.id if draft and draft.id else subjects.get(where, "")
        row.person_key = person_key(citizen) if citizen else ""
        row.authority = str(draft.authority or "") if draft else ""
    known = known_authorities(row.person_key for row in rows)
    for row in rows:
        if row.authority and row.person_key in known:
            # Whose person it is, the unit does not decide by what it writes in the cell.
            row.authority = known[row.person_key]
    _carry(sent, rows)
    return answer


def _carry(sent: Return, rows: Sequence[Row]) -> None:
    before = _accepted_before(sent)
    now = _by_person(rows)
    for row in rows:
        known = before.get(row.person_key) if row.person_key else None
        if known and _print(known) == _print(now[row.person_key]):
            first = next(one for one in known if one.table == TableKind.ROSTER)
            row.state = RowState.ACCEPTED
            row.decided_at, row.decided_by_id = first.decided_at, first.decided_by_id
        else:
            row.state, row.decided_at, row.decided_by = RowState.PENDING, None, None
        row.reason = ""


def _accepted_before(sent: Return) -> dict[str, list[Row]]:
    """Return the rows of people whom a section accepted in the return before."""
    before = previous_return(sent)
    rows = rows_as_held(before) if before else ()
    accepted = {
        key: found
        for key, found in _by_person(rows).items()
        if any(r.table == TableKind.ROSTER and r.state == RowState.ACCEPTED for r in found)
    }
    accepted.pop("", None)
    return accepted


def untouched(returned: Sequence[Row], rows: Sequence[Row]) -> tuple[int, int]:
    """Return of how many people sent back by name nothing is changed (kin and wishes included).

    ``returned`` are the rows of the return that came back; the second number is of how many.
    """
    was, now = _by_person(returned), _by_person(rows)
    back = {row.person_key for row in returned if row.person_key and row.state == RowState.RETURNED}
    same = sum(key in now and _print(was[key]) == _print(now[key]) for key in back)
    return same, len(back)


def _by_person(rows: Iterable[Row]) -> dict[str, list[Row]]:
    people: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        people[row.person_key].append(row)
    return people


def _print(rows: list[Row]) -> list[str]:
    return sorted(f"{row.table}{json.dumps(said(row.cells), sort_keys=True)}" for row in rows)


def said(cells: Cells) -> dict[str, Any]:
    """Return what a row says of its person: the number in the sheet says nothing.

    Nor does how it is written: 1995-03-01, 1995.3 and 1995.03 are one month, and a cell with a
    space at its end is the cell without.
    """
    plain = {field: plainly(field, value) for field, value in cells.items() if field != "seq"}
    return {field: text for field, text in plain.items() if text}
