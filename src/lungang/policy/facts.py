"""Facts of a person that conditions ask for (docs/reference/reading.md, 2), with their origin."""

from __future__ import annotations

from typing import Final

from lungang.domain.clock import years_between
from lungang.domain.codes import Circumstance, Code, Level
from lungang.domain.plan import Fact
from lungang.domain.roster import Kinship, Person, Roster
from lungang.policy.avoidance import AvoidanceRules, Position
from lungang.policy.pack.model import PRINCIPLES, Condition, Policy

FactValue = str | int | bool | frozenset[Circumstance] | None

_LEVELS: Final = list(Level)
_NAMES: Final = {
    "level": ("职务层次", "花名册·职务层次"),
    "personnel_status": ("人员身份", "花名册·人员身份"),
    "nature": ("本人编制性质", "花名册·编制性质"),
    "unit_kind": ("单位类别", "单位·类别"),
    "kind_of_work": ("岗位类型", "花名册·岗位类型"),
    "special_work": ("从事特殊性质工作", "花名册·岗位类型；政策包·岗位类型表"),
    "sex": ("性别", "花名册·性别"),
    "circumstance": ("特殊情形", "花名册·特殊情形"),
    "rank": ("职级", "花名册·职级"),
    "practised_specialty": ("从事专业", "花名册·从事专业"),
    "party": ("政治面貌", "花名册·政治面貌"),
    "age": ("年龄", "花名册·出生年月"),
    "months_in_post": ("任现职时间", "花名册·任现职时间"),
    "years_in_post": ("任现职时间", "花名册·任现职时间"),
    "months_in_unit": ("在本单位连续工作时间", "花名册·进本单位时间"),
    "years_in_unit": ("在本单位连续工作时间", "花名册·进本单位时间"),
    "years_of_service": ("参加工作时间", "花名册·参加工作时间"),
    "key_post": ("关键岗位", "花名册·关键岗位"),
    "mixed": ("混编", "花名册·编制性质、岗位编制性质"),
    "avoidance": ("任职回避", "亲属关系"),
    "volunteer": ("本人志愿", "志愿"),
}


class FactSheet:
    """Computes facts of people of one roster under one policy."""

    def __init__(self, roster: Roster, policy: Policy, avoidance: AvoidanceRules) -> None:
        self.roster = roster
        self.policy = policy
        self.avoidance = avoidance
        self.on = roster.reference_date
        self._volunteers = frozenset(wish.person_id for wish in roster.wishes)

    def value(self, person: Person, fact: str) -> FactValue:
        """Return the value of a fact, or None where the roster does not say."""
        match fact:
            case "age":
                return person.age(self.on)
            case "months_in_post":
                return person.months_in_post(self.on)
            case "years_in_post":
                return person.months_in_post(self.on) // 12
            case "months_in_unit":
                return person.months_in_unit(self.on)
            case "years_in_unit":
                return person.months_in_unit(self.on) // 12
            case "years_of_service":
                start = person.work_start
                return None if start is None else years_between(start, self.on)
            case "special_work":
                return person.post.kind_of_work in self.policy.special_kinds
            case "avoidance":
                return self.must_give_way(person) is not None
            case "volunteer":
                return person.id in self._volunteers
            case _:
                return self._plain(person, fact)

    def _plain(self, person: Person, fact: str) -> FactValue:
        values: dict[str, FactValue] = {
            "level": person.level,
            "personnel_status": person.status,
            "nature": person.nature,
            "unit_kind": self.roster.unit[person.unit].kind,
            "kind_of_work": person.post.kind_of_work,
            "sex": person.sex,
            "circumstance": person.circumstances,
            "rank": person.rank,
            "practised_specialty": person.practised_specialty,
            "party": person.party,
            "key_post": person.post.key,
            "mixed": person.is_mixed,
        }
        return values[fact]

    def holds(self, person: Person, condition: Condition) -> bool:
        """Whether a condition is met; one on an unknown fact never is."""
        value = self.value(person, condition.fact)
        asked = condition.value
        if value is None:
            return False
        if condition.op in ("in", "not_in"):
            listed = asked if isinstance(asked, tuple) else (asked,)
            have = value if isinstance(value, frozenset) else frozenset((value,))
            return (not have.isdisjoint(listed)) == (condition.op == "in")
        if condition.op == "is":
            return value == asked
        assert isinstance(value, int)
        assert isinstance(asked, int)
        match condition.op:
            case "at_least":
                return value >= asked
            case "at_most":
                return value <= asked
            case "above":
                return value > asked
            case _:
                return value < asked

    def must_give_way(self, person: Person) -> tuple[Kinship, str] | None:
        """Return the relative and principle for which the person is the one to move, if any."""
        here = self.avoidance.position(person)
        for row in self.avoidance.relatives(person.id):
            there = self.avoidance.position_of(row)
            found = self.avoidance.conflicts(here, there)
            if found and self._gives_way(person, row, there):
                return row, found[0]
        return None

    def _gives_way(self, person: Person, row: Kinship, there: Position) -> bool:
        if row.relative_id is None:
            if there.level is None:
                return True
            return _LEVELS.index(there.level) <= _LEVELS.index(person.level)
        relative = self.roster.person[row.relative_id]
        mine = (_LEVELS.index(person.level), person.months_in_unit(self.on))
        theirs = (_LEVELS.index(relative.level), relative.months_in_unit(self.on))
        return mine > theirs or (mine == theirs and person.id < relative.id)

    def shown(self, person: Person, fact: str) -> Fact:
        """Return a fact as it is shown to people: name, value in words, and where it comes from."""
        name, source = _NAMES[fact]
        return Fact(name=name, value=self._words(person, fact), source=source)

    def _words(self, person: Person, fact: str) -> str:
        since = {
            "post": (person.post_start, person.months_in_post(self.on)),
            "unit": (person.unit_start, person.months_in_unit(self.on)),
        }
        scale = fact.rpartition("_")[2]
        if fact.startswith(("years_in", "months_in")):
            start, months = since[scale]
            return f"{start.dotted} 起，{months // 12} 年 {months % 12} 个月"
        if fact == "age":
            return f"{person.birth.dotted} 出生，{person.age(self.on)} 周岁"
        if fact == "avoidance" and (found := self.must_give_way(person)):
            row, principle = found
            where = "、".join(filter(None, (row.relative_unit, row.relative_post)))
            return f"{row.relation}{row.relative_name}（{where}），{PRINCIPLES[principle]}"
        if fact == "special_work":
            return person.post.kind_of_work.label
        return _text(self.value(person, fact))


def _text(value: FactValue) -> str:
    if isinstance(value, Code):
        return value.label
    if isinstance(value, frozenset):
        return "、".join(sorted(item.label for item in value)) or "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    return "未填" if value is None or value == "" else str(value)
