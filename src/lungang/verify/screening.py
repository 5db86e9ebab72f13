"""Verdicts, recomputed for everybody (reading.md sections 2 and 3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lungang.domain.clock import months_between
from lungang.domain.codes import Verdict
from lungang.domain.plan import Settled
from lungang.domain.roster import Person
from lungang.policy.pack.model import Condition, Limit, Provision, Rule
from lungang.verify.avoidance import Lines
from lungang.verify.case import Case
from lungang.verify.marks import OUT, decisions

Facts = Mapping[str, object]
"""Facts of one person by name (section 2); None where a fact is unknown."""

_STRENGTH = (
    Verdict.EXCLUDED,
    Verdict.DEFERRED,
    Verdict.MUST_EXCHANGE,
    Verdict.MUST_ROTATE,
    Verdict.MAY,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the records say of one person. ``met`` holds ids of all rules met, ground or not."""

    verdict: Verdict
    ground: Provision | None
    met: tuple[str, ...]
    priority_class: str = ""


def facts_of(case: Case, lines: Lines, person: Person, volunteers: frozenset[str]) -> Facts:
    """Every fact of section 2 of one person at the reference date."""
    unit = case.units.get(person.post.unit)
    in_post = months_between(person.post_start, case.date)
    in_unit = months_between(person.unit_start, case.date)
    special = {row.kind for row in case.policy.kinds_of_work if row.special}
    start = person.work_start
    return {
        "level": person.post.level,
        "personnel_status": person.status,
        "nature": person.nature,
        "unit_kind": unit.kind if unit else None,
        "kind_of_work": person.post.kind_of_work,
        "sex": person.sex,
        "rank": person.rank,
        "practised_specialty": person.practised_specialty,
        "party": person.party,
        "age": months_between(person.birth, case.date) // 12,
        "months_in_post": in_post,
        "years_in_post": in_post // 12,
        "months_in_unit": in_unit,
        "years_in_unit": in_unit // 12,
        "years_of_service": None if start is None else months_between(start, case.date) // 12,
        "special_work": person.post.kind_of_work in special,
        "key_post": person.post.key,
        "mixed": person.nature != person.post.nature,
        "circumstance": person.circumstances,
        "avoidance": lines.must_move(person),
        "volunteer": person.id in volunteers,
    }


def holds(condition: Condition, fact: object) -> bool:
    """Whether one condition is met; never on an unknown fact, whatever the operator."""
    if fact is None:
        return False
    wanted = condition.value
    if condition.op in ("in", "not_in"):
        listed = wanted if isinstance(wanted, tuple) else (wanted,)
        members = fact if isinstance(fact, frozenset) else (fact,)
        return any(member in listed for member in members) == (condition.op == "in")
    if condition.op == "is":
        return fact == wanted
    if not (isinstance(fact, int) and isinstance(wanted, int)):
        return False
    answers = {
        "at_least": fact >= wanted,
        "at_most": fact <= wanted,
        "above": fact > wanted,
        "below": fact < wanted,
    }
    return answers.get(condition.op, False)


class Screening:
    """Verdicts of everybody in a case. ``facts`` and ``findings`` are by person id."""

    def __init__(self, case: Case, lines: Lines, settled: Sequence[Settled] = ()) -> None:
        self._case = case
        self._rank = {row.id: rank for rank, row in enumerate(case.policy.priority_classes)}
        volunteers = frozenset(wish.person_id for wish in case.roster.wishes)
        people = case.roster.people
        self.facts = {one.id: facts_of(case, lines, one, volunteers) for one in people}
        self.findings = {one.id: self._before_limits(one) for one in people}
        for limit in case.policy.limits:
            if case.in_force(limit):
                self._apply(limit)
        self._settle(settled)

    def pool(self) -> tuple[str, ...]:
        """Ids of everybody who must exchange, in order."""
        chosen = Verdict.MUST_EXCHANGE
        return tuple(sorted(one for one, row in self.findings.items() if row.verdict == chosen))

    def _before_limits(self, person: Person) -> Finding:
        facts = self.facts[person.id]
        rules = [
            rule
            for rule in self._case.policy.rules
            if self._case.in_force(rule)
            and all(holds(condition, facts.get(condition.fact)) for condition in rule.when)
        ]
        met = tuple(rule.id for rule in rules)
        if self._out_of_scope(facts):
            return Finding(Verdict.EXCLUDED, self._case.policy.scope, met)
        for verdict in _STRENGTH:
            if same := [rule for rule in rules if rule.verdict == verdict]:
                return self._decided(verdict, same, met)
        return Finding(Verdict.MAY, None, met)

    def _decided(self, verdict: Verdict, rules: list[Rule], met: tuple[str, ...]) -> Finding:
        if verdict != Verdict.MUST_EXCHANGE:
            return Finding(verdict, rules[0], met)
        ground = min(rules, key=lambda rule: self._urgency(rule.priority_class))
        return Finding(verdict, ground, met, ground.priority_class)

    def _urgency(self, priority_class: str) -> int:
        return self._rank.get(priority_class, len(self._rank))

    def _out_of_scope(self, facts: Facts) -> bool:
        scope = self._case.policy.scope
        return self._case.in_force(scope) and not (
            facts["personnel_status"] in scope.personnel_status
            and facts["level"] in scope.levels
            and facts["unit_kind"] in scope.unit_kinds
        )

    def _apply(self, limit: Limit) -> None:
        """Defer, in each unit, those beyond the limit."""
        groups: dict[str, list[Person]] = defaultdict(list)
        for person in self._case.roster.people:
            row = self.findings[person.id]
            if row.verdict == Verdict.MUST_EXCHANGE and row.priority_class not in limit.exempt:
                groups[person.post.unit].append(person)
        for people in groups.values():
            for person in sorted(people, key=self._precedence)[limit.per_unit :]:
                row = self.findings[person.id]
                self.findings[person.id] = replace(
                    row, verdict=Verdict.DEFERRED, ground=limit, priority_class=""
                )

    def _settle(self, settled: Sequence[Settled]) -> None:
        """Last, the leading group: it takes out whoever is not out already."""
        for person, (verdict, ground) in decisions(self._case, settled).items():
            row = self.findings.get(person)
            if row is not None and row.verdict not in OUT:
                self.findings[person] = replace(
                    row, verdict=verdict, ground=ground, priority_class=""
                )

    def _precedence(self, person: Person) -> tuple[int, int, int, str]:
        facts = self.facts[person.id]
        in_unit, in_post = facts["months_in_unit"], facts["months_in_post"]
        assert isinstance(in_unit, int)
        assert isinstance(in_post, int)
        urgency = self._urgency(self.findings[person.id].priority_class)
        return urgency, -in_unit, -in_post, person.id
