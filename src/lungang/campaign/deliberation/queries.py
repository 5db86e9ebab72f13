"""Reads of deliberation. What is sealed is read by whoever the door let in, and nobody else."""

from __future__ import annotations

from django.db.models import QuerySet

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import not_in_step
from lungang.campaign.deliberation.models import (
    Decision,
    Mark,
    Meeting,
    Principles,
    Reader,
    Scenario,
    SeedValue,
)
from lungang.campaign.deliberation.states import (
    SEED_OFFICES,
    STEPS,
    DecisionState,
    MeetingState,
    PrinciplesState,
    ScenarioState,
)
from lungang.platform.accounts.actor import Actor


def closed(campaign: Campaign) -> str:
    """Say why nothing of deliberation can be done now, or ""."""
    return not_in_step(campaign, *STEPS)


def current_principles(campaign: Campaign) -> Principles | None:
    """Return the principles that were sent last and not replaced, whatever the group said."""
    rows = campaign.principles.select_related("pool", "pack", "proposed_by__user")
    return rows.exclude(state=PrinciplesState.REPLACED).order_by("-number").first()


def decided_principles(campaign: Campaign) -> Principles | None:
    """Return the principles that the leading group decided: what everything below starts from."""
    return campaign.principles.filter(state=PrinciplesState.DECIDED).first()


def seed_values(principles: Principles) -> list[SeedValue]:
    """Return the halves of the seed given so far, in the order in which they are joined."""
    rows = {row.office: row for row in principles.seed_values.all()}
    return [rows[office] for office in SEED_OFFICES if office in rows]


def seed_of(principles: Principles) -> str:
    """Return the text that is bound into the tie-break, "" until both halves are in."""
    halves = seed_values(principles)
    if len(halves) < len(SEED_OFFICES):
        return ""
    return "\n".join([principles.digest, *(half.value for half in halves)])


def readers(campaign: Campaign) -> QuerySet[Reader]:
    """Return who stands on the need-to-know list now."""
    rows = campaign.readers.filter(removed_at=None)
    return rows.select_related("holding__user", "holding__unit", "listed_by__user")


def reader_of(actor: Actor, campaign: Campaign) -> Reader | None:
    """Return the actor's own place on the list, None for whoever is not on it."""
    if actor.holding is None:
        return None
    return campaign.readers.filter(removed_at=None, holding=actor.holding).first()


def open_meeting(campaign: Campaign) -> Meeting | None:
    """Return the meeting that is open."""
    return campaign.meetings.filter(state=MeetingState.OPEN).first()


def scenarios(principles: Principles) -> QuerySet[Scenario]:
    """Return the scenarios that may be deliberated on, 甲 first."""
    rows = principles.scenarios.filter(state=ScenarioState.READY)
    return rows.select_related("computed_by__user").order_by("number")


def marks_of(scenario: Scenario) -> list[Mark]:
    """Return the marks that hold on a scenario, in the order in which they were made."""
    rows = scenario.marks.filter(withdrawn_at=None).order_by("number")
    return list(rows.select_related("made_by__user"))


def standing_decision(campaign: Campaign) -> Decision | None:
    """Return the decided plan that waits for the second person, is confirmed, or is released."""
    standing = (DecisionState.ASKED, DecisionState.CONFIRMED, DecisionState.RELEASED)
    rows = campaign.decisions.filter(state__in=standing)
    return rows.select_related("first_by__user", "second_by__user", "scenario", "meeting").first()
