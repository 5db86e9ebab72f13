"""The table made of the working plan: everybody of the pool, cycles, balance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.models import Scenario
from lungang.campaign.deliberation.rows import (
    DECIDED,
    PROPOSED,
    UNPLACED,
    BalanceRow,
    CycleRow,
    PersonRow,
    Table,
)
from lungang.campaign.deliberation.states import MarkKind
from lungang.campaign.deliberation.working import Working, working_of
from lungang.domain.movement import balance
from lungang.domain.roster import Person
from lungang.statistics.wording import KINDS_OF_STAY, bare_title


def table_of(campaign: Campaign, scenario: Scenario) -> Table:
    """Return the table of a scenario: the best plan under the marks that hold.

    Raises:
        NotNow: facts moved under the scenario since it was computed.
    """
    return table_from(working_of(campaign, scenario))


def table_from(working: Working) -> Table:
    """Return the table of a working plan."""
    people = tuple(_people(working))
    states = Counter(row.state for row in people)
    return Table(
        scenario=working.scenario,
        people=people,
        cycles=tuple(_cycles(working, {row.key: row for row in people})),
        balance=tuple(_balance(working)),
        decided=states[DECIDED],
        proposed=states[PROPOSED],
        unplaced=states[UNPLACED],
        digest=working.digest,
        can_undo=bool(working.marks),
        sitting=working,
    )


def _people(working: Working) -> Iterator[PersonRow]:
    """Yield everybody of the pool, in the order of units and names."""
    county = working.engine.county
    order = {unit.name: at for at, unit in enumerate(county.roster.units)}
    pool = [county.roster.person[citizen] for citizen in working.slot_of]
    round_of = {
        move.person_id: number for number, cycle in enumerate(working.cycles, 1) for move in cycle
    }
    for person in sorted(pool, key=lambda one: (order[one.unit], one.name, one.id)):
        yield _person(working, person, round_of.get(person.id, 0))


def _person(working: Working, person: Person, cycle: int) -> PersonRow:
    county, key = working.engine.county, working.key(person.id)
    holder = county.roster.person[working.slot_of[person.id]]
    stays = holder is person
    about = working.about.get(key, ())
    settled = key in working.settled
    return PersonRow(
        key=county.row_of[person.id].pk,
        name=person.name,
        unit=county.short[person.unit],
        section=person.post.section,
        title=bare_title(person.post.section, person.post.title, person.level),
        state=DECIDED if settled else UNPLACED if stays else PROPOSED,
        to_unit="" if stays else county.short[holder.unit],
        to_section="" if stays else holder.post.section,
        to_title="" if stays else bare_title(holder.post.section, holder.post.title, holder.level),
        slot=None if stays else county.row_of[holder.id].pk,
        slot_holder="" if stays else holder.name,
        reason=short_reason(working, person.id) if stays else "",
        marks=tuple(dict.fromkeys(mark.kind for mark in about)),
        cycle=cycle,
    )


def short_reason(working: Working, citizen: str) -> str:
    """Say in short why somebody stays. Why exactly is asked person by person: it takes a search."""
    key = working.key(citizen)
    if (mark := working.settled.get(key)) is not None and mark.kind == MarkKind.STAY:
        return KINDS_OF_STAY["kept"]
    first = working.engine.stays.get(citizen)
    return KINDS_OF_STAY[first.kind if first is not None else "marks"]


def _cycles(working: Working, people: dict[UUID, PersonRow]) -> Iterator[CycleRow]:
    county = working.engine.county
    for number, cycle in enumerate(working.cycles, 1):
        rows = [people[county.row_of[move.person_id].pk] for move in cycle]
        yield CycleRow(
            number=number,
            people=tuple(row.key for row in rows),
            units=tuple(row.unit for row in rows),
            decided=all(row.state == DECIDED for row in rows),
        )


def _balance(working: Working) -> Iterator[BalanceRow]:
    rows = balance(working.planner)
    natures = Counter(row.unit for row in rows)
    for row in rows:
        yield BalanceRow(
            unit=working.engine.county.short[row.unit],
            nature=row.nature.label if natures[row.unit] > 1 else "",
            out=row.out,
            into=row.into,
        )
