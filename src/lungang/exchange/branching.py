"""Relatives arriving together, exactly: branch on a forbidden pair, bound by the assignment.

A pair of moves that section 5 of docs/reference/reading.md forbids is widened to two sets of
slots, every one of which forbids every one of the other. Any plan keeps one of the two people out
of their set, so the two children cover every plan. The prices of every leaf stand in the
certificate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from types import MappingProxyType

from lungang.domain.plan import Branch, Certificate, Clause, Leaf
from lungang.errors import InfeasibleError
from lungang.exchange.faces import Bans, Solution, solve_words
from lungang.exchange.problem import Problem, Progress, silent
from lungang.policy.avoidance import Position

RELATIVES_TOGETHER = "relatives_together"
_MOST_TIE_BREAKS = 4
NOTHING_CLOSED: Bans = MappingProxyType({})

Half = tuple[int, frozenset[int]]
"""A person and the slots that this half of a forbidden pair speaks of."""


class Relatives:
    """The pairs of relatives in a pool, and which two moves of theirs are forbidden together.

    ``disregarded`` is for a look at the assignment alone: then there is no pair.
    """

    def __init__(self, problem: Problem, *, disregarded: bool = False) -> None:
        self.problem = problem
        rules = problem.admissibility.rules
        self._rules = rules
        self._slots = [rules.position(person) for person in problem.pool]
        self._staying_matters = not problem.policy.avoidance.leaving_relatives_count
        on = problem.roster.reference_date
        binds = not disregarded and problem.policy.enabled(RELATIVES_TOGETHER, on)
        pairs = {
            (min(i, j), max(i, j))
            for i, person in enumerate(problem.pool)
            if binds and problem.admissibility.has_kin(person)
            for row in rules.relatives(person.id)
            if (j := problem.at.get(row.relative_id or "", i)) != i
        }
        self.pairs = tuple(sorted(pairs))

    def forbidden(self, one: int, slot: int, other: int, other_slot: int) -> bool:
        """Whether these two people may not have these two slots at the same time."""
        if slot == one and other_slot == other:
            return False
        if not self._staying_matters and (slot == one or other_slot == other):
            return False
        return bool(self._rules.conflicts(self._position(slot), self._position(other_slot)))

    def _position(self, slot: int) -> Position:
        return self._slots[slot]

    def violated(self, slot_of: tuple[int, ...]) -> tuple[Half, Half] | None:
        """Return the first forbidden pair of an assignment, widened to sets of slots."""
        for one, other in self.pairs:
            if self.forbidden(one, slot_of[one], other, slot_of[other]):
                return self._widened(one, slot_of[one], other)
        return None

    def _widened(self, one: int, slot: int, other: int) -> tuple[Half, Half]:
        theirs = frozenset(k for k in self._choices(other) if self.forbidden(one, slot, other, k))
        mine = frozenset(
            j for j in self._choices(one) if all(self.forbidden(one, j, other, k) for k in theirs)
        )
        return (one, mine), (other, theirs)

    def _choices(self, person: int) -> Iterator[int]:
        problem = self.problem
        yield from problem.indices[problem.indptr[person] : problem.indptr[person + 1]]


@dataclass(eq=False)
class _Node:
    bans: Bans
    solution: Solution | None
    short: tuple[int, ...] = ()
    halves: tuple[Half, ...] = ()
    children: list[int] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Optimum:
    """The best assignment of a problem, with the tree that proves it.

    ``leaves`` are the bans and the solution of every leaf that admits an assignment: between
    them they hold every plan.
    """

    solution: Solution
    certificate: Certificate
    leaves: tuple[tuple[Bans, Solution], ...]

    @property
    def branched(self) -> bool:
        """Whether a pair of relatives had to be branched on."""
        return len(self.certificate.nodes) > 1


def optimise(
    problem: Problem,
    seed: bytes,
    progress: Progress = silent,
    closed: Bans = NOTHING_CLOSED,
    relatives: Relatives | None = None,
) -> Optimum:
    """Return the best assignment in strict order, and its certificate.

    ``closed`` are slots that marks close to people; ``relatives`` those of the problem, if they
    are known already.

    Raises:
        InfeasibleError: what is closed leaves no assignment.
    """
    relatives = relatives or Relatives(problem)
    for tie_breaks in range(1, _MOST_TIE_BREAKS + 1):
        optimum = _search(problem, relatives, seed, tie_breaks, progress, closed)
        if optimum.certificate.unique:
            break
    return optimum


def what_if(problem: Problem, closed: Bans, relatives: Relatives | None = None) -> Solution:
    """Return a best assignment, no tie-break asked, with some slots closed to some people.

    Raises:
        InfeasibleError: that leaves no assignment.
    """
    relatives = relatives or Relatives(problem)
    return _search(problem, relatives, b"", 0, silent, closed).solution


def _search(
    problem: Problem,
    relatives: Relatives,
    seed: bytes,
    tie_breaks: int,
    progress: Progress,
    forced: Bans,
) -> Optimum:
    """Best-first: the node of least bound is either a plan, and then best, or is branched on."""
    root = solve_words(problem, forced, seed, tie_breaks)
    nodes = [_Node(forced, root)]
    heap = [(root.totals, 0)]
    while heap:
        _, at = heappop(heap)
        node = nodes[at]
        solution = node.solution
        assert solution is not None
        pair = relatives.violated(solution.slot_of)
        if pair is None:
            unique = solution.unique and all(totals > solution.totals for totals, _ in heap)
            certificate = _certificate(problem, nodes, solution, unique, tie_breaks)
            leaves = ((leaf.bans, leaf.solution) for leaf in nodes if not leaf.halves)
            return Optimum(
                solution, certificate, tuple((bans, found) for bans, found in leaves if found)
            )
        node.halves = pair
        for person, slots in pair:
            node.children.append(len(nodes))
            child = _child(problem, node.bans, person, slots, seed, tie_breaks)
            if child.solution is not None:
                heappush(heap, (child.solution.totals, len(nodes)))
            nodes.append(child)
        progress("branching", len(nodes) - len(heap), len(nodes))
    raise InfeasibleError([half[0] for node in nodes for half in node.halves], [])


def _child(
    problem: Problem,
    bans: Bans,
    person: int,
    slots: frozenset[int],
    seed: bytes,
    tie_breaks: int,
) -> _Node:
    more = {**bans, person: bans.get(person, frozenset()) | slots}
    try:
        return _Node(more, solve_words(problem, more, seed, tie_breaks))
    except InfeasibleError as error:
        return _Node(more, None, short=error.people)


def _certificate(
    problem: Problem, nodes: list[_Node], solution: Solution, unique: bool, tie_breaks: int
) -> Certificate:
    ids = [person.id for person in problem.pool]
    names = ["tie_break" if k == 0 else f"tie_break_{k + 1}" for k in range(tie_breaks)]
    return Certificate(
        words=(*problem.words, *names),
        order=tuple(ids),
        total=solution.totals,
        unique=unique,
        nodes=tuple(_proof(node, ids) for node in nodes),
    )


def _proof(node: _Node, ids: list[str]) -> Branch | Leaf:
    if node.halves:
        return Branch(
            rule=RELATIVES_TOGETHER,
            clauses=tuple(
                Clause(person=ids[person], slots=tuple(ids[slot] for slot in sorted(slots)))
                for person, slots in node.halves
            ),
            children=tuple(node.children),
        )
    if node.solution is None:
        return Leaf(short=tuple(ids[person] for person in node.short))
    return Leaf(person_price=node.solution.person_price, slot_price=node.solution.slot_price)
