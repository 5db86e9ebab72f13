"""A county whose pool is confirmed and principles decided, with the people of the room in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest

from lungang.campaign.deliberation import actions, engine, queries
from lungang.campaign.deliberation.marking import Wish
from lungang.campaign.deliberation.models import (
    Meeting,
    Principles,
    Reader,
    Scenario,
    SeedValue,
)
from lungang.campaign.deliberation.rows import PersonRow, Table
from lungang.campaign.deliberation.seating import table_of
from lungang.campaign.deliberation.states import SEED_OFFICES
from lungang.campaign.screening.models import Pool
from lungang.campaign.screening.pooling import frozen, standing
from lungang.domain.roster import Roster
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.offices import Office
from lungang.platform.guard import writing
from tests.campaign.screening.county import Planted, plant
from tests.factories import make_actor

AT = datetime(2004, 12, 13, 2, tzinfo=UTC)


@dataclass
class Room:
    """The room of the joint meeting."""

    county: Planted
    principles: Principles
    readers: dict[object, Reader] = field(default_factory=dict)

    @property
    def campaign(self) -> Any:
        return self.county.campaign

    @property
    def personnel(self) -> Actor:
        return self.county.personnel

    @property
    def organisation(self) -> Actor:
        return self.county.organisation

    @property
    def group(self) -> Actor:
        return self.county.group

    def list(self, actor: Actor) -> Actor:
        """Put somebody on the need-to-know list."""
        with writing():
            self.readers[actor] = Reader.objects.create(
                campaign=self.campaign, holding=actor.holding, code=f"R-{len(self.readers) + 1:04}",
                listed_at=AT, listed_by=self.group.holding,
            )  # fmt: skip
        return actor

    def open(self, actor: Actor | None = None) -> Meeting:
        return actions.start_meeting(
            actor or self.personnel, self.campaign,
            held_at=datetime(2004, 12, 15, 1, 20, tzinfo=UTC), place="第二会议室",
            chair="常务副县长 某", present=["干部科 甲", "公务员管理科 乙"], agenda="研究去向",
        )  # fmt: skip

    def compute(self, title: str = "照现行规则", pack_text: str = "") -> Scenario:
        return actions.compute_scenario(
            self.personnel, self.campaign, title=title, pack_text=pack_text
        )

    def table(self, scenario: Scenario) -> Table:
        return table_of(self.campaign, scenario)

    def mark(self, scenario: Scenario, kind: str, row: PersonRow, actor: Actor | None = None,
             **more: Any) -> Meeting:  # fmt: skip
        """Mark as a page that is not stale would."""
        seen = more.pop("seen", None)
        key = more.pop("key", None)
        if kind in ("decide", "stay", "forbid"):
            more.setdefault("reason", "会议研究")
        if kind == "decide" and not more.get("cycle"):
            more.setdefault("slot", row.slot)
        wish = Wish(kind=kind, person=row.key, **more)
        who = actor or self.personnel
        return actions.mark(who, self.campaign, scenario.pk, wish, seen=seen, key=key)

    def settle(self, scenario: Scenario) -> Table:
        """Decide everybody who has a destination, cycle by cycle."""
        while (table := self.table(scenario)).proposed:
            row = next(row for row in table.people if row.state == "proposed")
            self.mark(scenario, "decide", row, cycle=True)
        return table

    def ask(self, scenario: Scenario, actor: Actor | None = None, **more: Any) -> Any:
        table = self.table(scenario)
        more.setdefault("unplaced", table.unplaced)
        return actions.ask_confirmation(
            actor or self.personnel, self.campaign, scenario.pk,
            more.pop("digest", table.digest), **more,
        )  # fmt: skip


def make_room(roster: Roster, monkeypatch: pytest.MonkeyPatch) -> Room:
    """Make the county as it stands on the day when the joint meeting is about to decide."""
    forget()
    county = plant(roster, monkeypatch)
    county.screen()
    now = standing(county.campaign)
    campaign = county.campaign
    with writing():
        pool = Pool.objects.create(
            campaign=campaign, run=now.run, number=1, digest=now.digest, people=frozen(now.people),
            state="confirmed", proposed_at=AT, proposed_by=county.personnel.holding,
            decided_at=AT, decided_by=county.group.holding,
        )  # fmt: skip
        campaign.step = "deliberation"
        campaign.save()
        principles = Principles.objects.create(
            campaign=campaign, number=1, text="出一进一", occasion="领导小组第三次会议",
            decided_on=date(2004, 12, 13), pool=pool, pack=campaign.packs.get(),
            roster_digest=now.run.roster_digest, digest="d" * 64, state="decided",
            proposed_at=AT, proposed_by=county.personnel.holding,
            decided_at=AT, decided_by=county.group.holding,
        )  # fmt: skip
        for office, value in zip(SEED_OFFICES, ("七三", "一九"), strict=True):
            SeedValue.objects.create(
                principles=principles, office=office, value=value, given_at=AT,
                given_by=county.office(office).holding,
            )  # fmt: skip
    room = Room(county, principles)
    for actor in (county.personnel, county.organisation, county.group):
        room.list(actor)
    assert queries.seed_of(principles)
    return room


def forget() -> None:
    """Forget what other tests had computed."""
    from lungang.campaign.deliberation import working

    engine.forget()
    working.forget()


def reader(room: Room, office: Office) -> Actor:
    """Make another person of an office who is on the list."""
    return room.list(make_actor(office))
