"""Scenarios in brief, side by side: how many are placed, how well, and who goes elsewhere.

A scenario never changes, so what is opened of it once is kept, like the engines.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from lungang.campaign.core.models import Campaign
from lungang.campaign.core.queries import policy_of
from lungang.campaign.deliberation.engine import County, county_of, stamp_of
from lungang.campaign.deliberation.models import Scenario
from lungang.domain.movement import Comparison, compare
from lungang.domain.plan import Plan
from lungang.exchange.problem import FitCosts
from lungang.platform.kept import Kept
from lungang.policy.pack.model import Policy

_STEMS = "甲乙丙丁戊己庚辛壬癸"


def letter(number: int) -> str:
    """Return how a scenario is called: 甲, 乙, …; after 癸 by its number."""
    return _STEMS[number - 1] if number <= len(_STEMS) else str(number)


@dataclass(frozen=True)
class Brief:
    """One scenario. ``fit`` is under the rules in force, so that scenarios can be compared."""

    number: int
    title: str
    changes: str
    digest: str
    plan: Plan
    fit: int
    same: int
    similar: int

    @property
    def letter(self) -> str:
        """How it is called."""
        return letter(self.number)

    @property
    def placed(self) -> int:
        """How many have a destination."""
        return len(self.plan.moves)

    @property
    def unplaced(self) -> int:
        """How many have none."""
        return len(self.plan.stays)


@dataclass(frozen=True)
class Difference:
    """What is other in one scenario than in another; ``worse`` under the rules in force."""

    comparison: Comparison
    worse: int

    @property
    def people(self) -> int:
        """How many go elsewhere."""
        return len(self.comparison.changes)

    @property
    def more_unplaced(self) -> int:
        """How many more have no destination."""
        return sum(more for _name, more in self.comparison.more_unplaced)


_briefs: Kept[Brief] = Kept(12)


def brief_of(campaign: Campaign, scenario: Scenario, stamp: str = "") -> Brief:
    """Return a scenario in brief; ``stamp`` is ``engine.stamp_of`` where it is known already."""
    stamp = stamp or stamp_of(campaign)

    def read() -> Brief:
        policy = policy_of(scenario.principles.pack)
        whole = Scenario.objects.get(pk=scenario.pk)
        return _brief(county_of(campaign, stamp), policy, whole)

    return _briefs.get((scenario.pk, stamp), read)


def _brief(county: County, policy: Policy, scenario: Scenario) -> Brief:
    content, people = scenario.opened, county.roster.person
    costs = FitCosts(county.roster, policy)
    pairs = [(people[move.person_id], people[move.slot]) for move in content.plan.moves]
    grades = Counter(
        policy.specialties.affinity(one.practised_specialty, other.practised_specialty)
        for one, other in pairs
    )
    return Brief(
        number=scenario.number,
        title=content.title,
        changes=content.changes,
        digest=content.digest,
        plan=content.plan,
        fit=sum(sum(costs.parts(one, other).values()) for one, other in pairs),
        same=grades["same"],
        similar=grades["similar"],
    )


def difference(one: Brief, other: Brief) -> Difference:
    """Return what is other in the second of two scenarios."""
    return Difference(compare(one.plan, other.plan), other.fit - one.fit)


def forget() -> None:
    """Forget every scenario that is kept."""
    _briefs.clear()
