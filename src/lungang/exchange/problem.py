"""The exchange as numbers: people, slots, arcs, and the cost words (docs/reference/reading.md, 7).

One person out frees one slot, so people and slots share one numbering: position i in the pool is
both the person and the slot that person frees, and arc (i, i) is staying.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lungang.domain.roster import Person, Roster
from lungang.exchange.admissibility import Admissibility
from lungang.exchange.siphash import siphash24
from lungang.policy.pack.model import Policy

Progress = Callable[[str, int, int], None]
"""Called with (what is being done, how far, of how much); raising stops the work."""


def silent(_what: str, _done: int, _total: int) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True, eq=False)
class Problem:
    """One pool to be exchanged.

    ``indptr`` and ``indices`` are the arcs by person, staying first; ``fit`` the fit of each.
    ``class_of[i]`` is the rank of the person's priority class, 0 most urgent. ``released`` is, in
    a repair, the slot that each had in the released plan, else empty.
    """

    roster: Roster
    policy: Policy
    pool: tuple[Person, ...]
    class_of: tuple[int, ...]
    admissibility: Admissibility
    indptr: list[int]
    indices: list[int]
    fit: list[int]
    released: tuple[int, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Names of the cost words that come before the tie-break, in strict order."""
        return ("changed", "unplaced", "fit") if self.released else ("unplaced", "fit")

    @property
    def size(self) -> int:
        """Number of people, and of slots."""
        return len(self.pool)

    @cached_property
    def at(self) -> Mapping[str, int]:
        """Position in the pool by person id."""
        return {person.id: at for at, person in enumerate(self.pool)}

    @cached_property
    def class_weights(self) -> tuple[int, ...]:
        """What one unplaced person of each class counts: one outweighs all less urgent ones."""
        classes = len(self.policy.priority_classes)
        return tuple((self.size + 1) ** (classes - 1 - rank) for rank in range(classes))

    def unplaced(self, arcs: Sequence[tuple[int, int]]) -> list[int]:
        """First cost word of each (person, slot): the class weight for staying, else 0."""
        weights = self.class_weights
        return [weights[self.class_of[i]] if i == j else 0 for i, j in arcs]

    def changed(self, arcs: Sequence[tuple[int, int]]) -> list[int]:
        """First cost word of a repair: 1 where the slot is not the released one."""
        return [int(self.released[i] != j) for i, j in arcs]

    def tie_break(self, arcs: Sequence[tuple[int, int]], seed: bytes, word: int) -> list[int]:
        """A tie-break cost word of each (person, slot); ``word`` counts from 0."""
        key = hashlib.blake2b(seed + bytes([word]), digest_size=16).digest()
        shift = 64 - tie_break_bits(self.size)
        # Under other marks mostly the same arcs are asked about again.
        known = self._ties.setdefault(key, {})
        ids = self._ids
        for i, j in arcs:
            if (i, j) not in known:
                known[i, j] = siphash24(key, ids[i] + b"\0" + ids[j]) >> shift
        return [known[arc] for arc in arcs]

    @cached_property
    def _ties(self) -> dict[bytes, dict[tuple[int, int], int]]:
        return {}

    @cached_property
    def _ids(self) -> list[bytes]:
        return [person.id.encode() for person in self.pool]


def tie_break_bits(size: int) -> int:
    """Bits of the tie-break such that a sum over the pool stays below 2^60."""
    return min(52, 59 - max(size - 1, 0).bit_length())


def bind_seed(text: str, roster_digest: str, policy_digest: str) -> bytes:
    """Bind the agreed text to the digests of roster and pack: the 32 bytes of the tie-break."""
    lines = ("lungang-seed/1", text, roster_digest, policy_digest)
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=32).digest()


class FitCosts:
    """The fit of one person in one slot, part by part."""

    def __init__(self, roster: Roster, policy: Policy) -> None:
        self.roster = roster
        self.policy = policy
        wishes: dict[str, list[tuple[int, str]]] = {}
        for wish in roster.wishes:
            wishes.setdefault(wish.person_id, []).append((wish.order, wish.unit))
        self._wishes = {key: [unit for _, unit in sorted(rows)] for key, rows in wishes.items()}
        self._affinities: dict[tuple[str, str], int] = {}

    def parts(self, person: Person, holder: Person) -> dict[str, int]:
        """Return the parts of the cost by name; smaller is better."""
        row = self.policy.correspondence[person.level, holder.level]
        differs = person.post.kind_of_work is not holder.post.kind_of_work
        return {
            "specialty": self._specialty(person.practised_specialty, holder.practised_specialty),
            "correspondence": row.cost,
            "kind_of_work": self.policy.weights.kind_of_work_differs if differs else 0,
            "wish": self._wish(person.id, holder.unit),
        }

    def total(self, person: Person, holder: Person) -> int:
        """Return the sum of :meth:`parts`, without building them."""
        cost = self._specialty(person.practised_specialty, holder.practised_specialty)
        cost += self.policy.correspondence[person.level, holder.level].cost
        if person.post.kind_of_work is not holder.post.kind_of_work:
            cost += self.policy.weights.kind_of_work_differs
        if person.id in self._wishes:
            cost += self._wish(person.id, holder.unit)
        return cost

    def _specialty(self, one: str, other: str) -> int:
        key = (one, other)
        if key not in self._affinities:
            table = self.policy.specialties
            costs = {"same": 0, "similar": table.similar_cost, "none": table.none_cost}
            self._affinities[key] = costs[table.affinity(one, other)]
        return self._affinities[key]

    def _wish(self, person_id: str, unit: str) -> int:
        wishes = self._wishes.get(person_id)
        if not wishes:
            return 0
        organ = self.roster.organ_of(unit)
        for step, wished in enumerate(wishes):
            if unit == wished or organ == self.roster.organ_of(wished):
                return self.policy.weights.wish_step * step
        return self.policy.weights.wish_missed


def build_problem(
    roster: Roster,
    policy: Policy,
    pool: Sequence[str],
    classes: Mapping[str, int],
    progress: Progress = silent,
) -> Problem:
    """Build the problem of a pool (ids) with the class rank of each person."""
    people = tuple(roster.person[key] for key in pool)
    admissibility = Admissibility(roster, policy, people)
    costs = FitCosts(roster, policy)
    indptr, indices, fit = [0], [], []
    for i, slots in enumerate(admissibility.arcs()):
        person = people[i]
        indices.append(i)
        fit.append(0)
        indices.extend(slots)
        fit.extend(costs.total(person, people[j]) for j in slots)
        indptr.append(len(indices))
        if i % 256 == 0:
            progress("arcs", i, len(people))
    return Problem(
        roster=roster,
        policy=policy,
        pool=people,
        class_of=tuple(classes[key] for key in pool),
        admissibility=admissibility,
        indptr=indptr,
        indices=indices,
        fit=fit,
    )
