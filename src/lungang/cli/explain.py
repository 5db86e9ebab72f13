"""``lungang explain``: why this person goes there, what else it would cost, and why not there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from lungang.cli.console import emit_json, out, stages
from lungang.cli.options import AsJson, PersonName, PolicyName, RosterOption
from lungang.cli.reading import find_person, read, read_plan
from lungang.domain.codes import Verdict
from lungang.domain.plan import Alternative, Explanation, Plan, Screened
from lungang.domain.records import encode
from lungang.domain.roster import Roster
from lungang.errors import InputError
from lungang.exchange import Planner
from lungang.exchange.planner import WhyNot
from lungang.i18n import gettext as _
from lungang.policy.pack import PRINCIPLES, Policy, load_policy

NAME = "explain"
HELP = _("说明一个人：为什么应交流、为什么去那里、别的去处要付什么代价、为什么不去某单位。")
EXAMPLE = (
    "lungang explain 方案 --person 谭必蓉 --roster 花名册.xlsx --policy county-2004 --unit 县交通局"
)
NEEDS_ARGUMENTS = True


def run(
    plan: Annotated[Path, typer.Argument(metavar="PLAN", help=_("plan.json，或者它所在的文件夹"))],
    person: PersonName,
    roster: RosterOption,
    policy: PolicyName,
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help=_("为什么不去这个单位"))] = "",
    as_json: AsJson = False,
) -> None:
    """Explain one person."""
    claimed = read_plan(plan)
    facts, _files = read(roster, date.fromisoformat(claimed.reference_date))
    pack = load_policy(policy)
    _refuse_other_inputs(claimed, facts, pack)
    who = find_person(person, facts.people)
    screened = next(row for row in claimed.screened if row.person_id == who.id)
    if unit:
        unit = _known_unit(unit, facts)
    explanation, answers = _answers(claimed, facts, pack, who.id, screened, unit)
    if as_json:
        emit_json(
            {
                "screened": encode(screened),
                "explanation": encode(explanation),
                "why_not": encode(answers),
            }
        )
        return
    _show(claimed, screened, explanation)
    if unit:
        _show_why_not(claimed, screened, unit, answers)


def _refuse_other_inputs(plan: Plan, roster: Roster, policy: Policy) -> None:
    if plan.roster_digest != roster.digest or plan.policy_digest != policy.digest:
        raise InputError(_("方案不是依据这份花名册和这个政策包编的，不能据此说明。"))


def _known_unit(text: str, roster: Roster) -> str:
    for unit in roster.units:
        if text in (unit.name, unit.short_name):
            return unit.name
    raise InputError(_("花名册里没有单位“{unit}”").format(unit=text))


def _answers(
    plan: Plan, roster: Roster, policy: Policy, person: str, screened: Screened, unit: str
) -> tuple[Explanation | None, tuple[WhyNot, ...]]:
    """Take the explanation on record; solve again only for what is not."""
    if screened.verdict is not Verdict.MUST_EXCHANGE:
        return None, ()
    recorded = {row.person_id: row for row in plan.explanations}
    if person in recorded and not unit:
        return recorded[person], ()
    with stages() as progress:
        planner = Planner(roster, policy, seed=plan.seed.text, progress=progress)
        explanation = recorded.get(person) or planner.explanation(person)
        return explanation, planner.why_not(person, unit) if unit else ()


def _say(text: str = "") -> None:
    out.print(text, markup=False, soft_wrap=True)


def _show(plan: Plan, screened: Screened, explanation: Explanation | None) -> None:
    _say(f"{screened.name}（{screened.unit}）：{screened.verdict.label}")
    if screened.ground is not None:
        mark = "" if screened.ground.verified else "〔未核对〕"
        _say(f"  依据：{screened.ground.title}{mark}")
        _say(f"        {screened.ground.clause}（{screened.ground.source}）")
        for fact in screened.ground.facts:
            _say(f"        {fact.name}：{fact.value}（{fact.source}）")
    if explanation is None:
        return
    move = next((row for row in plan.moves if row.person_id == screened.person_id), None)
    stay = next((row for row in plan.stays if row.person_id == screened.person_id), None)
    if move is not None:
        _say(f"  拟交流到：{move.to_unit}")
    if stay is not None:
        _say(f"  未能安排：{stay.reason}")
        for ask in stay.ask:
            _say(f"    另可商请：{ask.name}（{ask.unit}，{ask.verdict.label}）")
    for reason in explanation.reasons if move is not None else ():
        _say(f"  理由：{reason}")
    if explanation.alternatives:
        _say("  其他去处，以及全方案要付的代价：")
    for row in explanation.alternatives:
        _say(f"    {row.unit}{row.title}：{price_words(row, plan.priority_classes)}")


def price_words(row: Alternative, classes: Sequence[str]) -> str:
    """Return a price in words: how many more unplaced, how much worse the fit, who changes."""
    parts = []
    for name, more in zip(classes, row.more_unplaced, strict=True):
        if more:
            word = "多" if more > 0 else "少"
            parts.append(f"{name} 类{word} {abs(more)} 人未能安排")
    if row.worse_fit:
        parts.append(f"契合{'差' if row.worse_fit > 0 else '好'} {abs(row.worse_fit)} 分")
    if not parts:
        parts.append("与现方案一样好")
    return "，".join(parts) + f"，{row.changed} 人去向改变"


def _show_why_not(plan: Plan, screened: Screened, unit: str, answers: Sequence[WhyNot]) -> None:
    _say(f"  为什么不去{unit}：")
    if screened.verdict is not Verdict.MUST_EXCHANGE:
        _say("    本人不在本次应交流之列")
    elif not answers:
        _say("    该单位没有别的人列入本次应交流，没有可腾出的编制位；或者本人就是去那里")
    for row in answers:
        where = f"{row.slot.holder}的编制位（{row.slot.section}{row.slot.title}）"
        if row.bar is not None:
            _say(f"    {where}：不可以，{PRINCIPLES[row.bar]}")
        elif row.price is None:
            _say(f"    {where}：可以去，但没有一个出一进一的方案能让他去")
        else:
            _say(f"    {where}：可以，{price_words(row.price, plan.priority_classes)}")
