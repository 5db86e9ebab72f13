"""From a roster and a policy to a proven, explained plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lungang.domain.clock import add_months
from lungang.domain.codes import Verdict
from lungang.domain.plan import (
    Alternative,
    Explanation,
    Ground,
    InputFile,
    Move,
    OpenDuty,
    Plan,
    Seed,
    Slot,
    Stay,
)
from lungang.domain.roster import Person, Roster
from lungang.exchange.branching import optimise
from lungang.exchange.prices import Price, Prices
from lungang.exchange.problem import FitCosts, Progress, bind_seed, build_problem, silent
from lungang.exchange.reasons import reasons
from lungang.exchange.unplaced import Unplaced
from lungang.policy.pack.model import Policy
from lungang.policy.screening import screen

MOST_ALTERNATIVES = 5
EXPLAINED_UP_TO = 1000
"""Largest pool that is explained person by person without being asked to."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a person does not go to one slot: the principle that bars it, or what it would cost.

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

    Raises:
        InputError: the policy is not in force at the reference date.
    """
    return Planner(roster, policy, seed=seed, progress=progress).plan(files=files, explain=explain)


class Planner:
    """A solved exchange that can be written as a plan, and asked about person by person."""

    def __init__(
        self,
        roster: Roster,
        policy: Policy,
        *,
        seed: str = "",
        progress: Progress = silent,
        announce: Callable[[str], None] | None = None,
    ) -> None:
        """Screen, build and solve; arguments and errors as :func:`plan`.

        ``announce`` is given the bound seed before the solve begins, so that it can be recorded
        while nobody knows the plan yet.
        """
        progress("screening", 0, 1)
        self.screening = screen(roster, policy)
        bound = bind_seed(seed, roster, policy)
        self.seed = Seed(text=seed, bound=bound.hex())
        if announce is not None:
            announce(self.seed.bound)
        screened, ranks = self.screening.of, policy.class_rank
        classes = {key: ranks[screened[key].priority_class] for key in self.screening.pool}
        self.problem = build_problem(roster, policy, self.screening.pool, classes, progress)
        progress("solving", 0, 1)
        self.optimum = optimise(self.problem, bound, progress)
        self._progress = progress
        self._costs = FitCosts(roster, policy)
        self._prices = Prices(self.problem, self.optimum)
        self._unplaced = Unplaced(self.problem, self.optimum, self._prices, screened)
        self._explained_stays: dict[int, Stay] = {}
        units = {unit.name: at for at, unit in enumerate(roster.units)}
        pool = self.problem.pool
        self._order = sorted(
            range(self.problem.size),
            key=lambda i: (units[pool[i].unit], pool[i].name, pool[i].id),
        )

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
            priority_classes=tuple(row.id for row in policy.priority_classes),
            moves=tuple(self._move(i) for i in self._order if not self._stays(i)),
            stays=stays,
            slots=tuple(self._slot(self.problem.pool[i]) for i in self._order),
            screened=self.screening.people,
            open_duties=tuple(self._duties(stays)),
            explanations=tuple(self._explanations()) if explain else (),
            certificate=self.optimum.certificate,
            unverified=self._unverified(),
            files=tuple(files),
        )

    def explanation(self, person_id: str) -> Explanation:
        """Say why one person of the pool goes where the plan sends them, or stays.

        Raises:
            KeyError: the person is not in the pool.
        """
        return self._explanation(self.problem.at[person_id])

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
        return Explanation(
            person_id=person.id,
            reasons=why,
            alternatives=tuple(
                self._alternative(price) for price in self._prices.of(at, most=MOST_ALTERNATIVES)
            ),
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
