"""What a repair has to do with the released plan: who had which slot, and why that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lungang.domain.movement import slots
from lungang.domain.plan import Mark, MarkKind, Plan, Repair
from lungang.domain.records import plan_digest
from lungang.errors import InputError
from lungang.exchange.marks import Marking
from lungang.exchange.problem import Problem
from lungang.i18n import gettext as _


def released_in(problem: Problem, released: Plan) -> Problem:
    """The same problem with the slots of a released plan in it, so that changes are counted.

    Raises:
        InputError: the plan is not one of this pool.
    """
    had = slots(released)
    if had.keys() != problem.at.keys() or sorted(had.values()) != sorted(had):
        raise InputError(_("已公布的方案不是这些应交流人员的方案，不能据此修补"))
    return replace(problem, released=tuple(problem.at[had[person.id]] for person in problem.pool))


def repair_of(problem: Problem, released: Plan) -> Repair:
    """What a plan says of the released plan that it repairs."""
    pool = problem.pool
    assignment = {pool[i].id: pool[j].id for i, j in enumerate(problem.released)}
    return Repair(released=plan_digest(released), assignment=assignment)


class Changes:
    """Why people of a repaired plan go elsewhere than released, each in one sentence."""

    def __init__(self, problem: Problem, marking: Marking, slot_of: Sequence[int]) -> None:
        self.problem = problem
        self.slot_of = slot_of
        at = problem.at
        was = problem.released
        self._had = {slot: person for person, slot in enumerate(was)}
        self._broken: dict[int, list[Mark]] = {}
        for mark in marking.marks:
            i = at[mark.person_id]
            if not _kept(problem, mark, was[i]):
                self._broken.setdefault(i, []).append(mark)

    def reason(self, at: int) -> str:
        """Why a person goes elsewhere than released, and where from and to; "" if not so."""
        before, after = self.problem.released[at], self.slot_of[at]
        if before == after:
            return ""
        own = self.problem.pool[at].id
        causes = "、".join(_cause(self.problem, mark, own) for mark in self._causes(at))
        return f"因{causes}，由{self._place(at, before)}改为{self._place(at, after)}"

    def _causes(self, at: int) -> list[Mark]:
        """Marks that broke the released plan in the person's round of changes, else anywhere.

        A round in which no mark was broken is there only because of relatives elsewhere.
        """
        found: list[Mark] = []
        one = at
        while True:
            found += self._broken.get(one, [])
            one = self._had[self.slot_of[one]]
            if one == at:
                break
        return found or [mark for marks in self._broken.values() for mark in marks]

    def _place(self, at: int, slot: int) -> str:
        holder = self.problem.pool[slot]
        return "留在本单位" if at == slot else f"{holder.unit}{holder.name}的编制位"


def _kept(problem: Problem, mark: Mark, slot: int) -> bool:
    """Whether a person with this slot keeps a mark."""
    holder = problem.pool[slot]
    if mark.kind is MarkKind.FORBID:
        return mark.slot != holder.id and mark.unit != holder.unit
    return holder.id == (mark.slot if mark.kind is MarkKind.PIN else mark.person_id)


def _cause(problem: Problem, mark: Mark, own: str) -> str:
    """What a mark says, to the person with the id ``own``."""
    people = problem.roster.person
    name = "本人" if mark.person_id == own else people[mark.person_id].name
    if mark.kind is MarkKind.STAY:
        return f"{name}留任"
    holder = people.get(mark.slot)
    where = f"{holder.unit}{holder.name}的编制位" if holder else mark.unit
    return f"{name}{'定在' if mark.kind is MarkKind.PIN else '不去'}{where}"
