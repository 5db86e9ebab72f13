"""Single fields of the plan against the records: what it rests on, verdicts, slots, moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lungang.domain.plan import PLAN_SCHEMA, Ground, Move, Plan, Screened, Slot
from lungang.domain.roster import Person
from lungang.i18n import gettext as _
from lungang.i18n import mark
from lungang.policy.pack.model import Limit, Provision, Scope
from lungang.verify.arcs import Arcs
from lungang.verify.case import Case
from lungang.verify.facts import true_text
from lungang.verify.marks import SETTLED
from lungang.verify.report import Ledger
from lungang.verify.screening import Facts, Finding, Screening
from lungang.verify.words import Costs, seed_bytes


def check_identity(
    ledger: Ledger, plan: Plan, case: Case, agreed: str | None, seed_policy: str | None
) -> None:
    """What the plan was computed from: digests, date, pack, classes and seed (section 7)."""
    policy, who = case.policy, _("方案")
    classes = tuple(row.id for row in policy.priority_classes)
    for what, claimed, actual in (
        (mark("格式"), plan.schema, PLAN_SCHEMA),
        (mark("基准日"), plan.reference_date, case.date.isoformat()),
        (mark("政策"), plan.policy, policy.id),
        (mark("政策名称"), plan.policy_title, policy.title),
        (mark("花名册摘要"), plan.roster_digest, case.roster.digest),
        (mark("政策摘要"), plan.policy_digest, policy.digest),
        (mark("优先类别"), plan.priority_classes, classes),
    ):
        ledger.compare("identity", who, what, claimed, actual)
    bound_to = policy.digest if seed_policy is None else seed_policy
    ledger.compare("seed", who, mark("种子所绑的政策摘要"), plan.seed.policy_digest, bound_to)
    bound = seed_bytes(plan.seed.text, case.roster.digest, bound_to).hex()
    ledger.compare("seed", who, "种子", plan.seed.bound, bound)
    if agreed is not None:
        ledger.compare("seed", who, "约定文字", plan.seed.text, agreed)
    ledger.count("identity", _("项依据"), 7)
    ledger.count("seed", _("个种子"), 1)


def check_screening(ledger: Ledger, plan: Plan, case: Case, screening: Screening) -> None:
    """Every person of the roster has exactly the verdict and grounds that the rules give."""
    times = Counter(row.person_id for row in plan.screened)
    for person in screening.findings:
        if times[person] != 1:
            text = _("筛查结果中{who}出现 {number} 次，应为 1 次。")
            values = {"who": case.label(person), "number": times[person]}
            ledger.refute("screening", text.format(**values))
    for row in plan.screened:
        finding = screening.findings.get(row.person_id)
        if finding is None:
            text = _("筛查结果中有{who}，花名册中没有此人。")
            ledger.refute("screening", text.format(who=case.label(row.person_id)))
        else:
            _check_screened(ledger, case, row, finding, screening.facts[row.person_id])
    _check_unverified(ledger, plan, case, screening)
    deferred = sum(isinstance(row.ground, Limit) for row in screening.findings.values())
    ledger.count("screening", _("人"), len(screening.findings))
    ledger.count("limits", _("人因限额暂缓"), deferred)


def _check_unverified(ledger: Ledger, plan: Plan, case: Case, screening: Screening) -> None:
    """``unverified`` hides no provision that decided or binds, and slanders no verified one."""
    policy, provisions = case.policy, _provisions(case)
    used = {row.ground.id for row in screening.findings.values() if row.ground} & set(provisions)
    binding = [row for name, row in policy.principles.items() if case.binds(name)]
    wanted = [row for row in (*(provisions[rule] for rule in used), *binding) if not row.verified]
    every = (*provisions.values(), *policy.principles.values())
    unverified = {row.id for row in every if not row.verified}
    if len(set(plan.unverified)) != len(plan.unverified):
        ledger.refute("identity", _("尚未核对的规定中有重复。"))
    for rule in sorted({row.id for row in wanted} - set(plan.unverified)):
        text = _("“{rule}”的原文尚未核对，方案没有注明。")
        ledger.refute("identity", text.format(rule=rule))
    for rule in sorted(set(plan.unverified) - unverified):
        text = _("方案注明“{rule}”的原文尚未核对，政策中没有这样的规定。")
        ledger.refute("identity", text.format(rule=rule))


def _check_screened(
    ledger: Ledger, case: Case, row: Screened, finding: Finding, facts: Facts
) -> None:
    person, who = case.people[row.person_id], case.label(row.person_id)
    limits = {limit.id for limit in case.policy.limits}
    limited = isinstance(finding.ground, Limit)
    check = "limits" if limited or (row.ground and row.ground.rule in limits) else "screening"
    ledger.compare("screening", who, "姓名", row.name, person.name)
    ledger.compare("screening", who, "单位", row.unit, person.post.unit)
    ledger.compare(check, who, "结论", row.verdict, finding.verdict)
    ledger.compare(check, who, "优先类别", row.priority_class, finding.priority_class)
    claimed = row.ground.rule if row.ground else None
    ledger.compare(check, who, "依据", claimed, finding.ground.id if finding.ground else None)
    _check_met(ledger, who, row, finding)
    provisions = _provisions(case)
    if finding.ground is not None and finding.ground.id == SETTLED:
        provisions[SETTLED] = finding.ground
    for ground in (*row.met, *([row.ground] if row.ground else [])):
        if ground.rule in provisions:
            _check_ground(ledger, who, ground, provisions[ground.rule])
            _check_facts(ledger, case, person, facts, ground)


def _check_met(ledger: Ledger, who: str, row: Screened, finding: Finding) -> None:
    """``met`` is the scope alone for those outside it, else all rules met, and the limit or the
    decision of the leading group if one decided.
    """
    true = [] if isinstance(finding.ground, Scope) else [*finding.met]
    settled = finding.ground is not None and finding.ground.id == SETTLED
    if isinstance(finding.ground, (Limit, Scope)) or settled:
        assert finding.ground is not None
        true.append(finding.ground.id)
    claimed = sorted(ground.rule for ground in row.met)
    ledger.compare("screening", who, "符合的规定", claimed, sorted(true))


def _provisions(case: Case) -> dict[str, Provision]:
    policy = case.policy
    return {row.id: row for row in (policy.scope, *policy.rules, *policy.limits)}


def _check_ground(ledger: Ledger, who: str, ground: Ground, provision: Provision) -> None:
    where = _("{who}的依据“{rule}”").format(who=who, rule=ground.rule)
    ledger.compare("screening", where, "名称", ground.title, provision.title)
    ledger.compare("screening", where, "条款", ground.clause, provision.clause)
    ledger.compare("screening", where, "出处", ground.source, provision.source)
    ledger.compare("screening", where, "原文已核对", ground.verified, provision.verified)


def _check_facts(ledger: Ledger, case: Case, person: Person, facts: Facts, ground: Ground) -> None:
    where = _("{who}的依据“{rule}”").format(who=case.label(person.id), rule=ground.rule)
    for fact in ground.facts:
        true = true_text(case, person, facts, fact)
        if true is not None:
            ledger.compare("screening", where, fact.name, fact.value, true)


def check_slots(ledger: Ledger, plan: Plan, case: Case) -> None:
    """Every slot is the post, nature, rank and work of its holder as the roster has them."""
    for slot in plan.slots:
        if slot.id in case.people:
            _check_slot(ledger, case, slot)
    ledger.count("slots", _("个编制位"), len(plan.slots))


def _check_slot(ledger: Ledger, case: Case, slot: Slot) -> None:
    holder = case.people[slot.id]
    who, post = _("{who}的编制位").format(who=case.label(slot.id)), holder.post
    for what, claimed, actual in (
        (mark("现任"), slot.holder, holder.name),
        (mark("单位"), slot.unit, post.unit),
        (mark("科室"), slot.section, post.section),
        (mark("职务"), slot.title, post.title),
        (mark("职务层次"), slot.level, post.level),
        (mark("岗位编制性质"), slot.nature, post.nature),
        (mark("现任所占编制性质"), slot.held_nature, holder.nature),
        (mark("岗位类型"), slot.kind_of_work, post.kind_of_work),
        (mark("从事专业"), slot.practised_specialty, holder.practised_specialty),
        (mark("职级"), slot.rank, holder.rank),
    ):
        ledger.compare("slots", who, what, claimed, actual)


def check_moves(ledger: Ledger, plan: Plan, arcs: Arcs, costs: Costs) -> None:
    """Every field of every move, and by name each principle of section 4 that bars it."""
    for move in plan.moves:
        if move.person_id in arcs.index and move.slot in arcs.index:
            _check_move(ledger, move, arcs, costs)
    ledger.count("moves", _("人"), len(plan.moves))
    for principle in arcs.checked():
        ledger.count(principle, _("个去向"), len(plan.moves))


def _check_move(ledger: Ledger, move: Move, arcs: Arcs, costs: Costs) -> None:
    i, j = arcs.index[move.person_id], arcs.index[move.slot]
    person, holder, who = arcs.people[i], arcs.people[j], arcs.case.label(move.person_id)
    row = arcs.row(i, j)
    for what, claimed, actual in (
        (mark("姓名"), move.name, person.name),
        (mark("原单位"), move.from_unit, person.post.unit),
        (mark("新单位"), move.to_unit, holder.post.unit),
        (mark("职务层次"), move.level, person.post.level),
        (mark("编制位的职务层次"), move.slot_level, holder.post.level),
        (mark("职务待定"), move.title_waits, row is not None and row.marked),
        (mark("编制性质"), move.nature, person.nature),
        (mark("职级"), move.rank, person.rank),
        (mark("从事专业"), move.practised_specialty, person.practised_specialty),
        (mark("编制位的从事专业"), move.slot_specialty, holder.practised_specialty),
        (mark("干部管理权限"), move.authority, person.authority),
        (mark("适合程度"), _priced(move.cost), _priced(costs.fit_parts(i, j))),
    ):
        ledger.compare("moves", who, what, claimed, actual)
    for principle in arcs.bars(i, j):
        text = _("{who}不能到{unit}接{holder}：{title}（{clause}）。")
        provision = arcs.case.policy.principles.get(principle)
        values = {"who": who, "unit": holder.post.unit, "holder": holder.name}
        title = provision.title if provision else principle
        clause = provision.clause if provision else principle
        ledger.refute(principle, text.format(title=title, clause=clause, **values))


def _priced(parts: Mapping[str, int]) -> dict[str, int]:
    """Parts of a cost that cost anything, in one order: a part not named is 0."""
    return {key: value for key, value in sorted(parts.items()) if value != 0}
