"""What the joint meeting marked: which arcs its pins, forbids and stays close, and their conflicts.

Marks change no cost and no rule; they only close arcs (docs/reference/reading.md, 10). So the best
plan that keeps them is the best plan of the same problem with those arcs closed, and its
certificate is read in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lungang.domain.plan import Mark, MarkKind
from lungang.domain.roster import Person
from lungang.errors import InfeasibleError, MarksConflict
from lungang.exchange.branching import Relatives, what_if
from lungang.exchange.problem import Problem
from lungang.i18n import gettext as _
from lungang.i18n import mark as message
from lungang.policy.pack.model import PRINCIPLES

BARS: Mapping[str, str] = {
    "stay": message("会议留任"),
    "pin": message("会议钉住"),
    "forbid": message("会议禁去"),
}
"""Names and titles of what marks bar, in the order in which the first is named."""

NOWHERE = message("可以去，但没有一个出一进一的方案能让他去")
NO_SLOTS = message("该单位没有人列入本次应交流，没有可腾出的编制位")


def bar_words(bar: str) -> str:
    """Say in words which principle or mark bars a person from a slot."""
    return _("不合“{rule}”这一条").format(rule=_({**PRINCIPLES, **BARS}[bar]))


class Marking:
    """The marks of one meeting over one pool, and what they close."""

    def __init__(self, problem: Problem, marks: Sequence[Mark]) -> None:
        self.problem = problem
        self.marks = in_order(problem, marks)
        self._goal: dict[str, str] = {}
        self._kept: set[str] = set()
        self._claims: dict[str, set[str]] = {}
        self._forbidden: set[tuple[str, str]] = set()
        self._goals: dict[str, set[str]] = {}
        for mark in self.marks:
            if mark.kind is MarkKind.FORBID:
                self._forbidden.add((mark.person_id, mark.slot or mark.unit))
                continue
            goal = mark.slot if mark.kind is MarkKind.PIN else mark.person_id
            if mark.kind is MarkKind.STAY:
                self._kept.add(mark.person_id)
            self._goals.setdefault(mark.person_id, set()).add(goal)
            self._claims.setdefault(goal, set()).add(mark.person_id)
        self.closed = self._closed()

    def bar(self, person: Person, holder: Person) -> str | None:
        """Return the kind of mark that bars a person from another's slot, or None."""
        one, slot = person.id, holder.id
        if one in self._kept or slot in self._kept:
            return "stay"
        if slot not in self._goals.get(one, {slot}) or one not in self._claims.get(slot, {one}):
            return "pin"
        if (one, slot) in self._forbidden or (one, holder.unit) in self._forbidden:
            return "forbid"
        return None

    def keeps(self, person: Person) -> bool:
        """Whether the meeting took the person out of the exchange."""
        return person.id in self._kept

    def pins(self, person: Person) -> bool:
        """Whether the meeting pinned the person."""
        return person.id in self._goals and person.id not in self._kept

    def open(self, at: int) -> Iterator[int]:
        """Yield the slots that a person of the pool may take, staying included."""
        problem, closed = self.problem, self.closed.get(at, frozenset())
        for k in range(problem.indptr[at], problem.indptr[at + 1]):
            if problem.indices[k] not in closed:
                yield problem.indices[k]

    def _closed(self) -> dict[int, frozenset[int]]:
        """By person, the slots that the marks close."""
        problem, at = self.problem, self.problem.at
        claimed = frozenset(at[slot] for slot in self._claims)
        closed = dict.fromkeys(range(problem.size), claimed) if claimed else {}
        for person, goals in self._goals.items():
            own = frozenset(problem.indices[slice(*problem.indptr[at[person] : at[person] + 2])])
            (goal, *more) = goals
            alone = not more and self._claims[goal] == {person}
            closed[at[person]] = own - {at[goal]} if alone else own
        for mark in self.marks:
            if mark.kind is MarkKind.FORBID:
                slots = [at[mark.slot]] if mark.slot else self._slots_of(mark.unit)
                i = at[mark.person_id]
                closed[i] = closed.get(i, frozenset()) | frozenset(slots)
        return closed

    def _slots_of(self, unit: str) -> list[int]:
        return [j for j, holder in enumerate(self.problem.pool) if holder.unit == unit]


def in_order(problem: Problem, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Marks once each, in an order of their own: the same marks make the same plan."""
    kinds = list(MarkKind)
    return tuple(
        sorted(
            dict.fromkeys(marks),
            key=lambda mark: (mark.person_id, kinds.index(mark.kind), mark.slot, mark.unit),
        )
    )


def refusal(problem: Problem, mark: Mark) -> str:
    """Say why a mark cannot be, looked at by itself and without a solve; "" if nothing bars it."""
    if mark.person_id not in problem.at:
        return _("本人不在本次应交流之列")
    if mark.kind is MarkKind.STAY:
        return _("留任的标记不带编制位和单位") if mark.slot or mark.unit else ""
    if mark.kind is MarkKind.FORBID and mark.unit:
        return _forbid_unit(problem, mark)
    if mark.unit or not mark.slot:
        return _("标记要写明一个编制位；禁去也可以写明一个单位")
    if mark.slot not in problem.at:
        return _("该编制位不在本次可腾出的编制位之中")
    if mark.slot == mark.person_id:
        return _("这是本人现在的编制位；不让本人交流，请标“留任”")
    if mark.kind is MarkKind.PIN:
        person, holder = (problem.pool[problem.at[key]] for key in (mark.person_id, mark.slot))
        if bar := problem.admissibility.bar(person, holder):
            return bar_words(bar)
    return ""


def _forbid_unit(problem: Problem, mark: Mark) -> str:
    if mark.slot:
        return _("标记要写明一个编制位；禁去也可以写明一个单位")
    if mark.unit == problem.pool[problem.at[mark.person_id]].unit:
        return _("这是本人现在的单位")
    if not any(holder.unit == mark.unit for holder in problem.pool):
        return _(NO_SLOTS)
    return ""


def refused(problem: Problem, marks: Sequence[Mark]) -> None:
    """Refuse marks of which one cannot be by itself.

    Raises:
        MarksConflict: it names the first such mark and says why.
    """
    for mark in marks:
        if reason := refusal(problem, mark):
            text = _("标记“{mark}”不能成立：{reason}")
            raise MarksConflict(text.format(mark=mark_words(problem, mark), reason=reason), (mark,))


def conflict(problem: Problem, marks: Sequence[Mark], relatives: Relatives) -> MarksConflict:
    """Name marks that together leave no plan, and of which none can be spared.

    A deletion filter: each mark in turn is left out, for good if there is no plan without it
    either.
    """
    left = list(_near(problem, marks))
    for mark in tuple(left):
        others = [other for other in left if other is not mark]
        if not _possible(problem, others, relatives):
            left = others
    words = _("；").join(mark_words(problem, mark) for mark in left)
    if len(left) == 1:
        text = _("标记“{marks}”不能成立：{reason}")
        return MarksConflict(text.format(marks=words, reason=_(NOWHERE)), left)
    text = _("这些标记不能同时成立，请撤去其中一个：{marks}")
    return MarksConflict(text.format(marks=words), left)


def _near(problem: Problem, marks: Sequence[Mark]) -> Sequence[Mark]:
    """Marks that close anything to people who are short of slots; all, if nobody is."""
    try:
        what_if(problem, Marking(problem, marks).closed, relatives=_nobody(problem))
    except InfeasibleError as error:
        short = error.people
        return [mark for mark in marks if _touches(problem, mark, short)]
    return marks


def _nobody(problem: Problem) -> Relatives:
    return Relatives(problem, disregarded=True)


def _touches(problem: Problem, mark: Mark, people: Sequence[int]) -> bool:
    closed = Marking(problem, (mark,)).closed
    return any(
        j in closed.get(i, frozenset())
        for i in people
        for j in problem.indices[slice(*problem.indptr[i : i + 2])]
    )


def _possible(problem: Problem, marks: Sequence[Mark], relatives: Relatives) -> bool:
    try:
        what_if(problem, Marking(problem, marks).closed, relatives)
    except InfeasibleError:
        return False
    return True


def mark_words(problem: Problem, mark: Mark) -> str:
    """A mark in the words of the meeting; nobody's id is told."""
    people = problem.roster.person
    person = people.get(mark.person_id)
    who = _("{name}（{unit}）").format(name=person.name, unit=person.unit) if person else _("某人")
    if mark.kind is MarkKind.STAY:
        return _("{who}留任").format(who=who)
    where = mark.unit
    if holder := people.get(mark.slot):
        where = _("{unit}{holder}的编制位").format(unit=holder.unit, holder=holder.name)
    if mark.kind is MarkKind.PIN:
        return _("{who}钉住{where}").format(who=who, where=where)
    return _("{who}禁去{where}").format(who=who, where=where)
