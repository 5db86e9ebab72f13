"""Scenarios beside each other: how many each places, and how one differs from another.

A scenario never changes, so what it holds is opened once and kept ready in this process, as the
engine is (:mod:`lungang.campaign.deliberation.engine`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.content import ScenarioContent
from lungang.campaign.deliberation.engine import Kept, county_of
from lungang.campaign.deliberation.models import Principles, Scenario
from lungang.campaign.deliberation.queries import scenarios
from lungang.campaign.deliberation.unit_order import MOST_ANNEALED, unit_order
from lungang.domain.movement import Comparison, compare, cycles
from lungang.domain.plan import Plan

LETTERS = "甲乙丙丁戊己庚辛壬癸"
IN_STRIP = 3
_contents: Kept[ScenarioContent] = Kept(8)
_orders: Kept[tuple[str, ...]] = Kept(8)


@dataclass(frozen=True)
class Gist:
    """What is said of a scenario in a few words. ``differs`` counts people, against the first."""

    pk: UUID
    letter: str
    title: str
    changes: str
    plan: Plan
    against: Comparison | None

    @property
    def placed(self) -> int:
        """How many go elsewhere."""
        return len(self.plan.moves)

    @property
    def unplaced(self) -> int:
        """How many stay."""
        return len(self.plan.stays)

    @property
    def same(self) -> int:
        """How many go to work of the very specialty that they do now."""
        return sum(move.practised_specialty == move.slot_specialty for move in self.plan.moves)

    @property
    def differs(self) -> int:
        """How many go elsewhere than in the first scenario."""
        return len(self.against.changes) if self.against else 0

    @property
    def price(self) -> str:
        """What it costs against the first scenario, in words."""
        return price(self.against) if self.against else ""

    @property
    def url(self) -> str:
        """Where it is deliberated on."""
        return reverse("deliberation:table", args=[self.pk])


def letter(number: int) -> str:
    """Return the name of a scenario by its number: 甲, 乙, 丙."""
    return LETTERS[number - 1] if number <= len(LETTERS) else str(number)


def content_of(pk: UUID) -> ScenarioContent:
    """Return what a scenario holds."""
    return _contents.get(pk, lambda: Scenario.objects.get(pk=pk).opened)


def gists(principles: Principles) -> list[Gist]:
    """Return the scenarios that may be deliberated on, each against the first of them."""
    rows = list(scenarios(principles).defer("content"))
    found: list[Gist] = []
    for row in rows:
        content = content_of(row.pk)
        against = compare(found[0].plan, content.plan) if found else None
        found.append(
            Gist(row.pk, letter(row.number), content.title, content.changes, content.plan, against)
        )
    return found


def price(against: Comparison) -> str:
    """Return the price of a plan against another: how many more stay, or how much worse it fits."""
    more = sum(count for _class, count in against.more_unplaced)
    if more:
        said = _("多 {n} 人未能安排") if more > 0 else _("少 {n} 人未能安排")
        return said.format(n=abs(more))
    worse = against.worse_fit
    if worse == 0:
        return _("一样好")
    return (_("差 {n}") if worse > 0 else _("好 {n}")).format(n=abs(worse))


@dataclass(frozen=True)
class Strip:
    """The scenarios above the picture: the chosen one is open below, ``more`` are not shown."""

    cards: tuple[Gist, ...]
    chosen: UUID
    more: int


def strip(scenario: Scenario) -> Strip:
    """Return the strip of a scenario and those beside it."""
    found = gists(scenario.principles)
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
    first = scenario.principles.scenarios.order_by("number").values_list("pk", flat=True).first()
    short = county_of(campaign).short
    return _orders.get(first, lambda: _order(content_of(first or scenario.pk).plan, short))


def _order(plan: Plan, short: Mapping[str, str]) -> tuple[str, ...]:
    people = sorted({*(move.from_unit for move in plan.moves), *(stay.unit for stay in plan.stays)})
    units = tuple(short.get(unit, unit) for unit in people)
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


def lines(found: Sequence[Gist], short: Mapping[str, str]) -> list[Line]:
    """Return everybody of the pool, those first who do not go to the same place in all."""
    names: dict[str, tuple[str, str]] = {}
    goes: list[dict[str, str]] = []
    posts: list[dict[str, str]] = []
    for one in found:
        names |= {move.person_id: (move.name, move.from_unit) for move in one.plan.moves}
        names |= {stay.person_id: (stay.name, stay.unit) for stay in one.plan.stays}
        goes.append({move.person_id: short[move.to_unit] for move in one.plan.moves})
        posts.append({move.person_id: move.slot for move in one.plan.moves})
    rows = [
        Line(
            name,
            short[unit],
            tuple(goes_to.get(key, "") for goes_to in goes),
            len({post.get(key, "") for post in posts}) > 1,
        )
        for key, (name, unit) in names.items()
    ]
    return sorted(rows, key=lambda row: (not row.differs, row.unit, row.name))


@dataclass(frozen=True)
class Scarce:
    """Work for which more people compete than there are posts: whose posts, and who is left."""

    specialty: str
    posts: int
    people: int
    left: tuple[str, ...]


def scarce(plan: Plan) -> list[Scarce]:
    """Return the work whose posts do not suffice: those for whom others have what would fit."""
    left: dict[str, list[str]] = {}
    posts: dict[str, set[str]] = {}
    people: Counter[str] = Counter()
    specialty = {slot.id: slot.practised_specialty for slot in plan.slots}
    for stay in plan.stays:
        if stay.kind != "shortage":
            continue
        name = specialty.get(stay.person_id, "")
        left.setdefault(name, []).append(stay.name)
        posts.setdefault(name, set()).update(stay.rivals)
    for name, rivals in posts.items():
        people[name] = len(rivals) + len(left[name])
    return [Scarce(name, len(posts[name]), people[name], tuple(left[name])) for name in posts]
