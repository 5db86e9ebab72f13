"""What lies sealed in scenarios, marks and decisions, as records that become JSON and back.

People go by their key of the roster (``person_key``) wherever a page or a form names one; the plan
itself holds citizen ids, as its verifier needs them, and never leaves its sealed column but as a
paper or a file whose reader is on record.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from lungang.campaign.deliberation.states import MarkKind
from lungang.domain.plan import Plan
from lungang.domain.records import plan_to_json


def plan_digest(plan: Plan) -> str:
    """Return the digest by which a plan is named on pages and papers (方案指纹)."""
    return hashlib.sha256(plan_to_json(plan).encode()).hexdigest()


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
        return plan_digest(self.plan)


@dataclass(frozen=True, kw_only=True)
class MarkContent:
    """One act of the meeting. ``slot`` is the key of the person who holds it; of a swap ``other``
    is whom the person changes with. ``proposed`` is the slot that the best plan gave before, and
    ``digest`` the best plan's after the act.
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

    @property
    def label(self) -> str:
        """What was done, in the one word for it."""
        return str(MarkKind(self.kind).label)


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was proposed for a person at first (``""``: staying) and what was decided, and why."""

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
