"""What lies sealed in scenarios, marks and decisions, as records that become JSON and back.

People go by their key of the roster (``person_key``) wherever a page or a form names one; the plan
itself holds citizen ids, as its verifier needs them, and never leaves its sealed column but as a
paper or a file whose reader is on record.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Protocol

from lungang.campaign.deliberation.states import MarkKind
from lungang.domain.movement import Outcome
from lungang.domain.plan import Plan, Seed, Settled


class Said(Outcome, Protocol):
    """Who goes where, and from what: a plan, or a planner not written as one yet."""

    @property
    def seed(self) -> Seed:
        """The agreed text, bound to rosters and rules."""

    @property
    def settled(self) -> tuple[Settled, ...]:
        """Decisions of the leading group that the pool rests on."""


def fingerprint(plan: Said) -> str:
    """Return the digest by which pages and papers of the office name a plan (方案指纹).

    It is over who goes to which slot and who stays, from which rosters, rules and seed. Two plans
    with one digest send everybody to the same place; why, and how it is proven, follows from
    these. So it is known at once after each act, and is the same again after an undo: the digest of
    the whole file (:func:`lungang.domain.records.plan_digest`) is neither.
    """
    said = {
        "seed": plan.seed.bound,
        "settled": sorted([one.person_id, one.verdict.value] for one in plan.settled),
        "moves": sorted([move.person_id, move.slot] for move in plan.moves),
        "left": sorted(one.person_id for one in plan.left),
    }
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class ScenarioContent:
    """One computed scenario. ``changes`` say in words what its pack changes, "" for none."""

    title: str
    changes: str
    pack_text: str
    seed: str
    plan: Plan

    @property
    def digest(self) -> str:
        """Digest of the plan."""
        return fingerprint(self.plan)


@dataclass(frozen=True, kw_only=True)
class MarkContent:
    """One act of the meeting. ``slot`` is the key of the person who holds it; of a swap ``other``
    is whom the person changes with. ``proposed`` is the slot that the best plan gave before, and
    ``digest`` the best plan's after the act. ``act`` joins the marks that one act made: a cycle
    decided as a whole, which is undone as a whole.
    """

    kind: str
    person: str
    slot: str = ""
    unit: str = ""
    other: str = ""
    other_slot: str = ""
    reason: str = ""
    proposed: str = ""
    digest: str = ""
    act: str = ""

    @property
    def label(self) -> str:
        """What was done, in the one word for it."""
        return str(MarkKind(self.kind).label)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was proposed for a person at first (``""``: staying) and what was decided, and why.

    All by key: of the person, and of who holds the slot.
    """

    person: str
    proposed: str
    decided: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DecisionContent:
    """The plan as decided, under its digest, and for every person what became of the proposal."""

    plan: Plan
    digest: str
    people: tuple[Decided, ...]
