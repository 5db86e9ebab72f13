"""Where rows of the database become facts of the domain, and nowhere else.

The same reader that reads workbooks reads the cells kept here, so a county of accepted returns and
a folder of the same workbooks are the same roster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.rosters.judging import (
    elsewhere,
    of_other_unit,
    other_authority,
    other_than_accepted,
)
from lungang.campaign.rosters.layout import Cells, findings_of, tables_of
from lungang.campaign.rosters.models import Correction, Return, Row, TableKind
from lungang.campaign.rosters.queries import known_authorities, previous_return
from lungang.campaign.rosters.states import CorrectionState, ReturnState, RowState
from lungang.domain.roster import Roster
from lungang.errors import RosterError
from lungang.intake.draft import Draft
from lungang.intake.findings import Finding, Table
from lungang.intake.forms import Answer, check_tables
from lungang.platform import keys
from lungang.platform.organisation.models import UnitVersion
from lungang.platform.organisation.queries import UnitBook, domain_units, unit_book, units_on


@dataclass(frozen=True)
class CountyRoster:
    """The accepted rosters of all units as one.

    ``row_of`` finds the row of a person by citizen id; ``missing_units`` are those whose roster is
    not accepted yet; ``findings`` are warnings that show only when all units are seen together.
    """

    roster: Roster
    row_of: Mapping[str, Row]
    missing_units: tuple[UnitVersion, ...]
    findings: tuple[Finding, ...]


def person_key(citizen_id: str) -> str:
    """Return the keyed digest by which a person is known without the id."""
    return keys.digest(keys.Purpose.PERSON, citizen_id)


def county_roster(campaign: Campaign) -> CountyRoster:
    """Return the facts of all accepted returns, with approved corrections, at the reference date.

    Raises:
        RosterError: accepted rosters contradict each other (``findings`` says where).
    """
    day = campaign.reference_date
    versions = units_on(day)
    returns = list(campaign.returns.filter(state=ReturnState.ACCEPTED).order_by("unit"))
    rows: dict[UUID, list[Row]] = defaultdict(list)
    for row in Row.objects.filter(
        roster_return__campaign=campaign, roster_return__state=ReturnState.ACCEPTED
    ).select_related(None):
        rows[row.roster_return_id].append(row)
    corrected = corrections_of(campaign)
    tables: list[Table] = []
    places: dict[tuple[int, int, int], Row] = {}
    for number, sent in enumerate(returns):
        name = versions[sent.unit_id].name if sent.unit_id in versions else ""
        own = rows[sent.pk]
        tables += tables_of(sent.layout, own, file=name, file_no=number, changed=corrected)
        places |= {(number, row.sheet, row.number): row for row in own}
    answer = check_tables(tables, domain_units(day), day)
    if answer.roster is None:
        if not returns:
            raise RosterError(_("还没有一个单位的花名册被接收"))
        message = _("各单位花名册合起来有{n}处错误，请两科核对后更正").format(n=len(answer.errors))
        raise RosterError(message, answer.findings)
    sent_by = {sent.unit_id for sent in returns}
    return CountyRoster(
        roster=answer.roster,
        row_of={draft.id.id: places[key_of(draft)] for draft in answer.drafts if draft.id},
        missing_units=tuple(v for key, v in versions.items() if key not in sent_by),
        findings=answer.findings,
    )


def key_of(draft: Draft) -> tuple[int, int, int]:
    """Return the numbers of a draft's file, sheet and line."""
    return draft.place.table.file_no, draft.place.table.sheet_no, draft.place.row


def corrections_of(of: Campaign | Return | Row) -> dict[UUID, Cells]:
    """Return the cells that approved corrections changed, by row, the later over the earlier."""
    approved = Correction.objects.filter(state=CorrectionState.APPROVED)
    match of:
        case Row():
            approved = approved.filter(row=of)
        case Return():
            approved = approved.filter(row__roster_return=of)
        case _:
            approved = approved.filter(row__roster_return__campaign=of)
    changed: dict[UUID, Cells] = defaultdict(dict)
    for correction in approved.order_by("decided_at", "asked_at"):
        changed[correction.row_id] |= correction.after
    return dict(changed)


def rows_as_held(sent: Return) -> list[Row]:
    """Return the rows of a return with the cells that approved corrections made of them."""
    changed = corrections_of(sent)
    rows = list(sent.rows.all())
    for row in rows:
        held = {**row.cells, **changed.get(row.pk, {})}
        row.cells = {field: value for field, value in held.items() if value != ""}
    return rows


@dataclass(frozen=True)
class Basis:
    """Everything that the check of a return rests on, as it was read from the database.

    ``known`` tells of each person who is in another unit's roster that unit's name, or "" where it
    is not to be named; ``authorities`` under whose authority people are on record; ``before`` the
    cells of those accepted in the return before. People are told by their keys.
    """

    day: date
    book: UnitBook
    own: str
    file: str
    layout: dict[str, Any]
    rows: list[Row]
    changed: Mapping[Any, Cells]
    known: dict[str, str]
    authorities: dict[str, str]
    before: dict[str, Cells]


def basis_of(
    sent: Return,
    rows: Iterable[Row] | None = None,
    changed: Mapping[Any, Cells] | None = None,
    *,
    for_section: bool = False,
) -> Basis:
    """Read what :func:`check_return` checks, and against what."""
    book = unit_book(sent.campaign.reference_date)
    listed, changed = list(sent.rows.all() if rows is None else rows), changed or {}
    return Basis(
        day=sent.campaign.reference_date,
        book=book,
        own=book.names.get(sent.unit_id, ""),
        file=sent.file.name if sent.file_id and sent.file else "",
        layout=sent.layout,
        rows=listed,
        changed=changed,
        known=_known_elsewhere(sent, listed, changed, book.names if for_section else {}),
        authorities=known_authorities(row.person_key for row in listed),
        before=_accepted_before(sent),
    )


def check_return(
    sent: Return,
    rows: Iterable[Row] | None = None,
    changed: Mapping[Any, Cells] | None = None,
    *,
    for_section: bool = False,
) -> Answer:
    """Check one unit's return by itself, and against what other units' accepted returns say.

    ``rows`` are its rows where they are at hand; ``changed`` cells that are to hold instead.
    ``for_section``: say by name which other unit has somebody, which a unit is not told.
    """
    return check(basis_of(sent, rows, changed, for_section=for_section))


def check(basis: Basis) -> Answer:
    """Check a return on what was read of it; nothing else is asked."""
    judges = (
        of_other_unit(basis.own),
        elsewhere(basis.known),
        other_authority(basis.authorities),
        other_than_accepted(basis.before),
    )
    return check_tables(
        tables_of(basis.layout, basis.rows, file=basis.file, changed=basis.changed),
        basis.book.units,
        basis.day,
        found=findings_of(basis.layout),
        judge=lambda draft: (found for judge in judges for found in judge(draft)),
    )


def _known_elsewhere(
    sent: Return,
    rows: list[Row],
    changed: Mapping[Any, Cells],
    named: Mapping[int, str],
) -> dict[str, str]:
    """Return who is in a roster that another unit has sent in, with its name if it is ``named``."""
    others = (
        Row.objects.filter(
            roster_return__campaign=sent.campaign_id,
            roster_return__state__in=[ReturnState.ACCEPTED, ReturnState.SUBMITTED],
            table=TableKind.ROSTER,
        )
        .exclude(roster_return__unit=sent.unit_id)
        .exclude(person_key="")
        .order_by()
    )
    if not any("id" in cells for cells in changed.values()):  # an id as typed has no key yet
        others = others.filter(person_key__in={row.person_key for row in rows})
    found = others.values_list("person_key", "roster_return__unit")
    return {key: named.get(unit, "") for key, unit in found}


def _accepted_before(sent: Return) -> dict[str, Cells]:
    last = previous_return(sent)
    return {
        row.person_key: row.cells
        for row in (rows_as_held(last) if last else ())
        if row.table == TableKind.ROSTER and row.state == RowState.ACCEPTED
    }
