"""Scenarios beside each other: the strip above the picture, and the page that compares them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.briefs import Brief, Difference, brief_of, difference
from lungang.campaign.deliberation.engine import county_of, stamp_of
from lungang.campaign.deliberation.models import Principles, Scenario
from lungang.campaign.deliberation.queries import scenarios
from lungang.campaign.deliberation.unit_order import MOST_ANNEALED, unit_order
from lungang.domain.movement import cycles
from lungang.domain.plan import Plan
from lungang.platform.kept import Kept
from lungang.statistics.wording import KINDS_OF_STAY

IN_STRIP = 3
_orders: Kept[tuple[str, ...]] = Kept(8)


@dataclass(frozen=True)
class Gist:
    """A scenario, and in what it differs from the first one (None for that one itself)."""

    pk: UUID
    brief: Brief
    against: Difference | None

    @property
    def price(self) -> str:
        """What it costs against the first scenario, in words."""
        return price(self.against) if self.against else ""

    @property
    def left(self) -> list[tuple[str, str]]:
        """Who stays, and in short why."""
        return [(stay.name, KINDS_OF_STAY[stay.kind]) for stay in self.brief.plan.stays]

    @property
    def url(self) -> str:
        """Where it is deliberated on."""
        return reverse("deliberation:table", args=[self.pk])


def gists(campaign: Campaign, principles: Principles, stamp: str = "") -> list[Gist]:
    """Return the scenarios that may be deliberated on, each against the first of them."""
    stamp = stamp or stamp_of(campaign)
    found: list[Gist] = []
    for row in scenarios(principles).defer("content").select_related("principles__pack"):
        brief = brief_of(campaign, row, stamp)
        against = difference(found[0].brief, brief) if found else None
        found.append(Gist(row.pk, brief, against))
    return found


def price(against: Difference) -> str:
    """Return the price of a plan against another: how many more stay, or how much worse it fits.

    The fit is told only where as many are placed, for it counts only then.
    """
    more = against.more_unplaced
    if more:
        return (_("多 {n} 人未能安排") if more > 0 else _("少 {n} 人未能安排")).format(n=abs(more))
    if against.worse == 0:
        return _("一样好")
    return (_("差 {n}") if against.worse > 0 else _("好 {n}")).format(n=abs(against.worse))


@dataclass(frozen=True)
class Strip:
    """The scenarios above the picture: the chosen one is open below, ``more`` are not shown."""

    cards: tuple[Gist, ...]
    chosen: UUID
    more: int


def strip(campaign: Campaign, scenario: Scenario, stamp: str = "") -> Strip:
    """Return the strip of a scenario and those beside it."""
    found = gists(campaign, scenario.principles, stamp)
    shown = found[:IN_STRIP]
    here = next((one for one in found if one.pk == scenario.pk), None)
    if here is not None and here not in shown:
        shown = [*shown[:-1], here]
    return Strip(tuple(shown), scenario.pk, len(found) - len(shown))


def order_for(campaign: Campaign, scenario: Scenario) -> tuple[str, ...]:
    """Return the units in the order of the picture: one for all scenarios and marks.

    It is made from the scenario that was computed first under the principles, used or not, for
    that one never changes; of more units than are drawn at once there is none.
    """
    rows = scenario.principles.scenarios.defer("content").order_by("number")
    first = rows.select_related("principles__pack")[0]
    return _orders.get(first.pk, lambda: _order(brief_of(campaign, first).plan, campaign))


def _order(plan: Plan, campaign: Campaign) -> tuple[str, ...]:
    short = county_of(campaign).short
    full = dict.fromkeys((*(move.from_unit for move in plan.moves), *(s.unit for s in plan.stays)))
    units = tuple(short[unit] for unit in full)
    if len(units) > MOST_ANNEALED:
        return units
    flows = tuple((short[move.from_unit], short[move.to_unit]) for move in plan.moves)
    longest = next(iter(cycles(plan)), ())
    return unit_order(units, flows, tuple(short[move.from_unit] for move in longest))


# ---- who goes where, scenario by scenario -------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One person in every scenario: the unit, "" for staying; ``differs``: not alike in all."""

    name: str
    unit: str
    goes: tuple[str, ...]
    differs: bool


def lines(plans: Sequence[Plan], short: Mapping[str, str]) -> list[Line]:
    """Return everybody of the pool, those first who do not get the same post in all."""
    names: dict[str, tuple[str, str]] = {}
    moves = [{move.person_id: move for move in plan.moves} for plan in plans]
    for plan in plans:
        names |= {one.person_id: (one.name, short[one.from_unit]) for one in plan.moves}
        names |= {one.person_id: (one.name, short[one.unit]) for one in plan.stays}
    rows = []
    for key, (name, unit) in names.items():
        there = [found.get(key) for found in moves]
        goes = tuple(short[move.to_unit] if move else "" for move in there)
        rows.append(Line(name, unit, goes, len({move and move.slot for move in there}) > 1))
    return sorted(rows, key=lambda row: (not row.differs, row.unit, row.name))


@dataclass(frozen=True)
class Scarce:
    """Work whose posts do not suffice: how many compete for how many, and who is left out."""

    work: str
    people: int
    posts: int
    left: tuple[str, ...]


def scarce(plan: Plan) -> list[Scarce]:
    """Return the work for which more compete than there are posts, by who is left out."""
    work = {slot.id: slot.practised_specialty for slot in plan.slots}
    of = {one.person_id: one.practised_specialty for one in plan.moves}
    left: dict[str, list[str]] = {}
    rivals: dict[str, set[str]] = {}
    for stay in plan.stays:
        if stay.kind != "shortage":
            continue
        name = work.get(stay.person_id) or next((of[one] for one in stay.rivals if one in of), "")
        left.setdefault(name, []).append(stay.name)
        rivals.setdefault(name, set()).update(stay.rivals)
    return [
        Scarce(name, len(rivals[name]) + len(out), len(rivals[name]), tuple(out))
        for name, out in left.items()
    ]
