"""Where rows of the database become facts of the domain, and nowhere else.

The same reader that reads workbooks reads the cells kept here, so a county of accepted returns and
a folder of the same workbooks are the same roster.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.rosters.layout import Cells, findings_of, kept, tables_of
from lungang.campaign.rosters.models import Correction, Return, Row, TableKind
from lungang.campaign.rosters.queries import known_authorities, previous_return
from lungang.campaign.rosters.states import CorrectionState, ReturnState, RowState
from lungang.domain.clock import YearMonth
from lungang.domain.codes import CadreAuthority
from lungang.domain.roster import Roster
from lungang.errors import RosterError
from lungang.intake.draft import Draft
from lungang.intake.findings import Finding, Problem, Severity, Table, shown
from lungang.intake.forms import Answer, check_tables
from lungang.intake.tables import specs
from lungang.intake.values import clean, read_month
from lungang.platform import keys
from lungang.platform.organisation.models import UnitVersion
from lungang.platform.organisation.queries import domain_units, units_on


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
    answer = check_tables(tables, domain_units(day, versions), day)
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
    day = sent.campaign.reference_date
    versions = units_on(day)
    own = versions.get(sent.unit_id)
    listed = list(sent.rows.all() if rows is None else rows)
    name = sent.file.name if sent.file_id and sent.file else ""
    tables = tables_of(sent.layout, listed, file=name, changed=changed)
    judges = (
        _of_other_unit(own.name if own else ""),
        _known_elsewhere(sent, listed, changed or {}, versions if for_section else {}),
        _other_authority(listed),
        _other_than_accepted(sent),
    )
    return check_tables(
        tables,
        domain_units(day, versions),
        day,
        found=findings_of(sent.layout),
        judge=lambda draft: (found for judge in judges for found in judge(draft)),
    )


_Judge = Callable[[Draft], Iterator[tuple[str, Problem]]]


def _of_other_unit(own: str) -> _Judge:
    def judge(draft: Draft) -> Iterator[tuple[str, Problem]]:
        if draft.unit is not None and draft.unit != own:
            yield (
                "unit",
                Problem(
                    _("这一行写的单位是{unit}，不是{own}").format(unit=draft.unit, own=own),
                    _("请改成本单位；不是本单位的人请删去这一行"),
                ),
            )

    return judge


def _known_elsewhere(
    sent: Return,
    rows: list[Row],
    changed: Mapping[Any, Cells],
    named: Mapping[int, UnitVersion],
) -> _Judge:
    """Another unit's accepted roster, or one that it has sent in, already has the same person.

    ``named`` are the units that may be named to whoever looks.
    """
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
    known: dict[str, int] = dict(others.values_list("person_key", "roster_return__unit"))

    def judge(draft: Draft) -> Iterator[tuple[str, Problem]]:
        unit = known.get(person_key(draft.id.id)) if draft.id is not None and known else None
        if unit is not None:
            where = named[unit].name if unit in named else _("另一单位")
            yield (
                "id",
                Problem(
                    _("这个身份证号已在{unit}上报的花名册中").format(unit=where),
                    _("请科室核对此人现在何处；号码写错的请改正"),
                ),
            )

    return judge


def _other_authority(rows: list[Row]) -> _Judge:
    """The office has the person under another authority: that section has the first word."""
    known = known_authorities(row.person_key for row in rows)

    def judge(draft: Draft) -> Iterator[tuple[str, Problem]]:
        on_record = known.get(person_key(draft.id.id)) if draft.id is not None else None
        if on_record and draft.authority and str(draft.authority) != on_record:
            was = _(CadreAuthority(on_record).label)
            yield (
                "authority",
                Problem(
                    _("上报写的是{said}，系统记的是{known}").format(
                        said=_(draft.authority.label), known=was
                    ),
                    _("由{known}的科室接收，接收后改记；没有移交的请改正").format(known=was),
                    Severity.WARNING,
                ),
            )

    return judge


def _other_than_accepted(sent: Return) -> _Judge:
    """A row that was accepted before has changed, and must be accepted again: say what."""
    last = previous_return(sent)
    before = {
        row.person_key: row.cells
        for row in (rows_as_held(last) if last else ())
        if row.table == TableKind.ROSTER and row.state == RowState.ACCEPTED
    }

    def judge(draft: Draft) -> Iterator[tuple[str, Problem]]:
        if draft.id is None or not (old := before.get(person_key(draft.id.id))):
            return
        table, cells = draft.place.table, draft.place.cells
        for field, at in table.columns.items():
            new = plainly(field, kept(cells[at] if at < len(cells) else ""))
            was = plainly(field, old.get(field, ""))
            if new != was and field not in ("seq", "id"):
                yield (
                    field,
                    Problem(
                        _("上次上报是“{was}”，这次是“{new}”").format(
                            was=was or _("空"), new=new or _("空")
                        ),
                        _("此人上次已接收，改动后要重新接收；如果是更正，上报时写明原因"),
                        Severity.WARNING,
                    ),
                )

    return judge


def plainly(field: str, value: Any) -> str:
    """Return what a kept cell says, however it is written: to be compared, and to be shown."""
    text = clean(shown_value(value))
    if is_month(field) and not re.fullmatch(r"\d{4}\.1", text):  # January or October?
        month, _problem = read_month(text)
        return _written(month) if month is not None else text
    return text.upper() if field in ("id", "relative_id") else text


def is_month(field: str) -> bool:
    """Whether a column of people holds months."""
    return field in _months()


@cache
def _months() -> frozenset[str]:
    return frozenset(column.field for column in specs()["roster"].columns if column.date)


def shown_value(value: Any) -> str:
    """Return a kept cell as the user sees it: a date as rosters write it, 1962.05.18."""
    if isinstance(value, list):
        return str(value[1]).replace("-", ".")
    return shown(value)


def _written(month: YearMonth) -> str:
    return month.dotted if month.day is None else f"{month.dotted}.{month.day:02d}"
