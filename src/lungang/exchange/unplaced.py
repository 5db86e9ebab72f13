"""Why somebody cannot be placed, in words, and whom one would have to ask in addition.

The reason is layered: nowhere to go; nobody to follow; both, but no closed exchange; or others
have the scarce slots. Whoever could free the knot is not in the pool: somebody who *may* be
exchanged, or rotates inside, and whose consent would close an exchange without unplacing anyone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from lungang.domain.codes import Verdict
from lungang.domain.plan import Ask, Obstacle, Screened, Stay
from lungang.domain.roster import Person
from lungang.errors import InfeasibleError
from lungang.exchange.branching import Optimum, what_if
from lungang.exchange.faces import solve_words
from lungang.exchange.marks import BARS, Marking
from lungang.exchange.prices import Price, Prices
from lungang.exchange.problem import Problem, build_problem
from lungang.policy.pack.model import PRINCIPLES

_MOST_ASKED = 3
_MOST_TRIED = 6
"""How many are tried for one unplaced person: side rules alone make a try fail."""

_CONFIRMED_UP_TO = 400
"""Largest pool for which a suggestion is confirmed by planning again with that person in it."""


class Unplaced:
    """Explains the people of one plan who stay."""

    def __init__(
        self,
        problem: Problem,
        optimum: Optimum,
        prices: Prices,
        screened: Mapping[str, Screened],
        marking: Marking,
    ) -> None:
        self.problem = problem
        self.marking = marking
        self.optimum = optimum
        self.prices = prices
        self.screened = screened
        self._volunteers = frozenset(wish.person_id for wish in problem.roster.wishes)

    def stay(self, at: int) -> Stay:
        """Explain one person who is not placed."""
        person = self.problem.pool[at]
        bar = self._bar
        others = [other for other in self.problem.pool if other is not person]
        barred = _obstacles(bar(person, other) for other in others)
        closed = _obstacles(bar(other, person) for other in others)
        kind, rivals, text = self._kind(at, barred, closed, len(others))
        return Stay(
            person_id=person.id,
            name=person.name,
            unit=person.unit,
            priority_class=self.screened[person.id].priority_class,
            kind=kind,
            reason=text,
            barred=barred,
            closed=closed,
            rivals=tuple(self.problem.pool[i].id for i in rivals),
            ask=() if kind == "kept" or self.problem.released else self._ask(at),
        )

    def _bar(self, person: Person, holder: Person) -> str | None:
        """The principle, or else the mark, that bars a person from a slot."""
        bar = self.problem.admissibility.bar(person, holder)
        return bar or self.marking.bar(person, holder)

    def _kind(
        self, at: int, barred: Sequence[Obstacle], closed: Sequence[Obstacle], others: int
    ) -> tuple[str, Sequence[int], str]:
        person = self.problem.pool[at]
        if self.marking.keeps(person):
            return "kept", (), "联席会议定为留任，不参加本次交流"
        blocked_out = sum(row.slots for row in barred) == others
        blocked_in = sum(row.slots for row in closed) == others
        if person.is_mixed and blocked_in:
            return (
                "no_successor",
                (),
                (
                    f"本人为{person.nature.label}，占用的岗位是{person.post.nature.label}（混编），"
                    "按出一进一没有人可以接替；须先由编制部门理顺编制"
                ),
            )
        if blocked_out:
            return (
                "no_destination",
                (),
                (f"本次可腾出的其他 {others} 个编制位没有一个可去：{_listed(barred, '个')}"),
            )
        if blocked_in:
            return (
                "no_successor",
                (),
                (
                    f"有编制位可去，但本次交流的其他 {others} 人没有一人可接替其编制位："
                    f"{_listed(closed, '人')}"
                ),
            )
        if not self._on_a_cycle(at):
            return "no_cycle", (), "有处可去、也有人可接替，但连不成出一进一的闭合交流"
        cheapest = next(self.prices.of(at, most=1), None)
        if cheapest is None:
            return self._without_a_plan(at)
        rivals = self._rivals(cheapest)
        if cheapest.more_changed:
            text = f"要安排本人，就要多改动 {cheapest.more_changed} 人已公布的去向"
            return "repair", rivals, text
        names = "、".join(
            f"{self.problem.pool[i].name}（{self.problem.pool[i].unit}）" for i in rivals
        )
        return "shortage", rivals, f"合适的编制位不够分：要安排本人，就要改为不安排{names}"

    def _without_a_plan(self, at: int) -> tuple[str, Sequence[int], str]:
        """Whether it is the marks or the relatives that leave no plan that places the person."""
        closed = self.marking.closed
        try:
            solve_words(self.problem, {**closed, at: closed.get(at, frozenset()) | {at}}, b"", 0)
        except InfeasibleError:
            return "marks", (), "照联席会议的标记，没有一个出一进一的方案能安排本人"
        return "side_rule", (), "安排了就有亲属同时处在须回避的职位"

    def _on_a_cycle(self, at: int) -> bool:
        """Whether any closed exchange passes through the person, relatives aside."""
        reached, frontier = set[int](), [at]
        while frontier:
            i = frontier.pop()
            for j in self.marking.open(i):
                if j == at and i != at:
                    return True
                if j != i and j not in reached:
                    reached.add(j)
                    frontier.append(j)
        return False

    def _rivals(self, price: Price) -> list[int]:
        plan = self.optimum.solution.slot_of
        return [
            i
            for i, (now, then) in enumerate(zip(plan, price.slot_of, strict=True))
            if now != i and then == i
        ]

    # ── whom to ask ────────────────────────────────────────────────────────────

    def _ask(self, at: int) -> tuple[Ask, ...]:
        """People whose consent, each alone, would get the person placed; the likeliest first."""
        displaced, freed = self._displaced(at), self._freed(at)
        found: list[Ask] = []
        tries = _MOST_TRIED
        for person in self._askable:
            if len(found) == _MOST_ASKED or not tries:
                break
            if not self._closes(person, displaced, freed):
                continue
            tries -= 1
            if self._confirmed(at, person):
                found.append(
                    Ask(
                        person_id=person.id,
                        name=person.name,
                        unit=person.unit,
                        verdict=self.screened[person.id].verdict,
                        volunteer=person.id in self._volunteers,
                    )
                )
        return tuple(found)

    @cached_property
    def _askable(self) -> list[Person]:
        """Who may be asked: volunteers first, then those who must rotate anyway, then the rest."""
        allowed = (Verdict.MAY, Verdict.MUST_ROTATE)
        people = [
            person
            for person in self.problem.roster.people
            if self.screened[person.id].verdict in allowed
        ]
        return sorted(
            people,
            key=lambda person: (
                person.id not in self._volunteers,
                self.screened[person.id].verdict is Verdict.MAY,
                person.id,
            ),
        )

    def _displaced(self, at: int) -> list[Person]:
        """Who could take one more slot, if there were one: the person, and whoever would give
        way in a chain of moves that leaves nobody unplaced.
        """
        plan, problem = self.optimum.solution.slot_of, self.problem
        holder_of = {slot: person for person, slot in enumerate(plan)}
        reached, frontier = {at}, [at]
        while frontier:
            i = frontier.pop()
            for j in self.marking.open(i):
                other = holder_of[j]
                if j != i and other not in reached:
                    reached.add(other)
                    frontier.append(other)
        return [problem.pool[i] for i in sorted(reached, key=lambda i: (i != at, i))]

    def _freed(self, at: int) -> list[Person]:
        """Whose slot an additional person could take, so that the person's own slot gets filled:
        the person's own, and any whose occupant could move on in such a chain.
        """
        plan, problem = self.optimum.solution.slot_of, self.problem
        entering: dict[int, list[int]] = {}
        for i in range(problem.size):
            for j in self.marking.open(i):
                if j != i:
                    entering.setdefault(j, []).append(i)
        reached, frontier = {at}, [at]
        while frontier:
            for i in entering.get(frontier.pop(), ()):
                if plan[i] not in reached:
                    reached.add(plan[i])
                    frontier.append(plan[i])
        return [problem.pool[i] for i in sorted(reached, key=lambda i: (i != at, i))]

    def _closes(self, person: Person, displaced: list[Person], freed: list[Person]) -> bool:
        bar = self._bar
        return any(bar(other, person) is None for other in displaced) and any(
            bar(person, holder) is None for holder in freed
        )

    def _confirmed(self, at: int, person: Person) -> bool:
        """Plan again with both in the pool: the one is placed, and nobody else pays for it."""
        problem = self.problem
        if problem.size > _CONFIRMED_UP_TO:
            return True
        classes = {
            member.id: rank for member, rank in zip(problem.pool, problem.class_of, strict=True)
        }
        classes[person.id] = len(problem.policy.priority_classes) - 1
        larger = build_problem(problem.roster, problem.policy, sorted(classes), classes)
        forced = larger.at[problem.pool[at].id]
        closed = Marking(larger, self.marking.marks).closed
        try:
            then = what_if(
                larger, {**closed, forced: closed.get(forced, frozenset()) | {forced}}
            ).slot_of
        except InfeasibleError:
            return False
        now = self.optimum.solution.slot_of
        left_now = Counter(problem.class_of[i] for i, j in enumerate(now) if i == j)
        left_then = Counter(
            rank
            for member, rank in zip(problem.pool, problem.class_of, strict=True)
            if then[larger.at[member.id]] == larger.at[member.id]
        )
        return left_then == left_now - Counter([problem.class_of[at]])


def _obstacles(bars: Iterable[str | None]) -> tuple[Obstacle, ...]:
    counted = Counter(bar for bar in bars if bar is not None)
    return tuple(
        Obstacle(rule=name, title=title, slots=counted[name])
        for name, title in {**PRINCIPLES, **BARS}.items()
        if counted[name]
    )


_BARRED = {
    "one_out_one_in": "是本单位的或编制性质不同",
    "cross_department": "属同一主管部门",
    "same_nature": "岗位编制性质不同",
    "post_correspondence": "职务层次不对应",
    "specialty": "从事的专业不相近",
    "same_leader": "与亲属受同一领导人员直接领导（亲属按现在的岗位算）",
    "direct_line": "与亲属有直接上下级领导关系（亲属按现在的岗位算）",
    "sensitive_work": "亲属任领导职务，属组织人事纪检审计财务工作",
    "native_place": "须地域回避",
    "rank_quota": "职级职数已满",
    "former_unit": "是曾任单位，离开未满年限",
    "stay": "因联席会议留任不腾出、不可去",
    "pin": "因联席会议钉住另有安排",
    "forbid": "为联席会议禁去",
}


def _listed(rows: Sequence[Obstacle], unit: str) -> str:
    return "，".join(f"{row.slots} {unit}{_BARRED[row.rule]}" for row in rows)
