"""What a pair costs, word by word: unplaced, fit, tie-break (reading.md section 7)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from lungang.verify.arcs import Arcs
from lungang.verify.case import Case

_MASK = (1 << 64) - 1
SEED_SCHEMA = "lungang-seed/1"


def seed_bytes(text: str, roster_digest: str, policy_digest: str) -> bytes:
    """The 32 bytes of a seed: what two offices agreed on, bound to the roster and the pack."""
    lines = "\n".join((SEED_SCHEMA, text, roster_digest, policy_digest))
    return hashlib.blake2b(lines.encode("utf-8", "surrogatepass"), digest_size=32).digest()


def siphash24(key: bytes, message: bytes) -> int:
    """SipHash-2-4 of a message under a key of 16 bytes (Aumasson, Bernstein 2012)."""
    k0, k1 = int.from_bytes(key[:8], "little"), int.from_bytes(key[8:], "little")
    v0, v1 = k0 ^ 0x736F6D6570736575, k1 ^ 0x646F72616E646F6D
    v2, v3 = k0 ^ 0x6C7967656E657261, k1 ^ 0x7465646279746573
    padded = message + bytes(7 - len(message) % 8) + bytes((len(message) & 255,))
    for start in range(0, len(padded), 8):
        block = int.from_bytes(padded[start : start + 8], "little")
        v0, v1, v2, v3 = _rounds(2, v0, v1, v2, v3 ^ block)
        v0 ^= block
    v0, v1, v2, v3 = _rounds(4, v0, v1, v2 ^ 255, v3)
    return v0 ^ v1 ^ v2 ^ v3


def _rounds(times: int, v0: int, v1: int, v2: int, v3: int) -> tuple[int, int, int, int]:
    for _ in range(times):
        v0 = (v0 + v1) & _MASK
        v1 = (v1 << 13 | v1 >> 51) & _MASK ^ v0
        v0 = (v0 << 32 | v0 >> 32) & _MASK
        v2 = (v2 + v3) & _MASK
        v3 = (v3 << 16 | v3 >> 48) & _MASK ^ v2
        v0 = (v0 + v3) & _MASK
        v3 = (v3 << 21 | v3 >> 43) & _MASK ^ v0
        v2 = (v2 + v1) & _MASK
        v1 = (v1 << 17 | v1 >> 47) & _MASK ^ v2
        v2 = (v2 << 32 | v2 >> 32) & _MASK
    return v0, v1, v2, v3


class Costs:
    """The cost words of every admissible pair; ``classes`` is the priority class by person.

    ``released`` gives, in a repair, each person's slot in the released plan: then the first word
    counts who has another.
    """

    def __init__(
        self,
        arcs: Arcs,
        classes: Mapping[str, str],
        seed: bytes,
        released: Sequence[int] | None = None,
    ) -> None:
        self._arcs = arcs
        self._case: Case = arcs.case
        self._seed = seed
        self.released = released
        self.names = ("unplaced", "fit") if released is None else ("changed", "unplaced", "fit")
        size = len(arcs)
        order = [row.id for row in self._case.policy.priority_classes]
        self.class_of = [order.index(classes[person]) for person in arcs.pool]
        self.staying = [(size + 1) ** (len(order) - 1 - rank) for rank in self.class_of]
        self._bits = min(52, 59 - max(size - 1, 0).bit_length())
        self._ties: dict[tuple[int, int, int], int] = {}
        self._fits: dict[tuple[int, int], int] = {}
        self._wishes = self._wishes_in_order()

    def word(self, number: int, i: int, j: int) -> int:
        """Cost word ``number`` of a pair: those of ``names`` in order, then tie-breaks."""
        if self.released is not None:
            if number == 0:
                return int(self.released[i] != j)
            number -= 1
        if number == 0:
            return self.staying[i] if i == j else 0
        return self.fit(i, j) if number == 1 else self.tie(number - 2, i, j)

    def fit(self, i: int, j: int) -> int:
        """The fit of a pair, 0 for staying."""
        pair = (i, j)
        if pair not in self._fits:
            self._fits[pair] = 0 if i == j else sum(self.fit_parts(i, j).values())
        return self._fits[pair]

    def fit_parts(self, i: int, j: int) -> dict[str, int]:
        """The parts of the fit of a move; a part that costs nothing is 0."""
        one, other = self._arcs.people[i], self._arcs.people[j]
        tables, weights = self._case.policy.specialties, self._case.policy.weights
        affinity = self._arcs.affinity(one.practised_specialty, other.practised_specialty)
        row = self._arcs.row(i, j)
        differs = one.post.kind_of_work != other.post.kind_of_work
        prices = {"same": 0, "similar": tables.similar_cost, "none": tables.none_cost}
        return {
            "specialty": prices[affinity],
            "correspondence": row.cost if row else 0,
            "kind_of_work": weights.kind_of_work_differs if differs else 0,
            "wish": self._wish(one.id, other.post.unit),
        }

    def tie(self, extra: int, i: int, j: int) -> int:
        """The tie-break of a pair, staying included; ``extra`` counts the further words."""
        triple = (extra, i, j)
        if triple not in self._ties:
            key = hashlib.blake2b(self._seed + bytes((extra,)), digest_size=16).digest()
            message = f"{self._arcs.pool[i]}\0{self._arcs.pool[j]}".encode()
            self._ties[triple] = siphash24(key, message) >> (64 - self._bits)
        return self._ties[triple]

    def _wish(self, person: str, unit: str) -> int:
        wishes = self._wishes.get(person)
        if not wishes:
            return 0
        weights = self._case.policy.weights
        organ = self._case.organ(unit)
        for number, wanted in enumerate(wishes):
            if wanted == unit or self._case.organ(wanted) == organ:
                return weights.wish_step * number
        return weights.wish_missed

    def _wishes_in_order(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for wish in sorted(self._case.roster.wishes, key=lambda one: (one.order, one.unit)):
            found.setdefault(wish.person_id, []).append(wish.unit)
        return found
