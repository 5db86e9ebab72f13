"""What lies sealed in cases and repairs, as records that become JSON and back."""

from __future__ import annotations

from dataclasses import dataclass

from lungang.campaign.repairs.states import CaseKind, Follows
from lungang.domain.plan import Plan


@dataclass(frozen=True, kw_only=True)
class CaseContent:
    """What came up with one person. ``person`` is the key of the roster, ``unit`` the name of the
    unit that the person was sent to, ``day`` an ISO date.
    """

    person: str
    kind: str
    follows: str
    unit: str
    reason: str
    said_by: str
    day: str

    @property
    def label(self) -> str:
        """What came up, in words."""
        return str(CaseKind(self.kind).label)

    @property
    def then(self) -> str:
        """What follows, in words."""
        return str(Follows(self.follows).label)

    @property
    def stays(self) -> bool:
        """Whether the person stays in the own unit."""
        return self.follows == Follows.STAY


@dataclass(frozen=True, kw_only=True)
class RepairContent:
    """A repaired plan, and what it was computed from.

    ``base`` is the digest of the plan that stood, ``stamp`` that of the facts. By key: ``changed``
    go elsewhere than released, ``there`` had reported for duty, ``freed`` are both, as there is no
    plan without. ``checked`` counts what the verifier went through.
    """

    plan: Plan
    digest: str
    base: str
    stamp: str
    changed: tuple[str, ...]
    there: tuple[str, ...]
    freed: tuple[str, ...]
    checked: int
