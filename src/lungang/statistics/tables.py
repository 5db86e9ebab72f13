"""The five tables of the source: post, age, education, specialty on diploma, kind of work.

Labels and sentences keep the wording of the source. Every person moved falls in exactly one row
of each table. The rows that the pack names are always there, also with nobody in them; a person
whom none of them fits adds a row, so that no table ever loses anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from lungang.domain.clock import band_of
from lungang.domain.codes import Education, KindOfWork, Level
from lungang.domain.roster import Person
from lungang.policy.pack.model import SpecialKind, StatisticsTables
from lungang.statistics.records import Row, Table

_POSTS = (Level.SECTION_CHIEF, Level.DEPUTY_SECTION_CHIEF, Level.STAFF)

_KINDS: Mapping[KindOfWork, str] = {
    KindOfWork.PEOPLE_MONEY_ASSETS: "人、财、物管理",
    KindOfWork.PROJECT_FUNDS_APPROVAL: "项目、经费审批",
    KindOfWork.LICENCES: "证、牌、照核发",
    KindOfWork.ENFORCEMENT_SUPERVISION: "执法、监督、监察",
    KindOfWork.OTHER: "其他工作",
}
"""The wording of the source, for kinds that a pack gives no title of its own."""


def five_tables(
    people: Sequence[Person], how: StatisticsTables, kinds: Sequence[SpecialKind], on: date
) -> tuple[Table, Table, Table, Table, Table]:
    """Count the people moved in the five ways of the source, ages at the date ``on``."""
    return (
        by_post(people),
        by_age(people, how.age_bounds, on),
        by_education(people, how.education_groups),
        by_diploma(people, how.diploma_groups, how.diploma_other),
        by_kind_of_work(people, {row.kind: row.title for row in kinds if row.title}),
    )


def by_post(people: Sequence[Person]) -> Table:
    """任职情况. Leaders of units have a row only if one was moved: the source knows none."""
    counts = Counter(person.level for person in people)
    levels = [level for level in Level if level in _POSTS or counts[level]]
    rows = tuple(Row(label=level.label, count=counts[level]) for level in levels)
    return Table(
        id="post",
        title="任职情况",
        note="按交流前职务",
        rows=rows,
        sentence=_sentence("交流人员的任职情况是：", rows),
    )


def by_age(people: Sequence[Person], bounds: Sequence[int], on: date) -> Table:
    """年龄情况, in half-open bands; below the first bound there is a row only if needed."""
    counts = Counter(band_of(person.age(on), bounds) for person in people)
    labels = [f"{low}-{high}岁" for low, high in pairwise(bounds)]
    labels += [f"{bound}岁以上" for bound in bounds[-1:]]
    rows = [Row(label=label, count=counts[band]) for band, label in enumerate(labels)]
    if counts[-1]:
        rows.insert(0, Row(label=f"{bounds[0]}岁以下" if bounds else "全部", count=counts[-1]))
    return Table(
        id="age",
        title="年龄情况",
        note="含下限，不含上限",
        rows=tuple(rows),
        sentence=_sentence("年龄情况是：", rows, form="{label}有{count}人"),
    )


def by_education(people: Sequence[Person], groups: Mapping[str, Sequence[Education]]) -> Table:
    """文化程度情况. An education in no group of the pack has a row under its own name."""
    group_of: dict[Education, str] = {}
    for title, members in groups.items():
        for one in members:
            group_of.setdefault(one, title)
    counts = Counter(group_of.get(person.education, person.education.label) for person in people)
    titles = [*groups, *(one.label for one in Education if counts[one.label])]
    rows = tuple(Row(label=title, count=counts[title]) for title in dict.fromkeys(titles))
    return Table(
        id="education",
        title="文化程度情况",
        note="",
        rows=rows,
        sentence=_sentence("文化程度情况是：", rows),
    )


def by_diploma(people: Sequence[Person], groups: Mapping[str, Sequence[str]], other: str) -> Table:
    """文凭记载专业情况. The first group is spelt out, as the source does for 经济类."""
    counts = Counter(diploma_group(person.diploma_specialty, groups, other) for person in people)
    rows = tuple(Row(label=title, count=counts[title]) for title in dict.fromkeys([*groups, other]))
    first = next(iter(groups), other)
    roots = _roots(groups.get(first, ()))
    held = [
        person.diploma_specialty
        for person in people
        if diploma_group(person.diploma_specialty, groups, other) == first
    ]
    met = [root for root in roots if any(root in specialty for specialty in held)]
    spelt = f"（含{'、'.join(met)}）" if len(met) > 1 else ""
    told = (Row(label=rows[0].label + spelt, count=rows[0].count), *rows[1:])
    return Table(
        id="diploma",
        title="文凭记载专业情况",
        note=f"{first}含{'、'.join(roots)}" if len(roots) > 1 else "",
        rows=rows,
        sentence=_sentence("文凭记载专业情况是：", told),
    )


def _roots(words: Sequence[str]) -> list[str]:
    # A pack lists 经济管理 beside 经济 so that it is found; a sentence needs only the shorter.
    return [one for one in words if not any(other in one and other != one for other in words)]


def diploma_group(specialty: str, groups: Mapping[str, Sequence[str]], other: str) -> str:
    """The group of a specialty: the one that lists it, else the one with its longest part.

    So 财务会计 counts where 会计 does, and a pack that wants 经济法 under law lists 经济法 there.
    """
    found = [
        (word == specialty, len(word), -place, title)
        for place, (title, words) in enumerate(groups.items())
        for word in words
        if word and word in specialty
    ]
    return max(found)[3] if found else other


def by_kind_of_work(people: Sequence[Person], titles: Mapping[KindOfWork, str]) -> Table:
    """具体岗位情况: the work of the posts that the people held, in the words of the pack."""
    counts = Counter(person.post.kind_of_work for person in people)
    rows = tuple(
        Row(label=titles.get(kind, label), count=counts[kind]) for kind, label in _KINDS.items()
    )
    return Table(
        id="kind_of_work",
        title="具体岗位情况",
        note="按交流前岗位",
        rows=rows,
        sentence=_sentence("具体岗位情况是：", rows, form="从事{label}的有{count}人"),
    )


def _sentence(start: str, rows: Sequence[Row], form: str = "{label}{count}人") -> str:
    said = [form.format(label=row.label, count=row.count) for row in rows if row.count]
    return f"{start}{'，'.join(said) or '无'}。"
