"""A county small enough for thousands of acts: twelve of seven units must exchange.

Cut out of the demonstration and bent until many plans are possible, so that marks have something to
decide: everybody practises one trade. The pool is confirmed; whoever acts is there from the start.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation import engine, working
from lungang.campaign.rosters.facts import CountyRoster
from lungang.campaign.transfer import papers
from lungang.demo import make_county
from lungang.domain.roster import Roster
from lungang.exchange import Planner
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.register.actions import give_word
from lungang.policy.pack import load_policy
from tests.campaign.deliberation.room import Room, furnish
from tests.campaign.screening.county import only, plant
from tests.factories import also, make_actor

UNITS = (
    "县纪委监察局", "县发展计划委员会", "共青团青榆县委员会", "县公路运输管理所",
    "县供销合作社联合社", "县国土资源和房屋管理局", "县林业局",
)  # fmt: skip
TOO_MANY = ("县发展计划委员会", "县国土资源和房屋管理局")
"""Of these units one person less."""
START = datetime(2004, 12, 20, 1, tzinfo=UTC)
COUNTY = {
    "per": Office.PERSONNEL_SECTION, "per2": Office.PERSONNEL_SECTION,
    "org": Office.ORGANISATION_SECTION, "org2": Office.ORGANISATION_SECTION,
    "group": Office.LEADING_GROUP, "group2": Office.LEADING_GROUP, "dis": Office.DISCIPLINE,
    "sup": Office.SUPERVISION, "est": Office.ESTABLISHMENT_OFFICE, "sec": Office.SECURITY_ADMIN,
}  # fmt: skip
WORDS = {"人交调": "per", "组交介": "org"}


@dataclass
class County:
    """The county, who acts in it (``per``, ``hr县林业局`` …), and its clock."""

    room: Room
    who: dict[str, Actor] = field(default_factory=dict)
    moment: datetime = START

    @property
    def roster(self) -> Roster:
        return self.room.county.roster

    @property
    def campaign(self) -> Campaign:
        return self.room.campaign

    def now(self) -> datetime:
        """A second passes with every look."""
        self.moment += timedelta(seconds=1)
        return self.moment


def twelve() -> Roster:
    """Return the roster: those alone who must exchange."""
    whole = make_county()
    pool = set(Planner(whole, load_policy("county-2004"), seed="").screening.pool)
    roster = only(whole, *UNITS)
    people = [person for person in roster.people if person.id in pool]
    for unit in TOO_MANY:
        people.remove(next(person for person in people if person.unit == unit))
    ids = {person.id for person in people}
    return replace(
        roster,
        people=tuple(replace(person, practised_specialty="会计") for person in people),
        kinships=tuple(k for k in roster.kinships if {k.person_id, k.relative_id} <= ids),
    )


def make_small_county(monkeypatch: pytest.MonkeyPatch) -> County:
    """Plant it and confirm its pool; deliberation begins."""
    forget()
    planted = plant(twelve(), monkeypatch)
    whole = CountyRoster(planted.roster, planted.rows, planted.missing, ())
    monkeypatch.setattr(papers, "county_roster", lambda _campaign: whole)
    county = County(furnish(planted))
    monkeypatch.setattr(clock, "now", county.now)
    for word, office in COUNTY.items():
        county.who[word] = make_actor(office)
    county.who["both"] = also(county.who["per"], Office.ORGANISATION_SECTION)
    for name, unit in county.room.county.units.items():
        county.who[f"hr{name}"] = make_actor(Office.HR_OFFICER, unit)
    county.who["head"] = make_actor(Office.UNIT_HEAD, unit)
    for word, who in WORDS.items():
        holding = county.who[who].holding
        assert holding is not None
        give_word(county.who["sec"], word, Office(holding.office))
    give_word(county.who["sec"], "林干", Office.HR_OFFICER, unit.pk)
    return county


def forget() -> None:
    """Forget what is kept in this process: as if the server had been started again."""
    engine.forget()
    working.forget()
