"""A county in the database, its rosters accepted, without reading sixty workbooks for each test.

The rows are made here; the facts that the rules see are handed over as the roster they came from.
What the reader makes of cells is tested where the reader is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import engine
from lungang.campaign.rosters.facts import CountyRoster, person_key
from lungang.campaign.rosters.models import Return, Row
from lungang.campaign.screening import compute
from lungang.campaign.screening.actions import run_screening
from lungang.campaign.screening.models import Run
from lungang.domain.roster import Roster
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from lungang.platform.organisation.models import Unit, UnitVersion
from lungang.platform.sorting import sort_keys
from tests.factories import LONG_AGO, make_actor, make_campaign

AT = datetime(2004, 11, 25, 2, tzinfo=UTC)


@dataclass
class Planted:
    """A campaign with accepted rosters, and the offices that work on it."""

    campaign: Campaign
    roster: Roster
    rows: dict[str, Row]
    units: dict[str, Unit]
    missing: tuple[UnitVersion, ...] = ()
    offices: dict[object, Actor] = field(default_factory=dict)

    def office(self, office: Office, unit: str = "") -> Actor:
        """The holder of an office, the same each time."""
        where = self.units[unit] if unit else None
        if (office, unit) not in self.offices:
            self.offices[office, unit] = make_actor(office, where)
        return self.offices[office, unit]

    @property
    def group(self) -> Actor:
        return self.office(Office.LEADING_GROUP)

    @property
    def personnel(self) -> Actor:
        return self.office(Office.PERSONNEL_SECTION)

    @property
    def organisation(self) -> Actor:
        return self.office(Office.ORGANISATION_SECTION)

    def officer(self, unit: str) -> Actor:
        return self.office(Office.HR_OFFICER, unit)

    def screen(self) -> Run:
        """Run the rules as the personnel section does."""
        return run_screening(self.personnel, self.campaign)

    def change(self, roster: Roster) -> None:
        """Let the accepted rosters say something else: what a correction does."""
        self.roster = roster
        with writing():
            Return.objects.filter(campaign=self.campaign).first().save()


def plant(roster: Roster, monkeypatch: pytest.MonkeyPatch) -> Planted:
    """Put a roster into the database as accepted returns."""
    campaign = make_campaign("screening")
    with writing():
        units, returns, rows = _units(roster), {}, {}
        for name, unit in units.items():
            returns[name] = Return.objects.create(
                campaign=campaign, unit=unit, number=1, state="accepted", began_at=AT
            )
        numbers = dict.fromkeys(units, 1)
        for person in roster.people:
            numbers[person.unit] += 1
            pinyin, strokes = sort_keys(person.name)
            rows[person.id] = Row(
                roster_return=returns[person.unit],
                number=numbers[person.unit],
                name=person.name,
                pinyin=pinyin,
                strokes=strokes,
                person_key=person_key(person.id),
                authority=person.authority.value,
                state="accepted",
            )
        Row.objects.bulk_create(rows.values())
    planted = Planted(campaign, roster, rows, units)
    for module in (compute, engine):
        monkeypatch.setattr(
            module,
            "county_roster",
            lambda _campaign: CountyRoster(planted.roster, planted.rows, planted.missing, ()),
        )
    return planted


def _units(roster: Roster) -> dict[str, Unit]:
    units = {}
    for order, unit in enumerate(roster.units):
        units[unit.name] = Unit.objects.create(code=unit.code or f"T{order:03}")
        UnitVersion.objects.create(
            unit=units[unit.name],
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind.value,
            valid_from=LONG_AGO,
            order=order,
        )
    return units


def only(roster: Roster, *units: str) -> Roster:
    """Return the part of a roster that is about some units."""
    people = tuple(person for person in roster.people if person.unit in units)
    ids = {person.id for person in people}
    return replace(
        roster,
        units=tuple(unit for unit in roster.units if unit.name in units),
        people=people,
        sections=tuple(s for s in roster.sections if s.unit in units),
        kinships=tuple(k for k in roster.kinships if {k.person_id, k.relative_id} <= ids),
        wishes=(),
    )
