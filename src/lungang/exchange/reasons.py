"""The three reasons for a destination, each one sentence: work, post, establishment and kin."""

from __future__ import annotations

from lungang.domain.roster import Person
from lungang.exchange.problem import Problem

_GRADES = {"same": "相同", "similar": "相近", "none": "不作要求"}


def reasons(problem: Problem, person: Person, holder: Person) -> tuple[str, str, str]:
    """Why a person may go to the slot of ``holder``: 专业, 职务, 出一进一与回避."""
    return _work(problem, person, holder), _post(person, holder), _balance(problem, person, holder)


def _work(problem: Problem, person: Person, holder: Person) -> str:
    mine, theirs = person.practised_specialty, holder.practised_specialty
    grade = problem.policy.specialties.affinity(mine, theirs)
    return f"专业{_GRADES[grade]}：本人从事{mine}，该编制位从事{theirs}"


def _post(person: Person, holder: Person) -> str:
    rank = f"，职级{person.rank}不变" if person.rank else ""
    if person.level is holder.level:
        return f"职务对应：{person.level.label}接{holder.level.label}的编制位{rank}"
    return (
        f"跨层次对应：{person.level.label}接{holder.level.label}的编制位，"
        f"本人职务层次不变{rank}，新职务待接收单位有空缺职数再定"
    )


def _balance(problem: Problem, person: Person, holder: Person) -> str:
    text = f"出一进一：{holder.unit}出{holder.name}、进{person.name}，同为{person.nature.label}"
    relatives = list(problem.admissibility.rules.relatives(person.id))
    if not relatives:
        return f"{text}；没有应回避的亲属关系"
    names = "、".join(f"{row.relation}{row.relative_name}" for row in relatives)
    return f"{text}；与亲属（{names}）不在须回避的职位"


def without_kin(reason: str) -> str:
    """Return a reason as it is told to those who may not know of the person's relatives."""
    return reason.partition("；")[0] if reason.startswith("出一进一：") else reason
