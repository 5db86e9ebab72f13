"""The plan joined with the roster and the pack: whoever is asked for is found, or it is said."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import TypeAlias

from lungang.domain.plan import Move, Plan, Screened, Slot, Stay
from lungang.domain.roster import Person, Roster
from lungang.errors import InputError
from lungang.policy.pack.model import Policy, Provision
from lungang.statistics.records import Who
from lungang.statistics.wording import post_name, post_to_fill


@cache
def _pinyin(name: str) -> tuple[str, ...]:
    # Its dictionaries take a while to load, and most of the library does without them. The one of
    # phrases takes longest and knows next to no names.
    for name_of_option in ("PYPINYIN_NO_PHRASES", "PYPINYIN_NO_DICT_COPY"):
        os.environ.setdefault(name_of_option, "true")
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(name, style=Style.TONE3))


Key: TypeAlias = tuple[int, str, tuple[str, ...], str, str]


def unit_ranks(units: Iterable[str]) -> Mapping[str, int]:
    """Position of every unit in the county's own order."""
    return {unit: rank for rank, unit in enumerate(units)}


def listing_key(ranks: Mapping[str, int], who: Who) -> Key:
    """Sort key of people in every list: order of units, then name by pinyin, then id."""
    return ranks.get(who.unit, len(ranks)), who.unit, _pinyin(who.name), who.name, who.id


def listed(moves: Iterable[Move], ranks: Mapping[str, int]) -> tuple[Move, ...]:
    """Moves as 交流人员名单 has them: the number somebody is read out by is the one there.

    ``ranks`` are those of the units, from :func:`unit_ranks`.
    """

    def key(move: Move) -> Key:
        return listing_key(ranks, Who(id=move.person_id, name=move.name, unit=move.from_unit))

    return tuple(sorted(moves, key=key))


@dataclass(frozen=True)
class Facts:
    """A plan with the roster and the pack it was made from."""

    plan: Plan
    roster: Roster
    policy: Policy

    @property
    def on(self) -> date:
        """The reference date."""
        return self.roster.reference_date

    def person(self, number: str) -> Person:
        """The person of the roster with this id.

        Raises:
            InputError: the roster has nobody with it, so it is not the roster of this plan.
        """
        if person := self.roster.person.get(number):
            return person
        names = [row.name for row in self.plan.screened if row.person_id == number]
        raise InputError(
            f"花名册里没有方案中的{names[0] if names else '一个人'}。"
            "方案和花名册要出自同一次计算，换上原来的花名册再试。"
        )

    def who(self, number: str) -> Who:
        """The person with this id, as papers name them."""
        person = self.person(number)
        return Who(id=person.id, name=person.name, unit=person.unit)

    def slot(self, number: str) -> Slot:
        """The slot with this id.

        Raises:
            InputError: the plan does not list it.
        """
        if slot := self._slots.get(number):
            return slot
        raise InputError("方案里有一个去处没有列出它的编制位，方案文件不完整。重新计算后再试。")

    def post_of(self, person: Person) -> str:
        """The post that a person holds now, with its section."""
        return post_name(person.post.section, person.post.title, person.post.level)

    def slot_post(self, slot: Slot) -> str:
        """The post of a slot as the county says it; its section only if the policy proposes one."""
        return post_name(
            slot.section, slot.title, slot.level, with_section=self.policy.section_in_destination
        )

    def appointed_post(self, slot: Slot) -> str:
        """The post of a slot as its unit appoints to it: with a blank for a section it chooses."""
        if self.policy.section_in_destination:
            return self.slot_post(slot)
        return post_to_fill(slot.section, slot.title, slot.level)

    @cached_property
    def _slots(self) -> Mapping[str, Slot]:
        return {slot.id: slot for slot in self.plan.slots}

    @cached_property
    def screened(self) -> Mapping[str, Screened]:
        """What screening says, by id."""
        return {row.person_id: row for row in self.plan.screened}

    @cached_property
    def class_titles(self) -> Mapping[str, str]:
        """Titles of the priority classes, by id."""
        return {row.id: row.title for row in self.policy.priority_classes}

    @cached_property
    def provisions(self) -> Mapping[str, Provision]:
        """Every provision of the pack, by id."""
        policy = self.policy
        rows: Iterable[Provision] = (
            policy.scope,
            *policy.rules,
            *policy.limits,
            *policy.principles.values(),
        )
        return {row.id: row for row in rows}

    @cached_property
    def unit_rank(self) -> Mapping[str, int]:
        """Position of every unit: the order of the roster, which is the county's own."""
        return unit_ranks(unit.name for unit in self.roster.units)

    def key(self, who: Who) -> Key:
        """Sort key of people in every list."""
        return listing_key(self.unit_rank, who)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """The moves in the one order of every list."""
        return listed(self.plan.moves, self.unit_rank)

    @cached_property
    def stays(self) -> tuple[Stay, ...]:
        """The stays, sorted by :meth:`key`."""
        return tuple(sorted(self.plan.stays, key=lambda row: self.key(self.who(row.person_id))))
