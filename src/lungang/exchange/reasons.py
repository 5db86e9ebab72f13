"""The three reasons for a destination, each one sentence (screens/brief: 专业, 职务, 回避)."""

from __future__ import annotations

from lungang.domain.plan import Screened
from lungang.domain.roster import Person
from lungang.exchange.problem import Problem


def reasons(
    problem: Problem, screened: Screened, person: Person, holder: Person | None
) -> tuple[str, ...]:
    """Why the person moves, and why here: ground, work and post, avoidance and establishment.

    ``holder`` is who frees the slot the person goes to; None for a person who stays.
    """
    ground = screened.ground
    why = "" if ground is None else f"应交流：{ground.title}（{_facts(screened)}）"
    if holder is None:
        return (why,)
    return why, _work(problem, person, holder), _balance(problem, person, holder)


def _facts(screened: Screened) -> str:
    ground = screened.ground
    shown = () if ground is None else ground.facts
    return "；".join(f"{fact.name} {fact.value}" for fact in shown)


def _work(problem: Problem, person: Person, holder: Person) -> str:
    grade = problem.policy.specialties.affinity(
        person.practised_specialty, holder.practised_specialty
    )
    words = {"same": "相同", "similar": "相近", "none": "不作要求"}
    text = (
        f"专业{words[grade]}：本人从事{person.practised_specialty}，"
        f"该编制位从事{holder.practised_specialty}"
    )
    if person.level is holder.level:
        return f"{text}；职务对应：{person.level.label}接{holder.level.label}"
    return (
        f"{text}；跨层次对应：{person.level.label}接{holder.level.label}的编制位，"
        "本人职务层次、职级不变，新职务待接收单位有空缺职数再定"
    )


def _balance(problem: Problem, person: Person, holder: Person) -> str:
    text = f"出一进一：{holder.unit}出{holder.name}、进{person.name}，同为{person.nature.label}"
    relatives = list(problem.admissibility.rules.relatives(person.id))
    if not relatives:
        return f"{text}；无应回避的亲属关系"
    names = "、".join(f"{row.relation}{row.relative_name}" for row in relatives)
    return f"{text}；与亲属（{names}）不在一处任须回避的职位"
