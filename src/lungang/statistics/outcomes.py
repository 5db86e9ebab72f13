"""All results of a campaign at once, from the plan, the roster and the pack."""

from __future__ import annotations

from collections.abc import Sequence

from lungang.domain.plan import Certificate, Plan
from lungang.domain.roster import Roster
from lungang.policy.pack.model import Policy
from lungang.statistics.cases import cases
from lungang.statistics.decisions import decisions
from lungang.statistics.destinations import annex, destinations
from lungang.statistics.facts import Facts
from lungang.statistics.movement import balances, cycles
from lungang.statistics.records import Balance, Headline, Outcomes, Provenance
from lungang.statistics.remainder import duties, screening, stays, unverified
from lungang.statistics.tables import five_tables
from lungang.statistics.wording import short_names


def outcomes(plan: Plan, roster: Roster, policy: Policy) -> Outcomes:
    """Compute the results of a plan: nothing is read or written, nothing random is used.

    Raises:
        InputError: the plan names people or slots that the roster or the plan does not hold.
    """
    facts = Facts(plan, roster, policy)
    moved = [facts.person(move.person_id) for move in facts.moves]
    balance, going, staying = balances(facts), destinations(facts), stays(facts)
    return Outcomes(
        title=plan.title,
        reference_date=facts.on,
        headline=_headline(plan, balance),
        tables=five_tables(moved, policy.statistics, policy.kinds_of_work, facts.on),
        annex=annex(facts),
        destinations=going,
        balances=balance,
        cycles=cycles(facts),
        stays=staying,
        duties=duties(facts),
        cases=cases(facts, going, staying),
        screening=screening(facts),
        provenance=_provenance(facts),
        short_names=short_names((unit.name, unit.short_name) for unit in roster.units),
    )


def _headline(plan: Plan, balance: Sequence[Balance]) -> Headline:
    moved, stayed = len(plan.moves), len(plan.stays)
    units = len({move.from_unit for move in plan.moves})
    kept = sum(stay.kind == "kept" for stay in plan.stays)
    staying = f"另有{stayed}人未能安排，留原单位。" if stayed else ""
    if kept:
        staying = f"另有{stayed}人留原单位，其中{kept}人由联席会议定为留任。"
    return Headline(
        moved=moved,
        units=units,
        stayed=stayed,
        balanced=not any(row.difference for row in balance),
        sentence=f"这次共对{units}个单位的{moved}人进行跨部门交流。{staying}",
    )


def _provenance(facts: Facts) -> Provenance:
    plan, policy = facts.plan, facts.policy
    return Provenance(
        policy_title=plan.policy_title,
        document_number=policy.document_number,
        policy_digest=plan.policy_digest,
        roster_digest=plan.roster_digest,
        same_roster=plan.roster_digest == facts.roster.digest,
        seed_text=plan.seed.text,
        seed_bound=plan.seed.bound,
        statement=_statement(plan.certificate),
        hold_months=policy.appointment_hold_months,
        files=tuple((file.name, file.sha256) for file in plan.files),
        unverified=unverified(facts),
        decisions=decisions(facts),
    )


def _statement(certificate: Certificate) -> str:
    if not certificate.nodes:
        return "没有附证书，是否最优未经证明"
    if certificate.words[:1] == ("changed",):
        return "已证明改动已公布的去向最少，其次最优"
    if certificate.unique:
        return "已证明最优；一样好的方案之间按约定的种子取定，结果只有这一个"
    return "已证明最优"
