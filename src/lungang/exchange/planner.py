"""From a roster and a policy to a proven, explained plan."""

from __future__ import annotations

from collections.abc import Sequence

from lungang.domain.clock import add_months
from lungang.domain.plan import (
    Alternative,
    Explanation,
    InputFile,
    Move,
    OpenDuty,
    Plan,
    Seed,
    Slot,
    Stay,
)
from lungang.domain.roster import Person, Roster
from lungang.exchange.branching import Optimum, optimise
from lungang.exchange.prices import Prices
from lungang.exchange.problem import FitCosts, Problem, Progress, bind_seed, build_problem, silent
from lungang.exchange.reasons import reasons
from lungang.exchange.unplaced import Unplaced
from lungang.policy.pack.model import Policy
from lungang.policy.screening import Screening, screen

MOST_ALTERNATIVES = 5
EXPLAINED_UP_TO = 1000
"""Largest pool that is explained person by person without being asked to."""


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
    progress("screening", 0, 1)
    screening = screen(roster, policy)
    bound = bind_seed(seed, roster, policy)
    ranks = policy.class_rank
    classes = {key: ranks[screening.of[key].priority_class] for key in screening.pool}
    problem = build_problem(roster, policy, screening.pool, classes, progress)
    progress("solving", 0, 1)
    optimum = optimise(problem, bound, progress)
    writer = _Writer(problem, optimum, screening, bound)
    if explain is None:
        explain = problem.size <= EXPLAINED_UP_TO
    return writer.plan(Seed(text=seed, bound=bound.hex()), tuple(files), explain, progress)


class _Writer:
    """Turns an optimum into the records of a plan, in the order of units and names."""

    def __init__(
        self, problem: Problem, optimum: Optimum, screening: Screening, seed: bytes
    ) -> None:
        self.problem = problem
        self.optimum = optimum
        self.screening = screening
        self.costs = FitCosts(problem.roster, problem.policy)
        self.prices = Prices(problem, optimum, seed)
        self.unplaced = Unplaced(problem, optimum, self.prices, screening.of, seed)
        units = {unit.name: at for at, unit in enumerate(problem.roster.units)}
        self.order = sorted(
            range(problem.size),
            key=lambda i: (units[problem.pool[i].unit], problem.pool[i].name, problem.pool[i].id),
        )

    def plan(
        self, seed: Seed, files: tuple[InputFile, ...], explain: bool, progress: Progress
    ) -> Plan:
        """Write the whole plan."""
        roster, policy = self.problem.roster, self.problem.policy
        stays = tuple(self.unplaced.stay(i) for i in self.order if self._stays(i))
        return Plan(
            title=policy.title,
            reference_date=roster.reference_date.isoformat(),
            policy=policy.id,
            policy_title=policy.title,
            roster_digest=roster.digest,
            policy_digest=policy.digest,
            seed=seed,
            priority_classes=tuple(row.id for row in policy.priority_classes),
            moves=tuple(self._move(i) for i in self.order if not self._stays(i)),
            stays=stays,
            slots=tuple(self._slot(self.problem.pool[i]) for i in self.order),
            screened=self.screening.people,
            open_duties=tuple(self._duties(stays)),
            explanations=tuple(self._explanations(progress)) if explain else (),
            certificate=self.optimum.certificate,
            unverified=self._unverified(),
            files=files,
        )

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
            cost=self.costs.parts(person, holder),
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
        """Unplaced cases of statutory avoidance: staying does not close them."""
        policy, roster = self.problem.policy, self.problem.roster
        categories = {rule.id: rule.category for rule in policy.rules}
        deadline = add_months(roster.reference_date, policy.avoidance.open_duty_months)
        duties = []
        for stay in stays:
            ground = self.screening.of[stay.person_id].ground
            if ground is not None and categories.get(ground.rule) == "avoidance":
                duties.append(
                    OpenDuty(
                        person_id=stay.person_id,
                        name=stay.name,
                        unit=stay.unit,
                        clause=ground.clause,
                        deadline=deadline.isoformat(),
                        ways=policy.avoidance.open_duty_ways,
                    )
                )
        return duties

    def _explanations(self, progress: Progress) -> list[Explanation]:
        found = []
        for done, i in enumerate(self.order):
            progress("explaining", done, self.problem.size)
            found.append(self.explanation(i))
        return found

    def explanation(self, at: int) -> Explanation:
        """Say why one person goes where the plan sends them, and what else it would cost."""
        person = self.problem.pool[at]
        holder = None if self._stays(at) else self._holder(at)
        return Explanation(
            person_id=person.id,
            reasons=reasons(self.problem, self.screening.of[person.id], person, holder),
            alternatives=tuple(
                Alternative(
                    slot=self.problem.pool[price.slot].id,
                    unit=self.problem.pool[price.slot].unit,
                    title=self.problem.pool[price.slot].post.title,
                    more_unplaced=price.more_unplaced,
                    worse_fit=price.worse_fit,
                    changed=price.changed,
                )
                for price in self.prices.of(at, most=MOST_ALTERNATIVES)
            ),
        )

    def _unverified(self) -> tuple[str, ...]:
        """Titles of the provisions used whose text has not been checked (verified = false)."""
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
        return tuple(dict.fromkeys(row.title for row in found))

