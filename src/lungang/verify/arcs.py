"""Which person of the pool may take which slot (reading.md section 4).

People and slots share their numbers: slot ``j`` is the one that person ``j`` frees, and both are
numbered in the order of the pool.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property

from lungang.domain.clock import months_between
from lungang.domain.codes import Level, Nature
from lungang.domain.plan import Mark
from lungang.domain.roster import Person
from lungang.policy.pack.model import Correspondence
from lungang.verify.avoidance import RULES, Lines, Position
from lungang.verify.case import Case
from lungang.verify.marks import Closures

Bar = Callable[[int, int], bool]
"""Whether a principle keeps person ``i`` from the slot of another holder ``j``."""


class Arcs:
    """The pool of a case and its admissible pairs, those that a mark closes left out."""

    def __init__(
        self, case: Case, lines: Lines, pool: Sequence[str], marks: Sequence[Mark] = ()
    ) -> None:
        self.case = case
        self.lines = lines
        self.pool = tuple(pool)
        self.closures = Closures(marks)
        self.index = {person: number for number, person in enumerate(self.pool)}
        self.people = [case.people[person] for person in self.pool]
        self.positions = [lines.position(person) for person in self.pool]
        self._organs = [case.organ(person.post.unit) for person in self.people]
        self._rows = {(row.level, row.slot): row for row in case.policy.correspondences}
        self._relatives = [self._seen_relatives(person) for person in self.pool]
        self._former = [self._barred_organs(person) for person in self.people]
        self._full = self._full_ranks()
        self._affinity: dict[tuple[str, str], str] = {}
        self._bars = self._binding_bars()

    def __len__(self) -> int:
        return len(self.pool)

    def bars(self, i: int, j: int) -> tuple[str, ...]:
        """Every principle that bars person ``i`` from slot ``j``, in the order of section 4."""
        return () if i == j else tuple(name for name, bar in self._bars if bar(i, j))

    def first_bar(self, i: int, j: int) -> str:
        """The principle, else the mark, by which a bar is named; "" if the pair is admissible."""
        if i == j:
            return ""
        for name, bar in self._bars:
            if bar(i, j):
                return name
        return self.closed(i, j)

    def closed(self, i: int, j: int) -> str:
        """The kind of mark that closes a pair, staying included; "" if none does."""
        if not self.closures.any:
            return ""
        return self.closures.by(self.pool[i], self.pool[j], self.people[j].post.unit)

    def checked(self) -> tuple[str, ...]:
        """Names of the principles of section 4 that bind."""
        return tuple(name for name, _ in self._bars)

    def row(self, i: int, j: int) -> Correspondence | None:
        """The row of the post correspondence for a pair."""
        return self._rows.get((self.people[i].post.level, self.people[j].post.level))

    @cached_property
    def targets(self) -> list[list[int]]:
        """For each person the slots that may be taken, the own one (staying) among them unless a
        pin closes it.

        Pairs are tried within groups of slots of fitting nature, level and specialty only: the
        principles that bind always, and the specialty where it binds, bar all others.
        """
        groups: dict[tuple[Nature, Level, str], list[int]] = defaultdict(list)
        for j, person in enumerate(self.people):
            groups[person.nature, person.post.level, person.practised_specialty].append(j)
        free = not self.case.binds("specialty")
        fitting: dict[tuple[Nature, Level, str], list[int]] = {}
        found = []
        for i, person in enumerate(self.people):
            own = (person.nature, person.post.level, person.practised_specialty)
            if own not in fitting:
                fitting[own] = [
                    j
                    for (nature, level, specialty), slots in groups.items()
                    if nature == own[0]
                    and (own[1], level) in self._rows
                    and (free or self.affinity(own[2], specialty) != "none")
                    for j in slots
                ]
            chosen = [j for j in fitting[own] if j != i and not self.first_bar(i, j)]
            found.append(chosen if self.closed(i, i) else [i, *chosen])
        return found

    @cached_property
    def target_sets(self) -> list[frozenset[int]]:
        """:attr:`targets` as sets."""
        return [frozenset(slots) for slots in self.targets]

    def affinity(self, one: str, other: str) -> str:
        """``same``, ``similar`` or ``none``, from the tables; two blanks are ``none``."""
        if (one, other) not in self._affinity:
            self._affinity[one, other] = self._read_affinity(one, other)
        return self._affinity[one, other]

    def _read_affinity(self, one: str, other: str) -> str:
        tables = self.case.policy.specialties
        if not one or not other:
            return "none"
        if one == other:
            return "same"
        listed = any(pair == {one, other} for pair in tables.similar_pairs)
        grouped = any({one, other} <= set(words) for words in tables.groups.values())
        return "similar" if listed or grouped else "none"

    def _seen_relatives(self, person: str) -> list[Position]:
        """Positions of binding relatives who count where they are now (section 4, point 6)."""
        leaving = self.case.policy.avoidance.leaving_relatives_count
        return [
            relative.position
            for relative in self.lines.relatives.get(person, ())
            if leaving or relative.id not in self.index
        ]

    def _barred_organs(self, person: Person) -> frozenset[str]:
        """Organs of units in which a person worked too lately (section 4, point 8)."""
        months = self.case.policy.former_unit_months
        if months <= 0:
            return frozenset()
        return frozenset(
            self.case.organ(row.unit)
            for row in person.former_units
            if row.end is None or months_between(row.end, self.case.date) < months
        )

    def _ranks(self, i: int) -> frozenset[str]:
        """Keys of a rank quota that a person counts to: the own rank, and "" for any rank."""
        rank = self.people[i].rank
        return frozenset({rank, ""}) if rank else frozenset()

    def _full_ranks(self) -> list[frozenset[str]]:
        """For each slot the keys to which the next holder may not count (section 4, point 8).

        The present holder does not count to them, and the unit has less free quota than slots in
        the pool of which that is true.
        """
        leaving: dict[str, list[Person]] = defaultdict(list)
        for person in self.people:
            leaving[person.post.unit].append(person)
        full: dict[tuple[str, str], bool] = {}
        for name in leaving:
            unit = self.case.units.get(name)
            for key, quota in unit.rank_quota.items() if unit else ():
                held = sum(counts_to(person.rank, key) for person in self.case.by_unit[name])
                others = sum(not counts_to(person.rank, key) for person in leaving[name])
                full[name, key] = quota - held < others
        return [
            frozenset(
                key
                for (name, key), is_full in full.items()
                if is_full and name == person.post.unit and not counts_to(person.rank, key)
            )
            for person in self.people
        ]

    def _binding_bars(self) -> tuple[tuple[str, Bar], ...]:
        everything: tuple[tuple[str, Bar], ...] = (
            ("one_out_one_in", self._not_one_for_one),
            ("cross_department", lambda i, j: self._organs[i] == self._organs[j]),
            ("same_nature", lambda i, j: self.people[i].nature != self.people[j].post.nature),
            ("post_correspondence", self._not_corresponding),
            ("specialty", self._strange_specialty),
            *((rule, self._relative_bar(rule)) for rule in RULES),
            ("native_place", self._at_home),
            ("rank_quota", lambda i, j: bool(self._full[j] & self._ranks(i))),
            ("former_unit", lambda i, j: self._organs[j] in self._former[i]),
        )
        return tuple((name, bar) for name, bar in everything if self.case.binds(name))

    def _not_one_for_one(self, i: int, j: int) -> bool:
        one, other = self.people[i], self.people[j]
        return one.post.unit == other.post.unit or one.nature != other.nature

    def _not_corresponding(self, i: int, j: int) -> bool:
        row = self.row(i, j)
        if row is None or not row.same_rank:
            return row is None
        one, other = self.people[i].rank, self.people[j].rank
        groups = self.case.policy.rank_groups
        return one != other and not any({one, other} <= set(group) for group in groups)

    def _strange_specialty(self, i: int, j: int) -> bool:
        one, other = self.people[i].practised_specialty, self.people[j].practised_specialty
        return self.affinity(one, other) == "none"

    def _relative_bar(self, rule: str) -> Bar:
        def bar(i: int, j: int) -> bool:
            there = self.positions[j]
            return any(rule in self.lines.conflicts(there, seen) for seen in self._relatives[i])

        return bar

    def _at_home(self, i: int, j: int) -> bool:
        avoidance = self.case.policy.avoidance
        return (
            self.people[j].post.level in avoidance.native_levels
            and avoidance.native_place != ""
            and self.people[i].native_place.startswith(avoidance.native_place)
        )


def counts_to(held: str, key: str) -> bool:
    """Whether a rank counts under a key of a rank quota; "" is for whoever has any rank."""
    return held == key if key else held != ""
