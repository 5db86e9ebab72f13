"""The working plan: a scenario with the marks that hold, solved again after each act."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.content import MarkContent, fingerprint
from lungang.campaign.deliberation.engine import Engine, engine_of, stamp_of
from lungang.campaign.deliberation.models import Mark, Scenario
from lungang.campaign.deliberation.queries import marks_of
from lungang.campaign.deliberation.states import MarkKind
from lungang.domain import plan as domain
from lungang.domain.movement import cycles, slots
from lungang.domain.plan import Move
from lungang.exchange import Planner
from lungang.platform.kept import Kept

SETTLING = (MarkKind.DECIDE.value, MarkKind.STAY.value)
"""Marks that settle what becomes of a person."""


@dataclass(frozen=True)
class Working:
    """The best plan of a scenario that keeps the marks."""

    scenario: Scenario
    engine: Engine
    planner: Planner
    marks: tuple[Mark, ...]
    stamp: str
    """What the facts were known by when it was solved."""

    @cached_property
    def digest(self) -> str:
        """What the plan is known by."""
        return fingerprint(self.planner)

    @cached_property
    def slot_of(self) -> dict[str, str]:
        """Slot of each person of the pool, by citizen id; staying is the own."""
        return slots(self.planner)

    @cached_property
    def cycles(self) -> tuple[tuple[Move, ...], ...]:
        """The closed rounds of the exchange, longest first."""
        return cycles(self.planner)

    @cached_property
    def about(self) -> dict[str, list[MarkContent]]:
        """The marks that hold, by the key of each person whom they are about."""
        found: dict[str, list[MarkContent]] = defaultdict(list)
        for mark in self.marks:
            for key in people_of(mark.opened):
                found[key].append(mark.opened)
        return dict(found)

    @cached_property
    def settled(self) -> dict[str, MarkContent]:
        """By key, the mark that settled what becomes of a person."""
        return {
            mark.opened.person: mark.opened for mark in self.marks if mark.opened.kind in SETTLING
        }

    @property
    def marks_digest(self) -> str:
        """What the marks that hold are known by."""
        return marks_digest(self.marks)

    def key(self, citizen: str) -> str:
        """Return the key of a person."""
        return self.engine.county.row_of[citizen].person_key


_planners: Kept[Planner] = Kept(64)


def working_of(campaign: Campaign, scenario: Scenario) -> Working:
    """Return the working plan of a scenario, solved under the marks that hold.

    Raises:
        NotNow: the scenario is not true any more (see :func:`engine.engine_of`).
    """
    marks = tuple(marks_of(scenario))
    stamp = stamp_of(campaign)
    engine = engine_of(campaign, scenario, stamp)
    contents = [mark.opened for mark in marks]
    return Working(scenario, engine, solved(engine, scenario, stamp, contents), marks, stamp)


def solved(
    engine: Engine, scenario: Scenario, stamp: str, contents: Sequence[MarkContent]
) -> Planner:
    """Return the planner under some marks, from what is kept where these marks were there before.

    Raises:
        MarksConflict: the marks leave no plan; it says which.
    """
    marks = frozenset(engine_marks(engine, contents))
    key = (scenario.pk, stamp, marks)
    return _planners.get(key, lambda: engine.planner.with_marks(tuple(marks)))


def engine_marks(engine: Engine, contents: Iterable[MarkContent]) -> list[domain.Mark]:
    """Return marks of the meeting in the engine's words: 定为 pins, 对调 pins both."""
    return [mark for one in contents for mark in _engine_marks(engine, one)]


def _engine_marks(engine: Engine, one: MarkContent) -> list[domain.Mark]:
    ids = engine.county.id_of_key
    kind = domain.MarkKind
    match MarkKind(one.kind):
        case MarkKind.STAY:
            return [domain.Mark(kind.STAY, ids[one.person])]
        case MarkKind.FORBID:
            slot = ids[one.slot] if one.slot else ""
            return [domain.Mark(kind.FORBID, ids[one.person], slot, one.unit)]
        case MarkKind.SWAP:
            return [
                domain.Mark(kind.PIN, ids[one.person], ids[one.slot]),
                domain.Mark(kind.PIN, ids[one.other], ids[one.other_slot]),
            ]
        case _:
            return [domain.Mark(kind.PIN, ids[one.person], ids[one.slot])]


def people_of(mark: MarkContent) -> tuple[str, ...]:
    """Return the keys of those whom a mark is about: of a swap two."""
    return (mark.person, mark.other) if mark.other else (mark.person,)


def marks_digest(marks: Iterable[Mark]) -> str:
    """Return what a set of marks is known by: which rows hold, nothing of what is in them."""
    numbers = json.dumps(sorted(str(mark.pk) for mark in marks))
    return hashlib.sha256(numbers.encode()).hexdigest()


def with_digest(contents: Iterable[MarkContent], digest: str) -> tuple[MarkContent, ...]:
    """Return marks with the digest of the plan after them."""
    return tuple(replace(one, digest=digest) for one in contents)


def forget() -> None:
    """Forget every planner that is kept."""
    _planners.clear()
