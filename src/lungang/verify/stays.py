"""Those who stay: why, who might be asked, and the duties that staying leaves open (section 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from lungang.domain.clock import add_months
from lungang.domain.codes import Verdict
from lungang.domain.plan import Ask, Obstacle, OpenDuty, Plan, Stay
from lungang.i18n import gettext as _
from lungang.i18n import mark
from lungang.policy.pack.model import PRINCIPLES, Policy, Rule
from lungang.verify.arcs import Arcs
from lungang.verify.components import components
from lungang.verify.marks import MARK_TITLES
from lungang.verify.report import Ledger
from lungang.verify.screening import Screening
from lungang.verify.sides import Sides

KEPT = "kept"
CONTESTED = ("shortage", "side_rule")
"""Kinds of staying that need the optimum to tell: everything else the pairs alone show."""


def check_stays(ledger: Ledger, plan: Plan, arcs: Arcs, screening: Screening) -> None:
    """Every field of every stay, and every obstacle counted again over the whole pool."""
    contested = CONTESTED + ("marks",) * bool(plan.marks) + ("repair",) * bool(plan.repairs)
    groups = components(arcs.targets)
    sizes = Counter(groups)
    filled = {j for i, slots in enumerate(arcs.targets) for j in slots if i != j}
    related = bool(Sides(arcs).related)
    for stay in plan.stays:
        if stay.person_id not in arcs.index:
            continue
        i = arcs.index[stay.person_id]
        _check_fields(ledger, stay, arcs, screening)
        true = _kinds(len(arcs.targets[i]) == 1, i not in filled, sizes[groups[i]] == 1)
        true = (KEPT,) if stay.person_id in arcs.closures.stayers else true or contested
        _check_kind(ledger, arcs.case.label(stay.person_id), stay.kind, true, related)
        if stay.ask and (KEPT in true or plan.repairs):
            text = _("{who}：会议留任的人，和公布后的修补，都不另行商请。")
            ledger.refute("stays", text.format(who=arcs.case.label(stay.person_id)))
        everybody = range(len(arcs))
        barred = Counter(arcs.first_bar(i, j) for j in everybody)
        closed = Counter(arcs.first_bar(k, i) for k in everybody)
        _check_obstacles(ledger, arcs, stay, mark("不能去的编制位"), stay.barred, barred)
        _check_obstacles(ledger, arcs, stay, mark("不能来的人"), stay.closed, closed)
    ledger.count("stays", _("名未安排人员"), len(plan.stays))


def _kinds(nowhere: bool, nobody: bool, alone: bool) -> tuple[str, ...]:
    """The kinds that the pairs alone show to be true; none where the optimum decides."""
    shown = (("no_destination", nowhere), ("no_successor", nobody))
    found = tuple(kind for kind, so in shown if so)
    return found or (("no_cycle",) if alone else ())


def _check_kind(
    ledger: Ledger, who: str, claimed: str, true: tuple[str, ...], related: bool
) -> None:
    if claimed not in true:
        ledger.compare("stays", who, "情形", claimed, _(" 或 ").join(true))
    elif claimed == "side_rule" and not related:
        text = _("{who}：方案称因亲属不得同时到达而未能安排，应交流人员中却没有应回避的亲属。")
        ledger.refute("stays", text.format(who=who))


def _check_fields(ledger: Ledger, stay: Stay, arcs: Arcs, screening: Screening) -> None:
    case, who = arcs.case, arcs.case.label(stay.person_id)
    person = case.people[stay.person_id]
    priority = screening.findings[person.id].priority_class
    ledger.compare("stays", who, "姓名", stay.name, person.name)
    ledger.compare("stays", who, "单位", stay.unit, person.post.unit)
    ledger.compare("stays", who, "优先类别", stay.priority_class, priority)
    strangers = [one for one in stay.rivals if one not in arcs.index or one == person.id]
    if strangers or len(set(stay.rivals)) != len(stay.rivals):
        text = _("{who}：所列竞争者有重复，或不在应交流之列。")
        ledger.refute("stays", text.format(who=who))
    if len({ask.person_id for ask in stay.ask}) != len(stay.ask):
        ledger.refute("stays", _("{who}：可商请的人员有重复。").format(who=who))
    for ask in stay.ask:
        _check_ask(ledger, who, ask, arcs, screening)


def _check_ask(ledger: Ledger, who: str, ask: Ask, arcs: Arcs, screening: Screening) -> None:
    person = arcs.case.people.get(ask.person_id)
    if person is None or person.id in arcs.index:
        text = _("{who}：可商请的“{asked}”不在花名册中，或本来就应交流。")
        ledger.refute("stays", text.format(who=who, asked=ask.name))
        return
    where = _("{who}可商请的{asked}").format(who=who, asked=arcs.case.label(person.id))
    verdict = screening.findings[person.id].verdict
    volunteer = screening.facts[person.id]["volunteer"]
    ledger.compare("stays", where, "姓名", ask.name, person.name)
    ledger.compare("stays", where, "单位", ask.unit, person.post.unit)
    ledger.compare("stays", where, "结论", ask.verdict, verdict)
    ledger.compare("stays", where, "自愿", ask.volunteer, volunteer)
    if verdict in (Verdict.EXCLUDED, Verdict.DEFERRED):
        text = _("{where}：结论为“{verdict}”，不能商请。")
        ledger.refute("stays", text.format(where=where, verdict=verdict.label))


def _check_obstacles(
    ledger: Ledger,
    arcs: Arcs,
    stay: Stay,
    what: str,
    claimed: Sequence[Obstacle],
    actual: Counter[str],
) -> None:
    """Compare obstacles with the counts by first-named principle; pairs without a bar do not."""
    who = arcs.case.label(stay.person_id)
    true = {rule: number for rule, number in actual.items() if rule}
    said = {row.rule: row.slots for row in claimed}
    if len(said) != len(claimed):
        text = _("{who}：{what}中同一规定列了不止一次。")
        ledger.refute("stays", text.format(who=who, what=_(what)))
    ledger.compare("stays", who, what, dict(sorted(said.items())), dict(sorted(true.items())))
    for row in claimed:
        provision = arcs.case.policy.principles.get(row.rule)
        known = {**PRINCIPLES, **MARK_TITLES}
        titles = (known.get(row.rule), provision.title if provision else None)
        if row.rule in true and row.title not in titles:
            ledger.compare("stays", who, "规定名称", row.title, titles[1] or titles[0])


def check_open_duties(ledger: Ledger, plan: Plan, arcs: Arcs, screening: Screening) -> None:
    """Exactly the unplaced whose deciding ground is one of avoidance have an open duty, and those
    in whom avoidance was met and then deferred or excluded.
    """
    case, policy = arcs.case, arcs.case.policy
    staying = [stay.person_id for stay in plan.stays if stay.person_id in arcs.index]
    rules = {person: _avoidance_ground(screening, person) for person in staying}
    for person, finding in screening.findings.items():
        if finding.verdict in (Verdict.DEFERRED, Verdict.EXCLUDED):
            rules[person] = _avoidance_met(policy, finding.met)
    wanted = {person: rule for person, rule in rules.items() if rule}
    _same(ledger, arcs, [duty.person_id for duty in plan.open_duties], wanted)
    deadline = add_months(case.date, policy.avoidance.open_duty_months).isoformat()
    for duty in plan.open_duties:
        if rule := wanted.get(duty.person_id):
            _check_duty(ledger, arcs, duty, rule, deadline)
    ledger.count("open_duties", _("项未了义务"), len(wanted))


def _avoidance_ground(screening: Screening, person: str) -> Rule | None:
    ground = screening.findings[person].ground
    return ground if isinstance(ground, Rule) and ground.category == "avoidance" else None


def _avoidance_met(policy: Policy, met: Iterable[str]) -> Rule | None:
    names = set(met)
    rows = (row for row in policy.rules if row.category == "avoidance" and row.id in names)
    return next(rows, None)


def _same(ledger: Ledger, arcs: Arcs, claimed: Iterable[str], wanted: dict[str, Rule]) -> None:
    times = Counter(claimed)
    for person in sorted(wanted.keys() | times.keys()):
        if times[person] != (person in wanted):
            text = _("{who}：未了回避义务列了 {number} 项，应为 {true} 项。")
            values = {"number": times[person], "true": int(person in wanted)}
            ledger.refute("open_duties", text.format(who=arcs.case.label(person), **values))


def _check_duty(ledger: Ledger, arcs: Arcs, duty: OpenDuty, rule: Rule, deadline: str) -> None:
    who, person = arcs.case.label(duty.person_id), arcs.case.people[duty.person_id]
    ways = arcs.case.policy.avoidance.open_duty_ways
    for what, claimed, actual in (
        (mark("姓名"), duty.name, person.name),
        (mark("单位"), duty.unit, person.post.unit),
        (mark("条款"), duty.clause, rule.clause),
        (mark("期限"), duty.deadline, deadline),
        (mark("解决办法"), duty.ways, ways),
    ):
        ledger.compare("open_duties", who, what, claimed, actual)
