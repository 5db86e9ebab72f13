"""What a person's page shows beside the verdict, frozen as it was when the rules ran."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from lungang.domain.plan import Fact, Ground, Screened
from lungang.domain.roster import Kinship, Person, Roster

_LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Sex, age, nature and the facts in three columns: what, value, where it comes from.

    ``since`` gives months as ``YYYY-MM``: of the post, of the unit, of birth.
    """

    sex: str
    age: int
    nature: str
    level: str
    since: Mapping[str, str]
    facts: tuple[Fact, ...]


def profile_of(person: Person, roster: Roster, kin: tuple[Kinship, ...], line: int) -> Profile:
    """Return the profile of a person whose row has the number ``line`` in the unit's roster."""
    row = f"花名册第 {line} 行"
    facts = (
        Fact(name=_("岗位类型"), value=person.post.kind_of_work.label, source=row),
        Fact(name=_("任现职时间"), value=person.post_start.dotted, source=row),
        Fact(name=_("进本单位"), value=person.unit_start.dotted, source=row),
        Fact(name=_("人员身份"), value=f"{person.status.label}，{person.nature.label}", source=row),
        Fact(name=_("亲属关系"), value=_kin(kin), source="亲属关系表"),
        Fact(name=_("特殊情形"), value=_circumstances(person), source=row),
    )
    return Profile(
        sex=person.sex.label,
        age=person.age(roster.reference_date),
        nature=person.nature.label,
        level=person.level.label,
        since={
            "post": f"{person.post_start.year}-{person.post_start.month:02}",
            "unit": f"{person.unit_start.year}-{person.unit_start.month:02}",
            "age": f"{person.birth.year}-{person.birth.month:02}",
        },
        facts=facts,
    )


def short_fact(screened: Screened, kin: tuple[Kinship, ...] = ()) -> str:
    """Return what the list shows of a person, each fact under its own label.

    ``在现岗位 9 年 9 个月；在本单位 15 年``, ``56 周岁``, ``妻弟任副局长``.
    """
    ground = screened.ground
    if ground is None:
        return ""
    found = {fact.name: fact.value for fact in ground.facts}
    if avoided := found.get("任职回避"):
        return _relative(avoided, kin)[:_LONGEST]
    spans = [
        f"{label} {found[name].rpartition('，')[2].removesuffix(' 0 个月')}".strip()
        for name, label in _SPANS.items()
        if name in found
    ]
    if spans:
        return "；".join(spans)[:_LONGEST]
    return "、".join(value.partition("（")[0] for value in found.values())[:_LONGEST]


_SPANS = {"任现职时间": "在现岗位", "在本单位连续工作时间": "在本单位", "年龄": ""}
"""Facts that are measured, with the label that says of what; an age says it itself (周岁)."""


def _relative(told: str, kin: tuple[Kinship, ...]) -> str:
    for row in kin:
        if told.startswith(f"{row.relation}{row.relative_name}（"):
            return f"{row.relation}任{row.relative_post}" if row.relative_post else row.relation
    return told.partition("（")[0]


def short_category(ground: Ground | None, category: str) -> str:
    """Return in a word under what a person comes: the kind of special work, or the rule's kind."""
    if ground is None:
        return ""
    for fact in ground.facts:
        if fact.name == "从事特殊性质工作":
            return fact.value
    return _CATEGORIES.get(category, ground.title)[:60]


_CATEGORIES = {
    "avoidance": "任职回避",
    "middle_level": "中层干部任职年限",
    "long_in_unit": "久在一个单位",
    "special_work": "特殊性质工作",
    "statutory_tenure": "法定任期",
    "exclusion": "接近退休",
    "deferral": "暂缓情形",
    "scope": "不在范围",
    "limit": "一次走多少人",
}


def _kin(rows: tuple[Kinship, ...]) -> str:
    told = [
        f"{row.relation}{row.relative_name}（{where}）"
        if (where := "、".join(filter(None, (row.relative_unit, row.relative_post))))
        else f"{row.relation}{row.relative_name}"
        for row in rows
    ]
    return "；".join(told) or "没有"


def _circumstances(person: Person) -> str:
    return "、".join(sorted(item.label for item in person.circumstances)) or "没有"
