"""What a plan moves, from the plan alone: rounds of exchange, what units give and get, differences.

Each function takes anything that says who goes where: a plan, or a planner whose plan is not
written yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from lungang.domain.codes import Nature
from lungang.domain.plan import Left, Move


class Outcome(Protocol):
    """Who goes where and who stays."""

    @property
    def moves(self) -> tuple[Move, ...]:
        """Everybody who goes elsewhere."""

    @property
    def left(self) -> tuple[Left, ...]:
        """Everybody of the pool who stays."""

    @property
    def priority_classes(self) -> tuple[str, ...]:
        """Ids of the priority classes, the most urgent first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitBalance:
    """How many leave and arrive at one unit on one nature (出一进一); equal in a sound plan."""

    unit: str
    nature: Nature
    out: int
    into: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One person whose destination differs between two plans.

    A slot is named by its holder's id: the own id is staying, "" where the person is not in the
    pool of that plan. The units are those of the slots.
    """

    person_id: str
    name: str
    unit: str
    before_slot: str
    before_unit: str
    after_slot: str
    after_unit: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Who goes elsewhere in the second of two plans, and how much worse it is (less: better).

    ``more_unplaced`` counts by priority class, in the order of the second plan's classes and then
    those that only the first has; ``worse_fit`` is in points of fit.
    """

    changes: tuple[Change, ...]
    more_unplaced: tuple[tuple[str, int], ...]
    worse_fit: int


def cycles(plan: Outcome) -> tuple[tuple[Move, ...], ...]:
    """The closed rounds of an exchange: each takes the slot of the next, the last the first's.

    Longest first, equal ones by their first move; each begins with its first move in the order of
    the plan.
    """
    move_of = {move.person_id: move for move in plan.moves}
    rounds = chains({move.person_id: move.slot for move in plan.moves})
    return tuple(tuple(move_of[key] for key in chain) for chain in rounds)


def chains(next_of: Mapping[str, str]) -> list[list[str]]:
    """Follow every key to the next once; longest chains first, then in the order of the keys.

    A chain that does not close (no plan of ours has one) is told as far as it goes.
    """
    seen: set[str] = set()
    found: list[list[str]] = []
    for start in next_of:
        chain: list[str] = []
        one = start
        while one in next_of and one not in seen:
            seen.add(one)
            chain.append(one)
            one = next_of[one]
        if chain:
            found.append(chain)
    found.sort(key=lambda chain: -len(chain))
    return found


def balance(plan: Outcome) -> tuple[UnitBalance, ...]:
    """Departures and arrivals by unit and nature, units in the order in which moves leave them."""
    out = Counter((move.from_unit, move.nature) for move in plan.moves)
    into = Counter((move.to_unit, move.nature) for move in plan.moves)
    return tuple(
        UnitBalance(unit=unit, nature=nature, out=out[unit, nature], into=into[unit, nature])
        for unit, nature in dict.fromkeys([*out, *into])
    )


def compare(one: Outcome, other: Outcome) -> Comparison:
    """Say who goes elsewhere in ``other`` than in ``one``, and what that costs or spares.

    People stand in the order of ``other``, movers first, then those whom only ``one`` has.
    """
    before, after = _places(one), _places(other)
    names = {**_names(one), **_names(other)}
    nowhere = ("", "")
    people = [key for key in {**after, **before} if before.get(key) != after.get(key)]
    classes = dict.fromkeys((*other.priority_classes, *one.priority_classes))
    had, has = (Counter(row.priority_class for row in plan.left) for plan in (one, other))
    return Comparison(
        changes=tuple(
            Change(
                person_id=key,
                name=names[key][0],
                unit=names[key][1],
                before_slot=before.get(key, nowhere)[0],
                before_unit=before.get(key, nowhere)[1],
                after_slot=after.get(key, nowhere)[0],
                after_unit=after.get(key, nowhere)[1],
            )
            for key in people
        ),
        more_unplaced=tuple((key, has[key] - had[key]) for key in classes),
        worse_fit=_fit(other) - _fit(one),
    )


def slots(plan: Outcome) -> dict[str, str]:
    """The slot of everybody of the pool, by the id of its holder; the own id is staying."""
    return {key: slot for key, (slot, _unit) in _places(plan).items()}


def _places(plan: Outcome) -> dict[str, tuple[str, str]]:
    goes = {move.person_id: (move.slot, move.to_unit) for move in plan.moves}
    return {**goes, **{row.person_id: (row.person_id, row.unit) for row in plan.left}}


def _names(plan: Outcome) -> dict[str, tuple[str, str]]:
    goes = {move.person_id: (move.name, move.from_unit) for move in plan.moves}
    return {**goes, **{row.person_id: (row.name, row.unit) for row in plan.left}}


def _fit(plan: Outcome) -> int:
    return sum(sum(move.cost.values()) for move in plan.moves)
