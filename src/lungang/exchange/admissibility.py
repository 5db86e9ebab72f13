"""Which person may take which slot, and if not, why not (docs/reference/reading.md, 4).

Every absent arc has a reason that can be named on demand; the arcs themselves are built without
asking about most pairs, since nature, level and specialty split a pool into classes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from lungang.domain.clock import months_between
from lungang.domain.roster import Person, Roster
from lungang.policy.avoidance import PRINCIPLES as AVOIDANCE
from lungang.policy.avoidance import AvoidanceRules
from lungang.policy.pack.model import PRINCIPLES, Policy

PersonClass = tuple[str, str, str, str]
SlotClass = tuple[str, str, str, str, str]


class Admissibility:
    """The bars of one policy over one roster; a slot is named by the person who holds it.

    ``pool`` are the people whose slots could become free; it decides which relatives count as
    leaving and how many slots of a unit might need rank quota.
    """

    def __init__(self, roster: Roster, policy: Policy, pool: Sequence[Person]) -> None:
        self.roster = roster
        self.policy = policy
        self.pool = pool
        self.on = roster.reference_date
        self.rules = AvoidanceRules(roster, policy)
        self.binds = {name: policy.enabled(name, self.on) for name in PRINCIPLES}
        self._former: dict[str, frozenset[str]] = {}
        self._kin: dict[str, bool] = {}

    def bar(self, person: Person, holder: Person) -> str | None:
        """Return the first principle that bars a person from another's slot, or None."""
        return self._class_bar(person, holder) or self._own_bar(person, holder)

    def _class_bar(self, person: Person, holder: Person) -> str | None:
        """Bars 1 to 5: those that follow from unit, nature, level and specialty."""
        if person.unit == holder.unit or person.nature is not holder.nature:
            return "one_out_one_in"
        organ = self.roster.organ_of
        if self.binds["cross_department"] and organ(person.unit) == organ(holder.unit):
            return "cross_department"
        if self.binds["same_nature"] and person.nature is not holder.post.nature:
            return "same_nature"
        if not self._corresponds(person, holder):
            return "post_correspondence"
        if self.binds["specialty"] and self._affinity(person, holder) == "none":
            return "specialty"
        return None

    def _own_bar(self, person: Person, holder: Person) -> str | None:
        """Bars 6 to 9: those that follow from who the person is."""
        if self.has_kin(person) and (found := self._avoidance_bar(person, holder)):
            return found
        place = self.policy.avoidance.native_place
        if (
            place
            and self.binds["native_place"]
            and holder.level in self.policy.avoidance.native_levels
            and person.native_place.startswith(place)
        ):
            return "native_place"
        if person.rank and self.binds["rank_quota"] and self._rank_barred(person, holder):
            return "rank_quota"
        if self.roster.organ_of(holder.unit) in self.recent_organs(person):
            return "former_unit"
        return None

    def _corresponds(self, person: Person, holder: Person) -> bool:
        row = self.policy.correspondence.get((person.level, holder.level))
        if row is None:
            return False
        if not row.same_rank or person.rank == holder.rank:
            return True
        return any(
            person.rank in group and holder.rank in group for group in self.policy.rank_groups
        )

    def _affinity(self, person: Person, holder: Person) -> str:
        specialties = self.policy.specialties
        return specialties.affinity(person.practised_specialty, holder.practised_specialty)

    def has_kin(self, person: Person) -> bool:
        """Whether the person has any relative of a class that binds."""
        if person.id not in self._kin:
            self._kin[person.id] = any(True for _ in self.rules.relatives(person.id))
        return self._kin[person.id]

    def _avoidance_bar(self, person: Person, holder: Person) -> str | None:
        slot = self.rules.position(holder)
        counts = self.policy.avoidance.leaving_relatives_count
        found: set[str] = set()
        for row in self.rules.relatives(person.id):
            if counts or row.relative_id not in self._pool_ids:
                found.update(self.rules.conflicts(slot, self.rules.position_of(row)))
        return next((name for name in AVOIDANCE if name in found), None)

    @cached_property
    def _pool_ids(self) -> frozenset[str]:
        return frozenset(person.id for person in self.pool)

    def recent_organs(self, person: Person) -> frozenset[str]:
        """Organs that the person left too recently to be sent back to."""
        limit = self.policy.former_unit_months
        if not limit or not person.former_units or not self.binds["former_unit"]:
            return frozenset()
        if person.id not in self._former:
            self._former[person.id] = frozenset(
                self.roster.organ_of(row.unit)
                for row in person.former_units
                if row.end is None or months_between(row.end, self.on) < limit
            )
        return self._former[person.id]

    @cached_property
    def _rank_short(self) -> Mapping[tuple[str, str], bool]:
        """By (unit, key): whether free quota is too small for every slot that might need it."""
        short: dict[tuple[str, str], bool] = {}
        slots: dict[str, list[Person]] = {}
        for person in self.pool:
            slots.setdefault(person.unit, []).append(person)
        for name, holders in slots.items():
            for key, quota in self.roster.unit[name].rank_quota.items():
                held = sum(_counts_to(person, key) for person in self.roster.people_of[name])
                needing = sum(not _counts_to(holder, key) for holder in holders)
                short[name, key] = quota - held < needing
        return short

    def _rank_barred(self, person: Person, holder: Person) -> bool:
        return any(
            self._rank_short.get((holder.unit, key), True)
            for key in self.roster.unit[holder.unit].rank_quota
            if _counts_to(person, key) and not _counts_to(holder, key)
        )

    def arcs(self) -> Iterator[list[int]]:
        """Yield for each person of the pool the slots (positions in the pool) they may take.

        Bars 3 to 5 and the natures are asked once per pair of classes; the rest per person, and
        only where it can apply.
        """
        holders: dict[SlotClass, list[int]] = {}
        for at, person in enumerate(self.pool):
            holders.setdefault(_slot_class(person), []).append(at)
        open_to: dict[PersonClass, list[int]] = {}
        organs = [self.roster.organ_of(person.unit) for person in self.pool]
        for at, person in enumerate(self.pool):
            key = _person_class(person)
            if key not in open_to:
                open_to[key] = self._open_slots(person, holders)
            yield [j for j in self._elsewhere(at, open_to[key], organs) if self._free(at, j)]

    def _open_slots(self, person: Person, holders: Mapping[SlotClass, list[int]]) -> list[int]:
        found: list[int] = []
        for slots in holders.values():
            holder = self.pool[slots[0]]
            if (
                person.nature is holder.nature
                and (not self.binds["same_nature"] or person.nature is holder.post.nature)
                and self._corresponds(person, holder)
                and (not self.binds["specialty"] or self._affinity(person, holder) != "none")
            ):
                found.extend(slots)
        return sorted(found)

    def _elsewhere(self, at: int, slots: list[int], organs: list[str]) -> list[int]:
        if self.binds["cross_department"]:
            organ = organs[at]
            return [j for j in slots if organs[j] != organ]
        unit = self.pool[at].unit
        return [j for j in slots if self.pool[j].unit != unit]

    def _free(self, at: int, slot: int) -> bool:
        person = self.pool[at]
        if not self._bound_alone(person):
            return True
        return self._own_bar(person, self.pool[slot]) is None

    def _bound_alone(self, person: Person) -> bool:
        """Whether any of bars 6 to 9 can apply to the person at all."""
        return (
            bool(person.rank and self.binds["rank_quota"])
            or bool(self.policy.avoidance.native_place)
            or bool(person.former_units)
            or self.has_kin(person)
        )


def _counts_to(person: Person, key: str) -> bool:
    """Whether a person counts to a key of a rank quota; "" counts every rank."""
    return bool(person.rank) if key == "" else person.rank == key


def _person_class(person: Person) -> PersonClass:
    return person.nature, person.level, person.rank, person.practised_specialty


def _slot_class(holder: Person) -> SlotClass:
    return (
        holder.nature, holder.post.nature, holder.level, holder.rank, holder.practised_specialty
    )  # fmt: skip
