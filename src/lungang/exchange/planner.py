"""From a roster and a policy to a proven, explained plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from lungang.domain.clock import add_months
from lungang.domain.codes import Verdict
from lungang.domain.movement import Comparison, Outcome, compare
from lungang.domain.plan import (
    Alternative,
    Explanation,
    Ground,
    InputFile,
    Left,
    Mark,
    MarkKind,
    Move,
    OpenDuty,
    Plan,
    Repair,
    Seed,
    Settled,
    Slot,
    Stay,
)
from lungang.domain.roster import Person, Roster
from lungang.errors import InfeasibleError
from lungang.exchange.branching import Relatives, optimise, what_if
from lungang.exchange.marks import NOWHERE, Marking, conflict, refusal, refused
from lungang.exchange.prices import Price, Prices
from lungang.exchange.problem import FitCosts, Progress, bind_seed, build_problem, silent
from lungang.exchange.reasons import reasons
from lungang.exchange.released import Changes, released_in, repair_of
from lungang.exchange.unplaced import Unplaced
from lungang.i18n import gettext as _
from lungang.policy.pack.model import Policy
from lungang.policy.screening import screen

MOST_ALTERNATIVES = 5
EXPLAINED_UP_TO = 1000
"""Largest pool that is explained person by person without being asked to."""

_LAZY = ("_prices", "_unplaced", "_changes", "moves", "left")


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a person does not go to one slot: the principle or mark that bars it, or its price.

    Neither is there where it is allowed but no plan as a whole can send the person there.
    """

    slot: Slot
    bar: str | None
    price: Alternative | None


def plan(
    roster: Roster,
    policy: Policy,
    *,
    seed: str = "",
    files: Sequence[InputFile] = (),
    explain: bool | None = None,
    progress: Progress = silent,
    settled: Sequence[Settled] = (),
    marks: Sequence[Mark] = (),
) -> Plan:
    """Plan the exchange of everybody who must be exchanged.

    Args:
        roster: the facts, at their reference date.
        policy: the pack in force.
        seed: the text that two offices agreed on; bound to the digests of roster and pack, it
            decides between plans that are otherwise equal.
        files: the files the roster was read from, for the record.
        explain: whether to give everybody reasons and alternatives; by default up to
            ``EXPLAINED_UP_TO`` people.
        progress: called as the work goes on.
        settled: whom the leading group deferred or excluded.
        marks: what the joint meeting pinned, forbade or kept; the plan is the best that keeps it.

    Raises:
        InputError: the policy is not in force at the reference date.
        MarksConflict: the marks leave no plan.
    """
    planner = Planner(roster, policy, seed=seed, progress=progress, settled=settled, marks=marks)
    return planner.plan(files=files, explain=explain)


class Planner:
    """A solved exchange that can be written as a plan, marked, and asked about person by person."""

    def __init__(
        self,
        roster: Roster,
        policy: Policy,
        *,
        seed: str = "",
        progress: Progress = silent,
        announce: Callable[[str], None] | None = None,
        settled: Sequence[Settled] = (),
        marks: Sequence[Mark] = (),
        released: Plan | None = None,
        seed_policy: str = "",
    ) -> None:
        """Screen, build and solve; arguments and errors as :func:`plan`.

        ``seed_policy`` is the digest of the pack that the seed is bound to, where it is not this
        one (:class:`~lungang.domain.plan.Seed`).

        ``announce`` is given the bound seed before the solve begins, so that it can be recorded
        while nobody knows the plan yet. ``released`` is for :func:`lungang.exchange.repair`.
        """
        progress("screening", 0, 1)
        self.settled = tuple(sorted(settled, key=lambda one: one.person_id))
        self.screening = screen(roster, policy, self.settled)
        bound_to = seed_policy or policy.digest
        self._bound = bind_seed(seed, roster.digest, bound_to)
        self.seed = Seed(text=seed, bound=self._bound.hex(), policy_digest=bound_to)
        if announce is not None:
            announce(self.seed.bound)
        screened, ranks = self.screening.of, policy.class_rank
        classes = {key: ranks[screened[key].priority_class] for key in self.screening.pool}
        self.problem = build_problem(roster, policy, self.screening.pool, classes, progress)
        self.released = released
        if released is not None:
            self.problem = released_in(self.problem, released)
        self._progress = progress
        self._costs = FitCosts(roster, policy)
        self._relatives = Relatives(self.problem)
        units = {unit.name: at for at, unit in enumerate(roster.units)}
        pool = self.problem.pool
        self._order = sorted(
            range(self.problem.size),
            key=lambda i: (units[pool[i].unit], pool[i].name, pool[i].id),
        )
        self._solve(marks)

    def _solve(self, marks: Sequence[Mark]) -> None:
        """Find the best plan that keeps these marks; everything asked later follows from it."""
        refused(self.problem, marks)
        self._marking = Marking(self.problem, marks)
        self._progress("solving", 0, 1)
        try:
            self.optimum = optimise(
                self.problem, self._bound, self._progress, self._marking.closed, self._relatives
            )
        except InfeasibleError as error:
            raise conflict(self.problem, self.marks, self._relatives) from error
        self._explained_stays: dict[int, Stay] = {}

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that the plan keeps, once each, in an order of their own."""
        return self._marking.marks

    @cached_property
    def _prices(self) -> Prices:
        return Prices(self.problem, self.optimum, self._marking.closed, self._relatives)

    @cached_property
    def _unplaced(self) -> Unplaced:
        screened = self.screening.of
        return Unplaced(self.problem, self.optimum, self._prices, screened, self._marking)

    @cached_property
    def _changes(self) -> Changes | None:
        if self.released is None:
            return None
        return Changes(self.problem, self._marking, self.optimum.solution.slot_of)

    def with_marks(self, marks: Sequence[Mark], *, progress: Progress = silent) -> Planner:
        """Return a planner of the same problem under other marks; this one stays as it is.

        The marks are all that hold then: what was marked before and is not among them is undone.
        ``progress`` is told of this solve and of what is asked of the planner returned.

        Raises:
            MarksConflict: a mark that cannot be, or marks that together leave no plan; it names
                them, none of which can be spared.
        """
        other = copy(self)
        for name in _LAZY:
            other.__dict__.pop(name, None)
        other._progress = progress
        other._solve(marks)
        return other

    def refusal(self, mark: Mark) -> str:
        """Say why this single mark cannot be, other marks aside; "" if it can."""
        if reason := refusal(self.problem, mark):
            return reason
        if mark.kind is not MarkKind.PIN:
            return ""
        try:
            what_if(self.problem, Marking(self.problem, (mark,)).closed, self._relatives)
        except InfeasibleError:
            return _(NOWHERE)
        return ""

    def alternatives(self, person_id: str, most: int | None = None) -> tuple[Alternative, ...]:
        """Other destinations of a person under the marks, cheapest first, each with its price.

        Raises:
            KeyError: the person is not in the pool.
        """
        prices = self._prices.of(self.problem.at[person_id], most=most)
        return tuple(self._alternative(price) for price in prices)

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Everybody who goes elsewhere, in the order of units and names."""
        return tuple(self._move(i) for i in self._order if not self._stays(i))

    @cached_property
    def left(self) -> tuple[Left, ...]:
        """Everybody of the pool who stays, in the same order."""
        screened = self.screening.of
        people = [self.problem.pool[i] for i in self._order if self._stays(i)]
        return tuple(
            Left(
                person_id=person.id,
                name=person.name,
                unit=person.unit,
                priority_class=screened[person.id].priority_class,
            )
            for person in people
        )

    @property
    def priority_classes(self) -> tuple[str, ...]:
        """Ids of the priority classes, the most urgent first."""
        return tuple(row.id for row in self.problem.policy.priority_classes)

    def differences(self, other: Outcome) -> Comparison:
        """Say who goes elsewhere in another planner or plan, and what that costs or spares."""
        return compare(self, other)

    def plan(self, *, files: Sequence[InputFile] = (), explain: bool | None = None) -> Plan:
        """Write the whole plan, people in the order of units and names."""
        roster, policy = self.problem.roster, self.problem.policy
        if explain is None:
            explain = self.problem.size <= EXPLAINED_UP_TO
        stays = tuple(self._stay(i) for i in self._order if self._stays(i))
        return Plan(
            title=policy.title,
            reference_date=roster.reference_date.isoformat(),
            policy=policy.id,
            policy_title=policy.title,
            roster_digest=roster.digest,
            policy_digest=policy.digest,
            seed=self.seed,
            priority_classes=self.priority_classes,
            moves=self.moves,
            stays=stays,
            slots=tuple(self._slot(self.problem.pool[i]) for i in self._order),
            screened=self.screening.people,
            open_duties=tuple(self._duties(stays)),
            explanations=tuple(self._explanations()) if explain else (),
            certificate=self.optimum.certificate,
            unverified=self._unverified(),
            files=tuple(files),
            settled=self.settled,
            marks=self.marks,
            repairs=self._repair(),
        )

    def _repair(self) -> Repair | None:
        # An empty pool has nothing to repair.
        if self.released is None or not self.problem.size:
            return None
        return repair_of(self.problem, self.released)

    def explanation(self, person_id: str) -> Explanation:
        """Say why one person of the pool goes where the plan sends them, or stays.

        Raises:
            KeyError: the person is not in the pool.
        """
        return self._explanation(self.problem.at[person_id])

    def bar(self, person_id: str, slot: str) -> str | None:
        """Return the principle or mark that bars a person of the pool from a slot, or None.

        Raises:
            KeyError: one of them is not in the pool.
        """
        pool, at = self.problem.pool, self.problem.at
        person, holder = pool[at[person_id]], pool[at[slot]]
        return self.problem.admissibility.bar(person, holder) or self._marking.bar(person, holder)

    def stay(self, person_id: str) -> Stay:
        """Explain one person of the pool who stays: why, and whom one would have to ask.

        Raises:
            KeyError: the person is not in the pool.
            ValueError: the person does not stay.
        """
        at = self.problem.at[person_id]
        if not self._stays(at):
            raise ValueError(person_id)
        return self._stay(at)

    def why_not(self, person_id: str, unit: str) -> tuple[WhyNot, ...]:
        """Say, slot by slot, why a person of the pool does not go to a unit.

        Empty if nobody of the unit is in the pool, so that it has no slot to give.

        Raises:
            KeyError: the person is not in the pool.
        """
        at = self.problem.at[person_id]
        person = self.problem.pool[at]
        prices = {price.slot: price for price in self._prices.of(at)}
        answers = []
        for slot, holder in enumerate(self.problem.pool):
            if holder.unit == unit and slot not in (at, self.optimum.solution.slot_of[at]):
                bar = self.problem.admissibility.bar(person, holder)
                bar = bar or self._marking.bar(person, holder)
                price = prices.get(slot)
                answers.append(
                    WhyNot(
                        slot=self._slot(holder),
                        bar=bar,
                        price=None if price is None else self._alternative(price),
                    )
                )
        return tuple(answers)

    def _stay(self, at: int) -> Stay:
        if at not in self._explained_stays:
            self._explained_stays[at] = self._unplaced.stay(at)
        return self._explained_stays[at]

    def _stays(self, at: int) -> bool:
        return self.optimum.solution.slot_of[at] == at

    def _holder(self, at: int) -> Person:
        return self.problem.pool[self.optimum.solution.slot_of[at]]

    def _move(self, at: int) -> Move:
        person, holder = self.problem.pool[at], self._holder(at)
        row = self.problem.policy.correspondence[person.level, holder.level]
        return Move(
            person_id=person.id,
            name=person.name,
            from_unit=person.unit,
            to_unit=holder.unit,
            slot=holder.id,
            level=person.level,
            slot_level=holder.level,
            title_waits=row.marked,
            nature=person.nature,
            rank=person.rank,
            practised_specialty=person.practised_specialty,
            slot_specialty=holder.practised_specialty,
            authority=person.authority,
            cost=self._costs.parts(person, holder),
        )

    def _slot(self, holder: Person) -> Slot:
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

    def _duties(self, stays: Sequence[Stay]) -> list[OpenDuty]:
        """Cases of statutory avoidance that the plan does not close: the unplaced, and those
        deferred or excluded in spite of it.
        """
        policy, roster = self.problem.policy, self.problem.roster
        rules = {rule.id for rule in policy.rules if rule.category == "avoidance"}
        deadline = add_months(roster.reference_date, policy.avoidance.open_duty_months)
        unplaced = {stay.person_id for stay in stays}
        duties = []
        for row in self.screening.people:
            grounds: Sequence[Ground] = ()
            if row.person_id in unplaced and row.ground is not None:
                grounds = (row.ground,)
            elif row.verdict in (Verdict.DEFERRED, Verdict.EXCLUDED):
                grounds = row.met
            ground = next((ground for ground in grounds if ground.rule in rules), None)
            if ground is not None:
                duties.append(
                    OpenDuty(
                        person_id=row.person_id,
                        name=row.name,
                        unit=row.unit,
                        clause=ground.clause,
                        deadline=deadline.isoformat(),
                        ways=policy.avoidance.open_duty_ways,
                    )
                )
        return duties

    def _explanations(self) -> list[Explanation]:
        found = []
        for done, i in enumerate(self._order):
            self._progress("explaining", done, self.problem.size)
            found.append(self._explanation(i))
        return found

    def _explanation(self, at: int) -> Explanation:
        person = self.problem.pool[at]
        why: tuple[str, ...]
        if self._stays(at):
            why = (self._stay(at).reason,)
        else:
            why = reasons(self.problem, person, self._holder(at))
        if self._marking.pins(person):
            why = (*why, "联席会议钉住在这一编制位")
        if self._changes and (changed := self._changes.reason(at)):
            why = (*why, changed)
        return Explanation(
            person_id=person.id,
            reasons=why,
            alternatives=self.alternatives(person.id, MOST_ALTERNATIVES),
        )

    def _alternative(self, price: Price) -> Alternative:
        holder = self.problem.pool[price.slot]
        return Alternative(
            slot=holder.id,
            unit=holder.unit,
            title=holder.post.title,
            more_unplaced=price.more_unplaced,
            worse_fit=price.worse_fit,
            changed=price.changed,
            more_changed=price.more_changed,
        )

    def _unverified(self) -> tuple[str, ...]:
        """Ids of the provisions used whose text has not been checked (verified = false)."""
        policy = self.problem.policy
        on = self.problem.roster.reference_date
        used = {ground.rule for row in self.screening.people for ground in row.met}
        rows = [policy.scope, *policy.rules, *policy.limits]
        found = [row for row in rows if row.id in used and not row.verified]
        found += [
            row
            for row in policy.principles.values()
            if policy.enabled(row.id, on) and not row.verified
        ]
        return tuple(dict.fromkeys(row.id for row in found))
