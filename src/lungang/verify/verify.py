"""The order of the checks, and what each of them needs before it can run."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lungang.domain.plan import Mark, Plan, Settled
from lungang.domain.roster import Roster
from lungang.errors import VerificationError
from lungang.i18n import gettext as _
from lungang.policy.pack.model import Policy
from lungang.verify.arcs import Arcs
from lungang.verify.avoidance import Lines
from lungang.verify.case import Case
from lungang.verify.claims import check_identity, check_moves, check_screening, check_slots
from lungang.verify.deep import check_prices
from lungang.verify.explanations import check_explanations
from lungang.verify.marks import check_marks, check_settled
from lungang.verify.optimum import Proof, check_optimum, check_total
from lungang.verify.pool import check_pool, destinations
from lungang.verify.recounts import check_balance, check_recounts, check_sides
from lungang.verify.repairs import check_kept, check_repair
from lungang.verify.report import TITLES, Ledger, Report
from lungang.verify.screening import Screening
from lungang.verify.shape import check_shape
from lungang.verify.sides import Sides
from lungang.verify.stays import check_open_duties, check_stays
from lungang.verify.words import Costs, seed_bytes

_NEEDS_PLAN = (
    "relatives_together",
    "rank_quota",
    "balance",
    "recounts",
    "total",
    "certificate",
    "unique",
    "explanations",
    "prices",
)
"""Checks of the plan as a whole: they mean nothing unless it is a permutation of the pool."""


@dataclass(frozen=True)
class Known:
    """What the records say beside roster and policy; None where no record is at hand."""

    agreed: str | None = None
    settled: Collection[Settled] | None = None
    marks: Collection[Mark] | None = None
    released: Plan | None = None
    seed_policy: str | None = None


def verify_plan(
    plan: Plan,
    roster: Roster,
    policy: Policy,
    *,
    agreed: str | None = None,
    deep: bool = False,
    settled: Collection[Settled] | None = None,
    marks: Collection[Mark] | None = None,
    released: Plan | None = None,
    seed_policy: str | None = None,
) -> Report:
    """Recompute a plan from its roster and policy and report everything in it that is false.

    Args:
        plan: the plan to be checked, from whatever source; it may be malformed.
        roster: the roster it claims to come from, already accepted by intake.
        policy: the policy pack it claims to follow.
        agreed: the text the two offices agreed on, as the minutes have it; without it the seed is
            only known to be what the plan says it is, not who chose it.
        deep: also solve anew for the price of every other destination (seconds for 60 people).
        settled: the decisions of the leading group on record; without them the plan's are only
            known to be sound and carried out, not to be real.
        marks: the marks of the joint meeting on record; without them, likewise.
        released: the released plan that the plan says it repairs; without it, likewise.
        seed_policy: the digest of the pack that the seed was agreed under, where it is not the
            plan's own: a scenario under other weights keeps the tie-break.

    Returns:
        A report with every refutation at once. It never raises for what a plan says.
    """
    ledger = Ledger()
    check_shape(ledger, plan)
    if not ledger.clean("shape"):
        for name in TITLES:
            if name != "shape":
                ledger.skip(name, _("方案结构有误。"))
        return ledger.report()
    known = Known(agreed, settled, marks, released, seed_policy)
    _check_contents(ledger, plan, Case(roster, policy), known, deep)
    return ledger.report()


def check_plan(
    plan: Plan,
    roster: Roster,
    policy: Policy,
    *,
    agreed: str | None = None,
    deep: bool = False,
    settled: Collection[Settled] | None = None,
    marks: Collection[Mark] | None = None,
    released: Plan | None = None,
    seed_policy: str | None = None,
) -> Report:
    """Return the report of a plan in which nothing is false (see :func:`verify_plan`).

    Raises:
        VerificationError: something is; it carries every refutation, each with its check.
    """
    report = verify_plan(
        plan,
        roster,
        policy,
        agreed=agreed,
        deep=deep,
        settled=settled,
        marks=marks,
        released=released,
        seed_policy=seed_policy,
    )
    if not report.ok:
        text = _("【{check}】{message}")
        raise VerificationError(
            [
                text.format(check=_(TITLES[one.check]), message=one.message)
                for one in report.refutations
            ]
        )
    return report


def _check_contents(ledger: Ledger, plan: Plan, case: Case, known: Known, deep: bool) -> None:
    lines = Lines(case)
    check_settled(ledger, case, plan.settled, known.settled)
    screening = Screening(case, lines, plan.settled)
    pool = screening.pool()
    check_marks(ledger, case, plan.marks, pool, known.marks)
    arcs = Arcs(case, lines, pool, plan.marks)
    classes = {person: screening.findings[person].priority_class for person in pool}
    seed = seed_bytes(plan.seed.text, case.roster.digest, known.seed_policy or case.policy.digest)
    released = check_repair(ledger, plan, case, pool, known.released)
    costs = Costs(arcs, classes, seed, released)
    check_identity(ledger, plan, case, known.agreed, known.seed_policy)
    check_screening(ledger, plan, case, screening)
    check_pool(ledger, plan, case, pool)
    check_slots(ledger, plan, case)
    check_moves(ledger, plan, arcs, costs)
    check_stays(ledger, plan, arcs, screening)
    check_open_duties(ledger, plan, arcs, screening)
    chosen = destinations(ledger, plan, case, pool)
    if chosen is None or not ledger.clean("repairs"):
        for name in _NEEDS_PLAN:
            ledger.skip(name, _("去向或所修补的去向不是应交流人员对其编制位的置换。"))
        return
    _check_whole(ledger, plan, Proof(arcs, costs, Sides(arcs), chosen), deep)


def _check_whole(ledger: Ledger, plan: Plan, proof: Proof, deep: bool) -> None:
    """Run what speaks of the plan as a whole."""
    check_kept(ledger, proof.arcs, proof.chosen)
    check_sides(ledger, proof.arcs, proof.sides, proof.chosen)
    check_balance(ledger, proof.arcs, proof.chosen)
    check_recounts(ledger, proof.arcs, proof.chosen)
    check_explanations(ledger, plan, proof.arcs, proof.chosen)
    total = check_total(ledger, plan, proof)
    if total is None:
        for name in ("certificate", "unique", "prices"):
            ledger.skip(name, _("总值的各数有误。"))
        return
    check_optimum(ledger, plan, proof, total)
    if deep:
        check_prices(ledger, plan, proof)
