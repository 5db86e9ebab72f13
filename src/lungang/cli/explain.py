"""``lungang explain``: why this person goes there, what else it would cost, and why not there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from lungang.cli.console import emit_json, say
from lungang.cli.options import AsJson, PersonName, PlanPath, PolicyName, RosterOption
from lungang.cli.reading import find_person, read, read_plan
from lungang.cli.terminal import stages
from lungang.domain.codes import Verdict
from lungang.domain.plan import Alternative, Explanation, Plan, Screened
from lungang.domain.records import encode
from lungang.domain.roster import Roster
from lungang.errors import InputError, PlanFileError
from lungang.exchange import Planner
from lungang.exchange.marks import NO_SLOTS, NOWHERE, bar_words
from lungang.exchange.planner import WhyNot
from lungang.i18n import gettext as _
from lungang.policy.pack import Policy, load_policy
from lungang.statistics.wording import post_name


def run(
    plan: PlanPath,
    person: PersonName,
    roster: RosterOption,
    policy: PolicyName,
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help=_("为什么不去这个单位"))] = "",
    as_json: AsJson = False,
) -> None:
    """Explain one person."""
    claimed, on = read_plan(plan)
    pack = load_policy(policy)
    facts, _files = read(roster, on)
    _refuse_other_inputs(claimed, facts, pack)
    who = find_person(person, facts.people)
    screened = _screened(claimed, who.id)
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
    for ours, theirs, word in (
        (plan.roster_digest, roster.digest, _("花名册")),
        (plan.policy_digest, policy.digest, _("政策包")),
    ):
        if ours != theirs:
            raise InputError(
                _("方案不是依据这份{word}编的，不能据此说明。请给编方案时用的那一份。").format(
                    word=word
                )
            )


def _screened(plan: Plan, person: str) -> Screened:
    for row in plan.screened:
        if row.person_id == person:
            return row
    raise PlanFileError(_("方案里没有筛查这个人的记录，请先用 lungang verify 核验方案。"))


def _known_unit(text: str, roster: Roster) -> str:
    for unit in roster.units:
        if text.strip() in (unit.name, unit.short_name):
            return unit.name
    near = "、".join(unit.name for unit in roster.units if text.strip() in unit.name)
    hint = _("是不是 {name}？").format(name=near) if near else _("请照花名册里的单位名称写。")
    raise InputError(_("花名册里没有单位“{unit}”。{hint}").format(unit=text, hint=hint))


def _answers(
    plan: Plan, roster: Roster, policy: Policy, person: str, screened: Screened, unit: str
) -> tuple[Explanation | None, tuple[WhyNot, ...]]:
    """Take the explanation on record; solve again only for what is not."""
    if screened.verdict is not Verdict.MUST_EXCHANGE:
        return None, ()
    recorded = {row.person_id: row for row in plan.explanations}
    if person in recorded and not unit:
        return recorded[person], ()
    if plan.repairs:
        raise InputError(_("这是公布后的修补，代价要对照原公布的方案；方案里没有记录的，不能再问"))
    with stages() as progress:
        planner = Planner(
            roster,
            policy,
            seed=plan.seed.text,
            progress=progress,
            settled=plan.settled,
            marks=plan.marks,
        )
        explanation = recorded.get(person) or planner.explanation(person)
        return explanation, planner.why_not(person, unit) if unit else ()


def _show(plan: Plan, screened: Screened, explanation: Explanation | None) -> None:
    verdict = _(screened.verdict.label)
    say(_("{name}（{unit}）：{word}").format(name=screened.name, unit=screened.unit, word=verdict))
    _show_ground(screened)
    if explanation is None:
        return
    _show_outcome(plan, explanation)
    if explanation.alternatives:
        say("  " + _("其他去处，以及全方案要付的代价："))
    for row in explanation.alternatives:
        price = price_words(row, plan.priority_classes)
        say("    " + _("{where}：{what}").format(where=f"{row.unit}{row.title}", what=price))


def _show_ground(screened: Screened) -> None:
    ground = screened.ground
    if ground is None:
        return
    unverified = "" if ground.verified else _("〔未核对〕")
    say("  " + _("依据：{title}").format(title=ground.title) + unverified)
    if ground.source:
        text = _("{clause}（{source}）").format(clause=ground.clause, source=ground.source)
        say("        " + text)
    else:
        say("        " + ground.clause)
    for fact in ground.facts:
        say(
            "        "
            + _("{name}：{value}（{source}）").format(
                name=fact.name, value=fact.value, source=fact.source
            )
        )


def _show_outcome(plan: Plan, explanation: Explanation) -> None:
    for move in plan.moves:
        if move.person_id == explanation.person_id:
            say("  " + _("拟交流到：{unit}").format(unit=move.to_unit))
            for reason in explanation.reasons:
                say("  " + _("理由：{reason}").format(reason=reason))
    for stay in plan.stays:
        if stay.person_id == explanation.person_id:
            say("  " + _("未能安排：{reason}").format(reason=stay.reason))
            for reason in explanation.reasons[1:]:
                say("  " + _("理由：{reason}").format(reason=reason))
            for ask in stay.ask:
                say(
                    "    "
                    + _("另可商请：{name}（{unit}，{word}）").format(
                        name=ask.name, unit=ask.unit, word=_(ask.verdict.label)
                    )
                )


def price_words(row: Alternative, classes: Sequence[str]) -> str:
    """Return a price in words: how many more unplaced, how much worse the fit, who changes."""
    parts = []
    if row.more_changed:
        more = row.more_changed > 0
        moved = _("多改动 {n} 人已公布的去向") if more else _("少改动 {n} 人已公布的去向")
        parts.append(moved.format(n=abs(row.more_changed)))
    for name, more in zip(classes, row.more_unplaced, strict=False):
        if more:
            text = _("{name} 类多 {n} 人未能安排") if more > 0 else _("{name} 类少 {n} 人未能安排")
            parts.append(text.format(name=name, n=abs(more)))
    if row.worse_fit:
        text = _("契合差 {n} 分") if row.worse_fit > 0 else _("契合好 {n} 分")
        parts.append(text.format(n=abs(row.worse_fit)))
    if not parts:
        parts.append(_("与现方案一样好"))
    parts.append(_("{n} 人去向改变").format(n=row.changed))
    return _("，").join(parts)


def _show_why_not(plan: Plan, screened: Screened, unit: str, answers: Sequence[WhyNot]) -> None:
    say("  " + _("为什么不去{unit}：").format(unit=unit))
    if screened.verdict is not Verdict.MUST_EXCHANGE:
        say("    " + _("本人不在本次应交流之列"))
    elif unit == screened.unit:
        say("    " + _("这是本人现在的单位"))
    elif any(move.person_id == screened.person_id and move.to_unit == unit for move in plan.moves):
        say("    " + _("方案就是让他去这个单位"))
    elif not answers:
        say("    " + _(NO_SLOTS))
    for row in answers:
        where = _("{holder}的编制位（{post}）").format(
            holder=row.slot.holder,
            post=post_name(row.slot.section, row.slot.title, row.slot.level),
        )
        say("    " + _("{where}：{what}").format(where=where, what=_answer_words(plan, row)))


def _answer_words(plan: Plan, row: WhyNot) -> str:
    if row.bar is not None:
        return bar_words(row.bar)
    if row.price is None:
        return _(NOWHERE)
    return _("可以，{price}").format(price=price_words(row.price, plan.priority_classes))
