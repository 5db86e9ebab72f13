"""Returns for tests: the demo county's units, and returns of them in any state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lungang.campaign.core.models import Campaign, Task
from lungang.campaign.rosters.facts import check_return, person_key
from lungang.campaign.rosters.layout import cells_of, layout_of
from lungang.campaign.rosters.models import Return, Row
from lungang.campaign.rosters.states import ReturnState, RowState
from lungang.demo.county import make_county
from lungang.domain import roster as domain
from lungang.intake import write_roster
from lungang.intake.forms import read_tables
from lungang.platform.guard import writing
from lungang.platform.organisation.models import Establishment, Quota, QuotaKind, Unit, UnitVersion
from tests.factories import LONG_AGO

NOON = datetime(2004, 11, 23, 4, tzinfo=UTC)


@cache
def county() -> domain.Roster:
    """The county of the demonstration."""
    return make_county()


def part_of(roster: domain.Roster, unit: str) -> domain.Roster:
    """What one unit would send: its people, their kin and wishes, and the list of units."""
    people = roster.people_of[unit]
    ids = {person.id for person in people}
    return replace(
        roster,
        people=people,
        sections=tuple(section for section in roster.sections if section.unit == unit),
        kinships=tuple(kin for kin in roster.kinships if kin.person_id in ids),
        wishes=tuple(wish for wish in roster.wishes if wish.person_id in ids),
    )


def workbook_of(roster: domain.Roster, unit: str) -> bytes:
    """The workbook that one unit would send."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "r.xlsx"
        write_roster(part_of(roster, unit), path)
        return path.read_bytes()


def make_units(units: Iterable[domain.Unit]) -> dict[str, Unit]:
    """Make units of the organisation from facts; return them by name."""
    made: dict[str, Unit] = {}
    listed = list(units)
    with writing():
        for order, unit in enumerate(listed):
            made[unit.name] = Unit.objects.create(code=unit.code or f"R{order:03}")
        for order, unit in enumerate(listed):
            row = made[unit.name]
            UnitVersion.objects.create(
                unit=row,
                name=unit.name,
                short_name=unit.short_name,
                kind=unit.kind,
                in_charge=made.get(unit.department_in_charge),
                leading_body=list(unit.leading_body),
                order=order,
                valid_from=LONG_AGO,
            )
            for nature, headcount in unit.establishment.items():
                Establishment.objects.create(
                    unit=row, nature=nature, headcount=headcount, valid_from=LONG_AGO
                )
            kinds = {
                (QuotaKind.LEADING, ""): unit.leading_quota,
                (QuotaKind.CHIEF, ""): unit.chief_quota,
                (QuotaKind.DEPUTY, ""): unit.deputy_quota,
                **{(QuotaKind.RANK, rank): n for rank, n in unit.rank_quota.items()},
            }
            for (kind, rank), number in kinds.items():
                if number is not None:
                    Quota.objects.create(
                        unit=row, kind=kind, rank=rank, number=number, valid_from=LONG_AGO
                    )
    return made


def make_return(
    campaign: Campaign,
    unit: Unit,
    content: bytes,
    state: ReturnState = ReturnState.DRAFT,
    number: int = 1,
) -> Return:
    """Make a return of a workbook in a state, its rows in the state that goes with it."""
    tables = read_tables(content, "花名册.xlsx")
    row_state = RowState.ACCEPTED if state == ReturnState.ACCEPTED else RowState.PENDING
    with writing():
        sent = Return.objects.create(
            campaign=campaign,
            unit=unit,
            number=number,
            state=state,
            layout=layout_of(tables),
            began_at=NOON,
            submitted_at=None if state == ReturnState.DRAFT else NOON,
        )
        rows = [
            Row(
                roster_return=sent,
                table=table.kind,
                sheet=table.sheet_no,
                number=at,
                cells=cells_of(table, cells),
                state=row_state,
            )
            for table in tables.tables
            if table.kind != "unit"
            for at, cells in table.rows
        ]
        answer = check_return(sent, rows)
        drafts = {(d.place.table.sheet_no, d.place.row): d for d in answer.drafts}
        subjects: dict[tuple[int, int], str] = {
            (sheet, line): who for (_no, sheet, line), who in answer.subjects.items()
        }
        for row in rows:
            key = (row.sheet, row.number)
            draft = drafts.get(key)
            if draft is not None and draft.id is not None:
                row.person_key = person_key(draft.id.id)
                row.name, row.authority = draft.name or "", str(draft.authority or "")
            elif key in subjects:
                row.person_key = person_key(subjects[key])
        Row.objects.bulk_create(rows)
    return sent


def make_task(campaign: Campaign, unit: Unit, due: timedelta = timedelta(days=3)) -> Task:
    """Make the task that asks a unit for its roster."""
    from lungang.platform import clock

    with writing():
        return Task.objects.create(
            campaign=campaign,
            unit=unit,
            kind="rosters",
            due_at=clock.now() + due,
            opened_at=clock.now() - timedelta(days=7),
        )


def by_unit(roster: domain.Roster) -> dict[str, list[domain.Person]]:
    """People by the name of their unit."""
    groups: dict[str, list[domain.Person]] = defaultdict(list)
    for person in roster.people:
        groups[person.unit].append(person)
    return groups
