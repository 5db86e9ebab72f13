"""A decided plan of the demo county in the database, and its release, in one line each.

The decision is made here as the joint meeting would leave it; the plan is the engine's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.test import Client

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.content import (
    DecisionContent,
    ScenarioContent,
    fingerprint,
)
from lungang.campaign.deliberation.models import (
    Decision,
    Meeting,
    Principles,
    Reader,
    Scenario,
)
from lungang.campaign.screening.models import Pool, Run
from lungang.campaign.transfer import actions
from lungang.campaign.transfer.actions.releasing import Deadlines
from lungang.campaign.transfer.actions.stepping import Hand
from lungang.campaign.transfer.handover import ITEMS
from lungang.campaign.transfer.models import Journey, WorkMeeting
from lungang.demo import make_county
from lungang.domain.plan import Plan
from lungang.domain.records import encode
from lungang.exchange import plan
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.middleware import HOLDING
from lungang.platform.accounts.offices import SECTION_OF, Office
from lungang.platform.guard import writing
from lungang.policy.pack import load_policy
from tests.campaign.screening.county import Planted
from tests.factories import make_actor

PLACE = "县政府一会议室"


@cache
def demo_plan() -> Plan:
    """The plan of the whole demo county: 27 of 18 units."""
    return plan(make_county(), load_policy("county-2004"))


def make_decision(
    campaign: Campaign, of: Plan, first: Actor, second: Actor, group: Actor
) -> Decision:
    """Make a confirmed decision with all that it hangs on, as the joint meeting leaves it."""
    now = clock.now()
    common = {"campaign": campaign, "number": 1}
    by, pack = first.holding, campaign.packs.get()
    with writing():
        run = Run.objects.create(
            **common, pack=pack, roster_digest=of.roster_digest, stamp="", ran_at=now, ran_by=by
        )
        pool = Pool.objects.create(
            **common, run=run, digest="1" * 64, people=[], state="confirmed", proposed_at=now,
            proposed_by=by,
        )  # fmt: skip
        principles = Principles.objects.create(
            **common, text="一、出一进一。", occasion="第三次会议", decided_on=date(2004, 12, 13),
            pool=pool, pack=pack, roster_digest=of.roster_digest, digest="2" * 64,
            state="decided", proposed_at=now, proposed_by=by, decided_at=now,
            decided_by=group.holding,
        )  # fmt: skip
        meeting = Meeting.objects.create(
            **common, principles=principles, held_at=now - timedelta(days=1), place=PLACE,
            chair="某", present=[], state="closed", opened_at=now, opened_by=by, closed_at=now,
        )  # fmt: skip
        told = ScenarioContent(title="甲", changes="", pack_text=pack.text, seed="", plan=of)
        scenario = Scenario.objects.create(
            **common, principles=principles, content=encode(told), computed_at=now, computed_by=by
        )
        content = DecisionContent(plan=of, digest=fingerprint(of), people=())
        return Decision.objects.create(
            **common, meeting=meeting, scenario=scenario, content=encode(content),
            state="confirmed", first_at=now - timedelta(hours=2), first_by=by,
            second_at=now - timedelta(hours=1),
            second_by=second.holding,
        )  # fmt: skip


def admit(campaign: Campaign, *actors: Actor) -> None:
    """Put people on the need-to-know list."""
    with writing():
        for number, actor in enumerate(actors, 1):
            Reader.objects.create(
                campaign=campaign, holding=actor.holding, code=f"青-{number:04}-某",
                listed_at=clock.now(), listed_by=actors[0].holding,
            )  # fmt: skip


def deadlines(start: datetime | None = None) -> Deadlines:
    """One, four, six hours and four days on."""
    at = start or clock.now()
    return Deadlines(*(at + timedelta(hours=hours) for hours in (1, 4, 6, 96)))


def release(actor: Actor, campaign: Campaign, decision: Decision, **other: Any) -> WorkMeeting:
    """Hold the work meeting."""
    said = {
        "held_at": clock.now() - timedelta(minutes=5), "place": PLACE, "deadlines": deadlines(),
        "roll": {},
    }  # fmt: skip
    digest = other.pop("digest", decision.opened.digest)
    return actions.release(actor, campaign, decision.pk, digest, **(said | other))


SIGNED = "张甲、李乙、王丙"
WAY = ("collect", "bring", "letter", "hand", "hand_over", "report", "remove", "appoint")


@dataclass
class Transfer:
    """A county whose plan is decided, and the offices that carry it out."""

    county: Planted
    decision: Decision

    @property
    def campaign(self) -> Campaign:
        return Campaign.objects.get(pk=self.county.campaign.pk)

    @property
    def personnel(self) -> Actor:
        return self.county.personnel

    @property
    def organisation(self) -> Actor:
        return self.county.organisation

    def release(self, actor: Actor | None = None, **other: Any) -> WorkMeeting:
        return release(actor or self.personnel, self.campaign, self.decision, **other)

    def one(self, **wanted: Any) -> Journey:
        found = self.campaign.journeys.filter(**wanted).first()
        assert found is not None
        return found

    def section(self, journey: Journey) -> Actor:
        return self.county.office(SECTION_OF[journey.authority])

    def of_unit(self, unit: int, office: Office = Office.HR_OFFICER) -> Actor:
        name = next(name for name, row in self.county.units.items() if row.pk == unit)
        return self.county.office(office, name)

    def old(self, journey: Journey) -> Actor:
        return self.of_unit(journey.from_unit_id)

    def new(self, journey: Journey) -> Actor:
        return self.of_unit(journey.to_unit_id)

    def who(self, journey: Journey, verb: str) -> Actor:
        if verb in ("collect", "bring", "letter"):
            return self.section(journey)
        return self.new(journey) if verb in ("report", "appoint") else self.old(journey)

    def step(self, journey: Journey, verb: str, actor: Actor | None = None, **said: Any) -> Journey:
        by = actor or self.who(journey, verb)
        if verb == "collect":
            taker = said.get("taker", "某局长")
            actions.collect(by, self.campaign, [journey.pk], taker, said.get("note", ""))
        else:
            if verb == "hand_over":
                said.setdefault("taker", SIGNED)
                said.setdefault("handed", tuple(ITEMS))
            if verb in ("remove", "appoint"):
                unit = journey.from_unit_id if verb == "remove" else journey.to_unit_id
                said.setdefault("paper", f"某{'免任'[verb == 'appoint']}〔2026〕{unit}号")
            actions.step(by, self.campaign, journey.pk, verb, Hand(**said))
        journey.refresh_from_db()
        return journey

    def bring_to(self, journey: Journey, verb: str) -> Journey:
        """Take every step up to and with one."""
        for one in WAY[: WAY.index(verb) + 1]:
            self.step(journey, one)
        return journey


def sign_in(client: Client, actor: Actor) -> Client:
    """Sign somebody in, in the office."""
    client.force_login(actor.user)
    session = client.session
    session[HOLDING] = actor.holding.pk
    session.save()
    return client


def open_sealed(client: Client, actor: Actor) -> None:
    """Open the door of the sealed plan in this session."""
    reader = Reader.objects.get(holding=actor.holding)
    session = client.session
    session["sealed_plan_opened"] = (str(reader.pk), clock.now().timestamp())
    session.save()


def somebody(office: Office, unit: Any = None, name: str = "") -> Actor:
    return make_actor(office, unit, name)
