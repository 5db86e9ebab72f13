"""What the pages of the table show, as records: people, cycles, balance, and the card of one.

People and slots go by the key of their row in the roster, never by citizen id; a slot is the post
of the person who holds it now.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from lungang.campaign.deliberation.models import Scenario
from lungang.campaign.deliberation.working import Working

UNPLACED, PROPOSED, DECIDED = "unplaced", "proposed", "decided"
"""States of a person at the table: 未能安排, 拟定, 已定 (a decided stay is decided)."""


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One person of the pool, on the working plan.

    ``key`` is the row of the roster: the handle in addresses and forms. ``slot`` is the row of who
    holds the post the person gets (``slot_holder`` by name), None for who stays. ``marks`` are the
    kinds of mark that hold; ``cycle`` the number of the exchange cycle from 1, 0 for who stays.
    """

    key: UUID
    name: str
    unit: str
    section: str
    title: str
    state: str
    to_unit: str = ""
    to_section: str = ""
    to_title: str = ""
    slot: UUID | None = None
    slot_holder: str = ""
    reason: str = ""
    marks: tuple[str, ...] = ()
    cycle: int = 0


@dataclass(frozen=True, kw_only=True)
class CycleRow:
    """One exchange cycle: each of ``people`` takes the post of the next, the last of the first.

    ``units[i]`` is the unit that ``people[i]`` leaves. ``decided``: every one of them is.
    """

    number: int
    people: tuple[UUID, ...]
    units: tuple[str, ...]
    decided: bool


@dataclass(frozen=True, kw_only=True)
class BalanceRow:
    """How many leave and enter a unit, of one nature where its people are of several ("")."""

    unit: str
    nature: str
    out: int
    into: int


@dataclass(frozen=True, kw_only=True)
class Other:
    """Another post for a person. ``changed``: how many people would move otherwise; ``worse``: the
    price of it in words; ``bar``: why it cannot be, "" where it can.
    """

    slot: UUID
    unit: str
    section: str
    title: str
    changed: int = 0
    worse: str = ""
    bar: str = ""


@dataclass(frozen=True, kw_only=True)
class Event:
    """What was done about a person, newest first."""

    at: datetime
    words: str
    who: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """A person's card. ``reasons``: three sentences with their lead word (专业, 职务, 回避)."""

    person: PersonRow
    facts: tuple[str, ...]
    reasons: tuple[str, ...]
    alternatives: tuple[Other, ...]
    barred: tuple[Other, ...]
    history: tuple[Event, ...]
    ask: tuple[str, ...] = ()
    """For the unplaced: whom one would have to ask, a sentence each."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Everything of the main page but the card."""

    scenario: Scenario
    people: tuple[PersonRow, ...]
    cycles: tuple[CycleRow, ...]
    balance: tuple[BalanceRow, ...]
    decided: int
    proposed: int
    unplaced: int
    digest: str
    can_undo: bool
    sitting: Working | None = field(default=None, repr=False, compare=False)
    """What :mod:`lungang.campaign.deliberation.cards` asks further; factories leave it out."""

    def person(self, key: UUID) -> PersonRow | None:
        """Return one of the people."""
        return next((row for row in self.people if row.key == key), None)
