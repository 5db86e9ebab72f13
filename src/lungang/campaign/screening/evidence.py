"""A verdict made visible: for each rule met its clause, and the computation written out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark
from django.utils.translation import ngettext

from lungang.campaign.core.models import PackVersion
from lungang.campaign.core.queries import clause_numbers, policy_of
from lungang.campaign.screening.models import Result
from lungang.campaign.screening.profile import Profile
from lungang.domain.clock import YearMonth, months_between
from lungang.domain.codes import Verdict
from lungang.domain.plan import Fact, Ground, Screened
from lungang.domain.records import decode
from lungang.policy.pack.model import Condition, Policy, Rule

_SCALES: Mapping[str, str] = {
    "post": _mark("任现职"), "unit": _mark("进本单位"), "age": _mark("出生"),
}  # fmt: skip
"""What begins a span: the words under the left end of its bar."""


@dataclass(frozen=True)
class Measure:
    """A span against what the rule asks: from ``start`` to the reference date, in months.

    ``mark`` is where the threshold stands on the bar, in per cent of the span; ``label_at`` where
    its words may stand without touching those at either end.
    """

    what: str
    start: YearMonth
    end: date
    months: int
    asked: int

    @property
    def mark(self) -> int:
        """Per cent of the span at which the threshold is reached."""
        return min(99, self.asked * 100 // self.months) if self.months else 0

    @property
    def label_at(self) -> int:
        """Per cent at which the threshold's words are centred."""
        return min(74, max(46, self.mark))

    @property
    def length(self) -> str:
        """The span in words."""
        return span(self.months)

    @property
    def threshold(self) -> str:
        """What the rule asks, in words: 满 8 年."""
        if self.what == "出生":
            return _("满 {age} 周岁").format(age=self.asked // 12)
        return _("满 {span}").format(span=span(self.asked))

    @property
    def over(self) -> str:
        """By how much the span is longer: 多 1 年 9 个月, or 正好."""
        if self.months <= self.asked:
            return _("正好满")
        return _("多 {span}").format(span=span(self.months - self.asked))

    @property
    def words(self) -> str:
        """Everything in one sentence, as the bar's own title."""
        return _("{start}{what}，到基准日 {length}，{threshold}").format(
            start=self.start.dotted,
            what=_(self.what),
            length=self.length,
            threshold=self.threshold,
        )


@dataclass(frozen=True)
class Evidence:
    """One rule met: its ground, its own verdict, whether it decided, the facts, the measures.

    ``clause`` says which article of the policy it is.
    """

    ground: Ground
    verdict: Verdict
    decides: bool
    facts: tuple[Fact, ...]
    measures: tuple[Measure, ...]
    clause: str = ""


def facts_of(evidence: list[Evidence], profile: Profile) -> list[tuple[str, str, str]]:
    """Return the facts as rows (what, value, where from): the rules' first, each once."""
    rows = {fact.name: fact for one in evidence for fact in one.facts}
    rows |= {fact.name: fact for fact in profile.facts if fact.name not in rows}
    return [(fact.name, fact.value, fact.source) for fact in rows.values()]


def evidence_of(result: Result, screened: Screened, profile: Profile) -> list[Evidence]:
    """Return the rules that a person met, the deciding one first."""
    policy = policy_once(result.run.pack)
    on = result.run.campaign.reference_date
    rules = {rule.id: rule for rule in policy.rules}
    verdicts = {rule.id: rule.verdict for rule in policy.rules}
    verdicts |= {policy.scope.id: Verdict.EXCLUDED}
    verdicts |= {limit.id: Verdict.DEFERRED for limit in policy.limits}
    deciding = screened.ground.rule if screened.ground else ""
    found = []
    for ground in screened.met:
        measures = tuple(_measures(rules.get(ground.rule), profile, on))
        said = {measure.what for measure in measures}
        facts = tuple(f for f in ground.facts if _NAMED.get(f.name) not in said)
        verdict = verdicts.get(ground.rule, screened.verdict)
        clause = clause_word(result.run.pack, ground.rule)
        found.append(Evidence(ground, verdict, ground.rule == deciding, facts, measures, clause))
    return sorted(found, key=lambda one: not one.decides)


_NAMED = {"任现职时间": "任现职", "在本单位连续工作时间": "进本单位", "年龄": "出生"}


def screened_of(result: Result) -> Screened:
    """Return the record of a result; the person goes by the key."""
    return decode(Screened, result.record)


def profile_of(result: Result) -> Profile:
    """Return what stands beside the verdict."""
    return decode(Profile, result.profile)


def span(months: int) -> str:
    """Return a number of months in words: 9 年 9 个月, 9 年, 9 个月."""
    years, rest = divmod(months, 12)
    parts = [ngettext("{n} 年", "{n} 年", years).format(n=years)] if years else []
    if rest or not years:
        parts.append(ngettext("{n} 个月", "{n} 个月", rest).format(n=rest))
    return " ".join(parts)


def _measures(rule: Rule | None, profile: Profile, on: date) -> Iterator[Measure]:
    for condition in rule.when if rule else ():
        scale, in_years = _scale(condition)
        if scale:
            start = YearMonth.parse(profile.since[scale])
            asked = int(str(condition.value)) * (12 if in_years else 1)
            what = _SCALES[scale]
            yield Measure(what, start, on, months_between(start, on), asked)


def _scale(condition: Condition) -> tuple[str, bool]:
    """Return which span a condition measures ("" for none), and whether in years."""
    if condition.op != "at_least":
        return "", False
    unit, _sep, rest = condition.fact.partition("_in_")
    if unit in ("years", "months") and rest in ("post", "unit"):
        return rest, unit == "years"
    return ("age", True) if condition.fact == "age" else ("", False)


def clause_word(pack: PackVersion, rule: str) -> str:
    """Return which article of the policy a rule is, as the settings count them: 政策第 9 条."""
    number = clause_numbers(policy_once(pack)).get(rule)
    return _("政策第 {n} 条").format(n=number) if number else ""


def policy_once(pack: PackVersion) -> Policy:
    """Return the rules of a version, read once: a version never changes."""
    return _policy(pack.name, pack.text)


@lru_cache(maxsize=4)
def _policy(name: str, text: str) -> Policy:
    return policy_of(PackVersion(name=name, text=text))
