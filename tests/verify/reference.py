"""A tiny planner to test the verifier with: honest plans, and consistent forgeries.

It decides by trying every permutation, and proves by a textbook Hungarian method over whole
numbers with branching. Verdicts, bars and cost words it takes from the verifier's own parts, which
have tests of their own with expectations written by hand: what is tested here is what the verifier
does with them. A consistent forgery is an honest plan for *other* records or another policy, with
the digests and the seed of the true ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lungang.domain.clock import add_months
from lungang.domain.plan import (
    Alternative,
    Branch,
    Certificate,
    Clause,
    Explanation,
    Fact,
    Ground,
    Leaf,
    Mark,
    Move,
    Obstacle,
    OpenDuty,
    Plan,
    Repair,
    Screened,
    Seed,
    Settled,
    Slot,
    Stay,
)
from lungang.domain.records import plan_digest
from lungang.domain.roster import Roster
from lungang.policy.pack.model import PRINCIPLES, Limit, Policy, Provision, Scope
from lungang.verify.arcs import Arcs
from lungang.verify.avoidance import Lines
from lungang.verify.case import Case
from lungang.verify.marks import MARK_TITLES
from lungang.verify.screening import Screening
from lungang.verify.sides import Sides
from lungang.verify.words import Costs, seed_bytes

BASE = 1 << 90


@dataclass
class World:
    """Everything that a plan is made from. ``stamp`` are the records it pretends to be for."""

    roster: Roster
    policy: Policy
    stamp: tuple[Roster, Policy]
    text: str = "甲办；乙办"
    marks: tuple[Mark, ...] = ()
    settled: tuple[Settled, ...] = ()
    released: Plan | None = None

    @cached_property
    def case(self) -> Case:
        return Case(self.roster, self.policy)

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.case)

    @cached_property
    def screening(self) -> Screening:
        return Screening(self.case, self.lines, self.settled)

    @cached_property
    def arcs(self) -> Arcs:
        return Arcs(self.case, self.lines, self.screening.pool(), self.marks)

    @cached_property
    def sides(self) -> Sides:
        return Sides(self.arcs)

    @cached_property
    def seed(self) -> bytes:
        roster, policy = self.stamp
        return seed_bytes(self.text, roster.digest, policy.digest)

    @cached_property
    def costs(self) -> Costs:
        classes = {one: self.screening.findings[one].priority_class for one in self.arcs.pool}
        return Costs(self.arcs, classes, self.seed, self.before)

    @cached_property
    def before(self) -> list[int] | None:
        """The slots of the released plan, if this world repairs one."""
        if self.released is None:
            return None
        slots = {move.person_id: move.slot for move in self.released.moves}
        return [self.arcs.index[slots.get(one, one)] for one in self.arcs.pool]

    @cached_property
    def words(self) -> tuple[str, ...]:
        return (*self.costs.names, "tie-break")

    def total(self, chosen: Sequence[int]) -> tuple[int, ...]:
        return tuple(
            sum(self.costs.word(word, i, j) for i, j in enumerate(chosen))
            for word in range(len(self.words))
        )

    @cached_property
    def feasible(self) -> list[tuple[int, ...]]:
        """Every plan that keeps all rules, by trying each permutation of the pool."""
        size = range(len(self.arcs))
        allowed = [
            [j for j in size if not self.arcs.bars(i, j) and not self.arcs.closed(i, j)]
            for i in size
        ]
        found: list[tuple[int, ...]] = [()]
        for i in size:
            found = [(*start, j) for start in found for j in allowed[i] if j not in start]
        return [chosen for chosen in found if self.keeps(chosen)]

    def keeps(self, chosen: Sequence[int]) -> bool:
        return not any(
            self.sides.together(i, chosen[i], r, chosen[r]) for i, r in self.sides.pairs()
        )

    def best(self) -> tuple[int, ...]:
        return min(self.feasible, key=self.total)


def world(roster: Roster, policy: Policy, stamp: tuple[Roster, Policy] | None = None) -> World:
    return World(roster, policy, stamp or (roster, policy))


def honest(roster: Roster, policy: Policy) -> Plan:
    """The best plan, with its proof."""
    return plan_of(world(roster, policy))


def plan_of(w: World, chosen: Sequence[int] | None = None, *, priced: bool = False) -> Plan:
    """A plan in which everything agrees; ``chosen`` replaces the best one, not its proof."""
    nodes, best = prove(w)
    chosen = best if chosen is None else list(chosen)
    pool, people = w.arcs.pool, w.arcs.people
    stays = [_stay(w, i) for i, j in enumerate(chosen) if i == j]
    duties = [_duty(w, stay) for stay in stays if stay.priority_class == "avoidance"]
    roster, policy = w.stamp
    return Plan(
        title="虚构县方案",
        reference_date=roster.reference_date.isoformat(),
        policy=policy.id,
        policy_title=policy.title,
        roster_digest=roster.digest,
        policy_digest=policy.digest,
        seed=Seed(text=w.text, bound=w.seed.hex(), policy_digest=policy.digest),
        priority_classes=tuple(row.id for row in policy.priority_classes),
        moves=tuple(move_of(w, i, j) for i, j in enumerate(chosen) if i != j),
        stays=tuple(_contested(w, stays, nodes)),
        slots=tuple(_slot(w, i) for i in range(len(people))),
        screened=tuple(_screened(w, one.id) for one in w.roster.people),
        open_duties=tuple(duties),
        explanations=tuple(
            Explanation(
                person_id=pool[i],
                reasons=("方案总值最小",),
                alternatives=_alternatives(w, i, chosen) if priced else (),
            )
            for i in range(len(pool))
        ),
        certificate=Certificate(
            words=w.words, order=pool, total=w.total(chosen), unique=False, nodes=tuple(nodes)
        ),
        unverified=_unverified(w.policy),
        settled=w.settled,
        marks=w.marks,
        repairs=_repair(w),
    )


def _repair(w: World) -> Repair | None:
    if w.released is None or w.before is None:
        return None
    pool = w.arcs.pool
    return Repair(
        released=plan_digest(w.released),
        assignment={pool[i]: pool[j] for i, j in enumerate(w.before)},
    )


def _unverified(policy: Policy) -> tuple[str, ...]:
    every = (policy.scope, *policy.rules, *policy.limits, *policy.principles.values())
    return tuple(row.id for row in every if not row.verified)


def _ground(row: Provision) -> Ground:
    fact = Fact(name="依据", value="见花名册", source="花名册")
    return Ground(
        rule=row.id,
        title=row.title,
        clause=row.clause,
        source=row.source,
        verified=row.verified,
        facts=(fact,),
    )


def _screened(w: World, person_id: str) -> Screened:
    person, finding = w.case.people[person_id], w.screening.findings[person_id]
    rules = {row.id: row for row in w.policy.rules}
    met: list[Provision] = [rules[name] for name in finding.met]
    if isinstance(finding.ground, Scope):
        met = [finding.ground]
    if isinstance(finding.ground, Limit) or (finding.ground and finding.ground.id == "settled"):
        met.append(finding.ground)
    return Screened(
        person_id=person_id,
        name=person.name,
        unit=person.unit,
        verdict=finding.verdict,
        ground=_ground(finding.ground) if finding.ground else None,
        met=tuple(_ground(row) for row in met),
        priority_class=finding.priority_class,
    )


def _slot(w: World, i: int) -> Slot:
    holder = w.arcs.people[i]
    return Slot(
        id=holder.id,
        holder=holder.name,
        unit=holder.unit,
        section=holder.post.section,
        title=holder.post.title,
        level=holder.level,
        nature=holder.post.nature,
        held_nature=holder.nature,
        kind_of_work=holder.post.kind_of_work,
        practised_specialty=holder.practised_specialty,
        rank=holder.rank,
    )


def move_of(w: World, i: int, j: int) -> Move:
    person, holder = w.arcs.people[i], w.arcs.people[j]
    row = w.arcs.row(i, j)
    return Move(
        person_id=person.id,
        name=person.name,
        from_unit=person.unit,
        to_unit=holder.unit,
        slot=holder.id,
        level=person.level,
        slot_level=holder.level,
        title_waits=bool(row and row.marked),
        nature=person.nature,
        rank=person.rank,
        practised_specialty=person.practised_specialty,
        slot_specialty=holder.practised_specialty,
        authority=person.authority,
        cost=w.costs.fit_parts(i, j),
    )


def _stay(w: World, i: int) -> Stay:
    person, size = w.arcs.people[i], range(len(w.arcs))
    barred = Counter(w.arcs.first_bar(i, j) for j in size)
    closed = Counter(w.arcs.first_bar(k, i) for k in size)
    return Stay(
        person_id=person.id,
        name=person.name,
        unit=person.unit,
        priority_class=w.screening.findings[person.id].priority_class,
        kind="shortage",
        reason="编制位不足",
        barred=_obstacles(barred),
        closed=_obstacles(closed),
        rivals=(),
        ask=(),
    )


def _obstacles(counts: Counter[str]) -> tuple[Obstacle, ...]:
    return tuple(
        Obstacle(rule=name, title={**PRINCIPLES, **MARK_TITLES}[name], slots=number)
        for name, number in counts.items()
        if name
    )


def _contested(w: World, stays: list[Stay], nodes: list[Branch | Leaf]) -> Iterator[Stay]:
    """Give every stay its kind: reached by walking the pairs, else shortage."""
    for stay in stays:
        i = w.arcs.index[stay.person_id]
        out = [j for j in w.arcs.targets[i] if j != i]
        into = [k for k, slots in enumerate(w.arcs.targets) if i in slots and k != i]
        seen, waiting = set(out), [*out]
        while waiting:
            waiting += [j for j in w.arcs.targets[waiting.pop()] if not (j in seen or seen.add(j))]
        kind = "no_cycle" if i not in seen else "shortage"
        kind = "no_destination" if not out else "no_successor" if not into else kind
        yield replace(stay, kind="kept" if stay.person_id in w.arcs.closures.stayers else kind)


def _duty(w: World, stay: Stay) -> OpenDuty:
    ground = w.screening.findings[stay.person_id].ground
    months = w.policy.avoidance.open_duty_months
    assert ground is not None
    return OpenDuty(
        person_id=stay.person_id,
        name=stay.name,
        unit=stay.unit,
        clause=ground.clause,
        deadline=add_months(w.case.date, months).isoformat(),
        ways=w.policy.avoidance.open_duty_ways,
    )


def _alternatives(w: World, i: int, chosen: Sequence[int]) -> tuple[Alternative, ...]:
    """The five cheapest other destinations, each priced by trying every permutation."""
    best: dict[int, tuple[int, ...]] = {}
    for plan in w.feasible:
        j = plan[i]
        if j not in (i, chosen[i]) and (j not in best or w.total(plan) < w.total(best[j])):
            best[j] = plan
    rows = []
    for j, plan in best.items():
        holder = w.arcs.people[j]
        rows.append(
            Alternative(
                slot=w.arcs.pool[j],
                unit=holder.unit,
                title=holder.post.title,
                more_unplaced=tuple(
                    _left(w, plan, rank) - _left(w, chosen, rank)
                    for rank in range(len(w.policy.priority_classes))
                ),
                worse_fit=w.total(plan)[-2] - w.total(chosen)[-2],
                more_changed=w.total(plan)[0] - w.total(chosen)[0] if w.released else 0,
                changed=sum(a != b for a, b in zip(plan, chosen, strict=True)),
            )
        )
    return tuple(
        sorted(rows, key=lambda row: (row.more_changed, row.more_unplaced, row.worse_fit))
    )[:5]


def _left(w: World, plan: Sequence[int], rank: int) -> int:
    return sum(i == j and w.costs.class_of[i] == rank for i, j in enumerate(plan))


# --- the proof -------------------------------------------------------------------------------


def prove(w: World) -> tuple[list[Branch | Leaf], list[int]]:
    """The proof of a world, made once."""
    if "proof" not in w.__dict__:
        w.__dict__["proof"] = _prove(w)
    return w.__dict__["proof"]


def _prove(w: World) -> tuple[list[Branch | Leaf], list[int]]:
    """A tree of prices and the best plan, by branching on relatives who arrive together."""
    nodes: list[Branch | Leaf | None] = []
    best: list[list[int]] = []

    def grow(bans: frozenset[tuple[int, int]]) -> int:
        number = len(nodes)
        nodes.append(None)
        found = hungarian(w, bans)
        if isinstance(found, Leaf):
            nodes[number] = found
            return number
        chosen, leaf = found
        broken = next(
            ((i, r) for i, r in w.sides.pairs() if w.sides.together(i, chosen[i], r, chosen[r])),
            None,
        )
        if broken is None or (best and w.total(chosen) >= w.total(best[0])):
            if broken is None and (not best or w.total(chosen) < w.total(best[0])):
                best[:] = [chosen]
            nodes[number] = leaf
            return number
        clauses = tuple(
            Clause(person=w.arcs.pool[i], slots=(w.arcs.pool[chosen[i]],)) for i in broken
        )
        children = tuple(grow(bans | {(i, chosen[i])}) for i in broken)
        nodes[number] = Branch(rule="relatives_together", clauses=clauses, children=children)
        return number

    grow(frozenset())
    return [node for node in nodes if node is not None], (best[0] if best else [])


def hungarian(w: World, bans: frozenset[tuple[int, int]]) -> tuple[list[int], Leaf] | Leaf:
    """The cheapest permutation and its prices, or people short of slots (dense, O(n³))."""
    size = len(w.arcs)
    cost = [
        {j: _pack(w, i, j) for j in w.arcs.targets[i] if (i, j) not in bans} for i in range(size)
    ]
    u, v, row_of = [0] * (size + 1), [0] * (size + 1), [-1] * (size + 1)
    for start in range(size):
        row_of[size], column = start, size
        least: dict[int, int] = {}
        way: dict[int, int] = {}
        used = {size}
        while row_of[column] >= 0:
            row = row_of[column]
            for j, c in cost[row].items():
                if j not in used and (j not in least or c - u[row] - v[j] < least[j]):
                    least[j], way[j] = c - u[row] - v[j], column
            free = [j for j in least if j not in used]
            if not free:
                return Leaf(short=tuple(w.arcs.pool[row_of[j]] for j in sorted(used)))
            nearest = min(free, key=least.__getitem__)
            delta = least[nearest]
            for j in used:
                u[row_of[j]] += delta
                v[j] -= delta
            for j in free:
                least[j] -= delta
            column = nearest
            used.add(column)
        while column != size:
            row_of[column] = row_of[way[column]]
            column = way[column]
        row_of[size] = -1
    chosen = [0] * size
    for j in range(size):
        chosen[row_of[j]] = j
    words = range(len(w.words))
    prices = [[_unpack(price, len(words)) for price in side[:size]] for side in (u, v)]
    rows = [tuple(tuple(vector[k] for vector in side) for k in words) for side in prices]
    return chosen, Leaf(person_price=rows[0], slot_price=rows[1])


def _pack(w: World, i: int, j: int) -> int:
    packed = 0
    for word in range(len(w.words)):
        packed = packed * BASE + w.costs.word(word, i, j)
    return packed


def _unpack(price: int, words: int) -> tuple[int, ...]:
    """The words of a packed price, the lower ones of either sign."""
    digits: list[int] = []
    for _ in range(words - 1):
        digit = (price + BASE // 2) % BASE - BASE // 2
        digits.append(digit)
        price = (price - digit) // BASE
    return price, *reversed(digits)
