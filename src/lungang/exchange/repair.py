"""A released plan that broke, repaired with the fewest released people changed.

Somebody falls ill, refuses, or comes under investigation; a receiver objects. That is said in
marks; a first cost word then counts everybody of the pool whose slot is not the released one, the
marked person included, before all that is asked of any plan (docs/reference/reading.md, 11).
"""

from __future__ import annotations

from collections.abc import Sequence

from lungang.domain.plan import Mark, Plan
from lungang.domain.roster import Roster
from lungang.errors import InputError
from lungang.exchange.planner import Planner
from lungang.exchange.problem import Progress, silent
from lungang.i18n import gettext as _
from lungang.policy.pack.model import Policy


def repair(
    released: Plan,
    roster: Roster,
    policy: Policy,
    *,
    marks: Sequence[Mark],
    progress: Progress = silent,
) -> Planner:
    """Find the plan that keeps the marks and changes the fewest people of a released plan.

    Args:
        released: the plan as it was released; seed and decisions of the leading group are its.
        roster: the roster it was made from.
        policy: the pack it was made under.
        marks: all marks that hold now. Those of the released plan hold only if they are given.
        progress: called as the work goes on.

    Returns:
        A planner: it can be marked further, and its plan says what it repairs.

    Raises:
        InputError: the released plan is not of this roster and policy.
        MarksConflict: the marks leave no plan.
    """
    if (released.roster_digest, released.policy_digest) != (roster.digest, policy.digest):
        raise InputError(_("已公布的方案不是依据这份花名册和政策包编的，不能据此修补"))
    return Planner(
        roster,
        policy,
        seed=released.seed.text,
        seed_policy=released.seed.policy_digest,
        settled=released.settled,
        marks=marks,
        released=released,
        progress=progress,
    )
