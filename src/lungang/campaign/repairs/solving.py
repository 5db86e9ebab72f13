"""The repair computed: the fewest released people changed, whoever has reported for duty kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.content import fingerprint
from lungang.campaign.deliberation.engine import County, county_of, stamp_of
from lungang.campaign.repairs.content import CaseContent, RepairContent
from lungang.campaign.repairs.models import Repair
from lungang.campaign.repairs.queries import cases_of
from lungang.campaign.transfer.planned import policy_of_decision
from lungang.campaign.transfer.queries import (
    posted_journeys,
    standing_decision,
    standing_journeys,
)
from lungang.campaign.transfer.states import THERE
from lungang.domain.movement import slots
from lungang.domain.plan import Mark, MarkKind, Plan
from lungang.domain.roster import Roster
from lungang.errors import MarksConflict, NotNow
from lungang.exchange import Planner, repair
from lungang.exchange.problem import Progress, silent
from lungang.policy.pack.model import Policy
from lungang.verify import verify_plan

MOST_TRIES = 300
"""So many sets of people who would move again are tried before it is given up."""


@dataclass(frozen=True)
class Basis:
    """What a repair is computed from: the plan that stands, and who has reported for duty."""

    released: Plan
    digest: str
    county: County
    policy: Policy
    there: frozenset[str]
    """Keys of those who have reported for duty."""
    posted: frozenset[str]
    """Keys of those who were removed from the old post or appointed: nothing moves them here."""
    stamp: str


@dataclass(frozen=True)
class Solved:
    """A repair as it is saved, and which cases it is of."""

    content: RepairContent
    cases: frozenset[UUID]


def basis_of(campaign: Campaign) -> Basis:
    """Read what a repair is computed from.

    Raises:
        NotNow: nothing is released.
        RosterError: accepted rosters contradict each other.
    """
    decision = standing_decision(campaign)
    if decision is None:
        raise NotNow(_("去向还没有发布，没有要修补的"))
    stamp = stamp_of(campaign)
    there = standing_journeys(campaign).filter(state__in=THERE)
    return Basis(
        released=decision.opened.plan,
        digest=decision.opened.digest,
        county=county_of(campaign, stamp),
        policy=policy_of_decision(decision),
        there=frozenset(there.values_list("person_key", flat=True)),
        posted=frozenset(posted_journeys(campaign).values_list("person_key", flat=True)),
        stamp=stamp,
    )


def solve(
    campaign: Campaign, row: Repair, *, again: bool = False, progress: Progress = silent
) -> Solved:
    """Compute a repair of the plan that stands, and write nothing.

    Whoever has reported for duty is kept where they are; ``again``: where that leaves no plan, the
    fewest of them move again, but nobody who was removed or appointed.

    Raises:
        NotNow: nothing came up, nothing is released, somebody of whom it did was removed or
            appointed meanwhile, or too many ways had to be tried.
        MarksConflict: what came up leaves no plan; without ``again``, none that keeps everybody
            who has reported.
    """
    cases = cases_of(row)
    if not cases:
        raise NotNow(_("没有登记的情况，不用修补"))
    basis = basis_of(campaign)
    told = [case.opened for case in cases]
    about = {one.person for one in told}
    if about & basis.posted:
        raise NotNow(_("登记了情况的人里有的任免已经记下，不能再修补。请先撤回那一件"))
    kept = pins(basis, basis.there - about - basis.posted)
    posted = pins(basis, basis.posted).values()
    fixed = [*carried(basis, about), *marks_of(basis, told), *posted]
    planner = repair(basis.released, basis.county.roster, basis.policy, marks=(), progress=progress)
    best, freed = fewest(planner, fixed, kept, most=MOST_TRIES if again else 1)
    plan = best.plan()
    key_of = {citizen: one.person_key for citizen, one in basis.county.row_of.items()}
    content = RepairContent(
        plan=plan,
        digest=fingerprint(plan),
        base=basis.digest,
        stamp=basis.stamp,
        changed=tuple(sorted(key_of[one] for one in changed_people(plan, basis.released))),
        there=tuple(sorted(basis.there)),
        freed=tuple(sorted(key_of[citizen] for citizen in freed)),
        checked=verified(plan, basis.released, basis.county.roster, basis.policy),
    )
    return Solved(content, frozenset(case.pk for case in cases))


def marks_of(basis: Basis, cases: Iterable[CaseContent]) -> list[Mark]:
    """Return what follows from cases in the engine's words: the person stays, or goes elsewhere."""
    ids = basis.county.id_of_key
    goes = {move.person_id: move.to_unit for move in basis.released.moves}
    return [
        Mark(MarkKind.STAY, ids[one.person])
        if one.stays
        else Mark(MarkKind.FORBID, ids[one.person], unit=goes[ids[one.person]])
        for one in cases
    ]


def carried(basis: Basis, about: Iterable[str]) -> list[Mark]:
    """Return the marks of the plan that stands that hold on: who stays, and who goes not where.

    Its pins do not: they are decisions for people, and the fewest of those are changed anyway.
    """
    changed = {basis.county.id_of_key[key] for key in about}
    return [
        mark
        for mark in basis.released.marks
        if mark.kind is MarkKind.FORBID
        or (mark.kind is MarkKind.STAY and mark.person_id not in changed)
    ]


def pins(basis: Basis, people: Iterable[str]) -> dict[str, Mark]:
    """Return marks that keep people (by key) where the plan that stands sent them, by citizen."""
    at = slots(basis.released)
    citizens = sorted(basis.county.id_of_key[key] for key in people)
    return {one: Mark(MarkKind.PIN, one, at[one]) for one in citizens if at[one] != one}


def fewest(
    planner: Planner, fixed: Sequence[Mark], kept: Mapping[str, Mark], *, most: int
) -> tuple[Planner, frozenset[str]]:
    """Return the best plan that keeps as many of ``kept`` as can be, and whom it does not keep.

    Whoever leaves no plan is named by the engine with marks of which none can be spared, so one of
    those people must move: the sets of them are tried by size (a hitting-set tree, Reiter 1987),
    and of the first size at which there is a plan the best is taken.

    Raises:
        MarksConflict: the other marks leave no plan; or, where only one try is granted, these.
        NotNow: ``most`` tries were not enough.
    """
    level: list[frozenset[str]] = [frozenset()]
    tries = 0
    while level:
        found: list[tuple[tuple[int, ...], list[str], Planner]] = []
        further: dict[frozenset[str], None] = {}
        for freed in level:
            tries += 1
            if tries > most:
                raise NotNow(_("已报到的人里要再动的太多，没有算完。请先商量哪些人不动"))
            marks = [mark for one, mark in kept.items() if one not in freed]
            try:
                best = planner.with_marks([*fixed, *marks])
            except MarksConflict as conflict:
                named = [mark for mark in marks if mark in conflict.marks]
                if not named or most == 1:
                    raise
                further |= dict.fromkeys(freed | {mark.person_id} for mark in named)
                continue
            found.append((tuple(best.optimum.solution.totals), sorted(freed), best))
        if found:
            _value, people, best = min(found, key=lambda one: one[:2])
            return best, frozenset(people)
        level = list(further)
    raise AssertionError("every conflict names a mark")


def verified(plan: Plan, released: Plan, roster: Roster, policy: Policy) -> int:
    """Have the independent verifier go through a repair; return how many checks it made.

    Raises:
        NotNow: it refutes something.
    """
    report = verify_plan(
        plan, roster, policy, agreed=released.seed.text, settled=released.settled,
        marks=plan.marks, released=released, seed_policy=released.seed.policy_digest,
    )  # fmt: skip
    if report.refutations:
        said = "；".join(one.message for one in report.refutations[:3])
        raise NotNow(_("核验没有通过，没有保存：{what}").format(what=said))
    return len(report.checks)


def changed_people(plan: Plan, released: Plan) -> dict[str, tuple[str, str]]:
    """Return whose destination differs, by citizen id: the slot before, and the slot now."""
    before, after = slots(released), slots(plan)
    return {one: (before[one], slot) for one, slot in after.items() if before[one] != slot}
