"""Who must move, and under which clause (docs/reference/reading.md, 3).

*Must rotate* (应轮岗, inside the organ) and *must exchange* (应交流, to another) are two verdicts:
statutory tenure gives the first, only a clause of the policy the second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lungang.domain.codes import Verdict
from lungang.domain.plan import Fact, Ground, Screened, Settled
from lungang.domain.roster import Person, Roster
from lungang.errors import InputError
from lungang.i18n import gettext as _
from lungang.policy.avoidance import AvoidanceRules
from lungang.policy.facts import FactSheet
from lungang.policy.pack.model import Limit, Policy, Provision, Rule

SETTLED_RULE = "settled"
SETTLED_TITLE = "领导小组决定"

_STRENGTH = list(Verdict)
_OUT = (Verdict.EXCLUDED, Verdict.DEFERRED)


@dataclass(frozen=True)
class Screening:
    """Verdicts over a whole roster, in the order of its people."""

    people: tuple[Screened, ...]

    @cached_property
    def of(self) -> Mapping[str, Screened]:
        """Verdicts by person id."""
        return {row.person_id: row for row in self.people}

    @cached_property
    def pool(self) -> tuple[str, ...]:
        """Ids of everybody who must exchange, in order of id."""
        return tuple(
            sorted(row.person_id for row in self.people if row.verdict is Verdict.MUST_EXCHANGE)
        )


def screen(roster: Roster, policy: Policy, settled: Sequence[Settled] = ()) -> Screening:
    """Give every person of the roster a verdict, the rule, its clause, and the facts.

    Args:
        roster: the facts, at their reference date.
        policy: the pack in force.
        settled: whom the leading group deferred or excluded; it binds last, over rules and
            limits, for everybody whom these do not defer or exclude already.

    Raises:
        InputError: the policy is not in force at the roster's reference date, or ``settled``
            names a stranger, somebody twice, or another verdict.
    """
    on = roster.reference_date
    ends = policy.effective_to
    if on < policy.effective_from or (ends is not None and on > ends):
        raise InputError(
            _(
                "政策包“{title}”自 {start} 起{end}施行，不适用于 {on}；请换一个政策包或改基准日"
            ).format(
                title=policy.title,
                start=policy.effective_from,
                end=_("至 {day} ").format(day=ends) if ends else "",
                on=on,
            )
        )
    sheet = FactSheet(roster, policy, AvoidanceRules(roster, policy))
    rules = tuple(rule for rule in policy.rules if rule.in_force(on))
    people = {person.id: _screened(person, rules, sheet) for person in roster.people}
    for limit in policy.limits:
        if limit.in_force(on):
            _apply(limit, people, roster, policy)
    _settle(settled, people)
    return Screening(tuple(people.values()))


def _settle(settled: Sequence[Settled], people: dict[str, Screened]) -> None:
    """Lay the decisions of the leading group over the verdicts."""
    seen: set[str] = set()
    for one in settled:
        if one.person_id not in people:
            raise InputError(_("领导小组决定暂缓或不列入的人员中，有一人不在花名册里"))
        row = people[one.person_id]
        if one.person_id in seen or one.verdict not in _OUT:
            raise InputError(
                _("领导小组对{name}（{unit}）的决定应有且只有一个：暂缓，或不列入").format(
                    name=row.name, unit=row.unit
                )
            )
        seen.add(one.person_id)
        if row.verdict in _OUT:
            continue
        ground = Ground(
            rule=SETTLED_RULE, title=SETTLED_TITLE, clause=one.source, verified=True, facts=()
        )
        people[one.person_id] = replace(
            row, verdict=one.verdict, ground=ground, met=(*row.met, ground), priority_class=""
        )


def _screened(person: Person, rules: tuple[Rule, ...], sheet: FactSheet) -> Screened:
    scope = sheet.policy.scope
    outside = [
        fact
        for fact, allowed in (
            ("personnel_status", person.status in scope.personnel_status),
            ("level", person.level in scope.levels),
            ("unit_kind", sheet.roster.unit[person.unit].kind in scope.unit_kinds),
        )
        if not allowed
    ]
    if outside:
        ground = _ground(scope, tuple(sheet.shown(person, fact) for fact in outside))
        return _verdict(person, Verdict.EXCLUDED, ground, (ground,))
    met = [rule for rule in rules if all(sheet.holds(person, c) for c in rule.when)]
    grounds = {rule.id: _ground(rule, _facts(person, rule, sheet)) for rule in met}
    if not met:
        return _verdict(person, Verdict.MAY, None, ())
    ranks = sheet.policy.class_rank
    deciding = min(
        met, key=lambda rule: (_STRENGTH.index(rule.verdict), ranks.get(rule.priority_class, -1))
    )
    return _verdict(
        person,
        deciding.verdict,
        grounds[deciding.id],
        tuple(grounds.values()),
        deciding.priority_class,
    )


def _verdict(
    person: Person,
    verdict: Verdict,
    ground: Ground | None,
    met: tuple[Ground, ...],
    priority_class: str = "",
) -> Screened:
    return Screened(
        person_id=person.id,
        name=person.name,
        unit=person.unit,
        verdict=verdict,
        ground=ground,
        met=met,
        priority_class=priority_class,
    )


def _ground(provision: Provision, facts: tuple[Fact, ...]) -> Ground:
    return Ground(
        rule=provision.id,
        title=provision.title,
        clause=provision.clause,
        source=provision.source,
        verified=provision.verified,
        facts=facts,
    )


def _facts(person: Person, rule: Rule, sheet: FactSheet) -> tuple[Fact, ...]:
    names = dict.fromkeys(condition.fact for condition in rule.when)
    return tuple(sheet.shown(person, name) for name in names)


def _apply(limit: Limit, people: dict[str, Screened], roster: Roster, policy: Policy) -> None:
    """Defer, unit by unit, whoever must exchange beyond the limit."""
    on = roster.reference_date
    for unit, members in roster.people_of.items():
        counted = [
            person
            for person in members
            if people[person.id].verdict is Verdict.MUST_EXCHANGE
            and people[person.id].priority_class not in limit.exempt
        ]
        counted.sort(
            key=lambda person: (
                policy.class_rank[people[person.id].priority_class],
                -person.months_in_unit(on),
                -person.months_in_post(on),
                person.id,
            )
        )
        for place, person in enumerate(counted[limit.per_unit :], limit.per_unit + 1):
            order = Fact(
                name="本单位应交流人员中的次序",
                value=f"第 {place} 位（按优先类别、在本单位时间、任现职时间排）",
                source=f"筛查结果·{unit}",
            )
            ground = _ground(limit, (order,))
            row = people[person.id]
            people[person.id] = replace(
                row,
                verdict=Verdict.DEFERRED,
                ground=ground,
                met=(*row.met, ground),
                priority_class="",
            )
