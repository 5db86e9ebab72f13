"""Reads of deliberation. What is sealed is read by whoever the door let in, and nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import why_closed
from lungang.campaign.deliberation import access
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
from lungang.platform import clock
from lungang.platform.accounts.actor import Actor
from lungang.platform.accounts.models import Holding
from lungang.platform.accounts.offices import Office
from lungang.platform.audit.models import Entry, Result

READ = ("deliberation.open_plan", "deliberation.read_plan", "deliberation.shut_plan")
"""What is on record of the sealed plan: the door opened and shut, and each page read."""


def closed(campaign: Campaign) -> str:
    """Say why nothing of deliberation can be done now, or ""."""
    return why_closed(campaign, *STEPS)


def principles_of(campaign: Campaign) -> QuerySet[Principles]:
    """Return all principles ever sent, the first one first."""
    rows = campaign.principles.select_related(
        "campaign", "pool__run", "pack", "proposed_by__user", "decided_by__user", "drawn_with"
    )
    return rows.defer("pool__people", "pack__text")


def current_principles(campaign: Campaign) -> Principles | None:
    """Return the principles that were sent last and not replaced, whatever the group said."""
    rows = principles_of(campaign)
    return rows.exclude(state=PrinciplesState.REPLACED).order_by("-number").first()


def decided_principles(campaign: Campaign) -> Principles | None:
    """Return the principles that the leading group decided: what everything below starts from."""
    return principles_of(campaign).filter(state=PrinciplesState.DECIDED).first()


def drawn_with(principles: Principles) -> Principles:
    """Return the principles to whose digest the seed of some is bound: their own, or earlier ones.

    The seed is drawn anew only where what it orders is other than before (:func:`earlier_draw`).
    """
    return principles.drawn_with or principles


def seed_values(principles: Principles) -> list[SeedValue]:
    """Return the halves of the seed given so far, in the order in which they are joined."""
    rows = {row.office: row for row in drawn_with(principles).seed_values.all()}
    return [rows[office] for office in SEED_OFFICES if office in rows]


@dataclass(frozen=True)
class Draw:
    """A tie-break drawn: the principles that the halves are bound to, and both halves."""

    principles: Principles
    halves: list[SeedValue]


def draws_until(principles: Principles) -> list[Draw]:
    """Return every draw of a campaign up to some principles, the one that counts for them last."""
    rows = Principles.objects.filter(
        campaign=principles.campaign_id, number__lte=principles.number, drawn_with=None
    ).prefetch_related("seed_values__given_by__user")
    counts = drawn_with(principles).pk
    found = [Draw(row, seed_values(row)) for row in rows.order_by("number")]
    whole = [draw for draw in found if len(draw.halves) == len(SEED_OFFICES)]
    return sorted(whole, key=lambda draw: draw.principles.pk == counts)


def earlier_draw(principles: Principles) -> Principles | None:
    """Return the principles whose draw of the seed is kept for some, or None: it is drawn anew.

    Kept is a whole draw made on the same rules, facts and people. Whoever sent principles again,
    word by word or with another comma, could else have it drawn until it suits. Other facts or
    rules are another matter: on these a seed that is known already could be tried out beforehand.
    """
    rows = Principles.objects.filter(
        campaign=principles.campaign_id,
        number__lt=principles.number,
        drawn_with=None,
        pack__digest=principles.pack.digest,
        roster_digest=principles.roster_digest,
    ).select_related("pool")
    people = _people(principles)
    for row in rows.prefetch_related("seed_values").order_by("number"):
        if len(seed_values(row)) == len(SEED_OFFICES) and _people(row) == people:
            return row
    return None


def _people(principles: Principles) -> list[str]:
    return sorted(one["person_key"] for one in principles.pool.people)


def seed_of(principles: Principles) -> str:
    """Return the text that is bound into the tie-break, "" until both halves are in."""
    halves = seed_values(principles)
    if len(halves) < len(SEED_OFFICES):
        return ""
    return "\n".join([drawn_with(principles).digest, *(half.value for half in halves)])


def readers(campaign: Campaign) -> QuerySet[Reader]:
    """Return who stands on the need-to-know list now: with an office, the place on it ends."""
    rows = campaign.readers.filter(_holding_in_force(), removed_at=None)
    return rows.select_related("holding__user", "holding__unit", "listed_by__user")


def former_readers(campaign: Campaign) -> list[Reader]:
    """Return who was on the list: taken off, or no longer in that office."""
    rows = campaign.readers.exclude(pk__in=readers(campaign).values("pk"))
    return list(rows.select_related("holding__user", "holding__unit", "removed_by__user"))


def listable(campaign: Campaign) -> QuerySet[Holding]:
    """Return the holdings that may be put on the list and are not on it."""
    return on_list_or_listable().exclude(pk__in=readers(campaign).values("holding"))


def on_list_or_listable() -> QuerySet[Holding]:
    """Return the holdings of today in the offices whose people may be listed."""
    rows = Holding.objects.on(clock.today()).filter(
        office__in=[office.value for office in Office if access.may_be_listed(office)],
        user__is_active=True,
    )
    return rows.select_related("user", "unit").order_by("office", "pk")


def readings(campaign: Campaign) -> QuerySet[Entry]:
    """Return what is on record of openings and readings of the sealed plan, newest first."""
    numbers = [str(pk) for pk in campaign.readers.values_list("pk", flat=True)]
    rows = Entry.objects.filter(
        action__in=READ, subject_type=Reader._meta.label, subject_id__in=numbers, result=Result.DONE
    )
    return rows.order_by("-seq")


def _holding_in_force() -> Q:
    today = clock.today()
    began, ended = Q(holding__valid_from__lte=today), Q(holding__valid_to__lte=today)
    return began & ~ended


def reader_of(actor: Actor, campaign: Campaign) -> Reader | None:
    """Return the actor's own place on the list, None for whoever is not on it."""
    if actor.holding is None:
        return None
    return readers(campaign).filter(holding=actor.holding).first()


def on_any_list(actor: Actor) -> bool:
    """Whether the actor stands on the need-to-know list of any campaign."""
    rows = Reader.objects.filter(_holding_in_force(), removed_at=None, holding=actor.holding)
    return actor.holding is not None and rows.exists()


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
    rows = campaign.decisions.filter(state__in=standing).defer("told")
    return rows.select_related("first_by__user", "second_by__user", "scenario", "meeting").first()
