"""The five tables: counts, edges of bands, wording of the source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lungang.domain.clock import YearMonth
from lungang.domain.codes import Education, KindOfWork, Level
from lungang.policy.pack.model import SpecialKind
from lungang.statistics.outcomes import outcomes
from lungang.statistics.tables import (
    by_age,
    by_diploma,
    by_education,
    by_kind_of_work,
    by_post,
    diploma_group,
)
from lungang.statistics.wording import tenths
from tests.statistics.county import county
from tests.statistics.factory import ON, STATISTICS, person

GROUPS = STATISTICS.diploma_groups


def counts(table):
    return {row.label: row.count for row in table.rows}


def test_the_county_reads_as_the_source_does():
    results = outcomes(*county())
    assert [table.sentence for table in results.tables] == [
        "交流人员的任职情况是：科长（主任）23人，副科长1人，一般干部3人。",
        "年龄情况是：30-40岁有4人，40-50岁有20人，50岁以上有3人。",
        "文化程度情况是：大学本科11人，大专8人，中专6人，高中2人。",
        "文凭记载专业情况是：经济类（含经济、会计、统计、财政）10人，法律类6人，其它类11人。",
        "具体岗位情况是：从事人、财、物管理的有14人，从事项目、经费审批的有3人，"
        "从事证、牌、照核发的有2人，从事执法、监督、监察的有8人。",
    ]
    assert results.headline.sentence.startswith("这次共对18个单位的27人进行跨部门交流。")


@pytest.mark.parametrize(
    ("birth", "label"),
    [
        (YearMonth(1974, 12), "30-40岁"),  # 30 in this very month
        (YearMonth(1965, 1), "30-40岁"),
        (YearMonth(1964, 12), "40-50岁"),
        (YearMonth(1964, 12, 31), "40-50岁"),  # days are disregarded
        (YearMonth(1955, 1), "40-50岁"),
        (YearMonth(1954, 12), "50岁以上"),
        (YearMonth(1940, 1), "50岁以上"),
        (YearMonth(1975, 1), "30岁以下"),
    ],
)
def test_bands_of_age_include_the_lower_and_not_the_upper_bound(birth, label):
    table = by_age([person(1, "甲局", birth=birth)], (30, 40, 50), ON)
    assert [row.label for row in table.rows if row.count] == [label]


def test_rows_with_nobody_are_shown():
    table = by_age([person(1, "甲局")], (30, 40, 50), ON)
    assert counts(table) == {"30-40岁": 0, "40-50岁": 1, "50岁以上": 0}
    assert table.sentence == "年龄情况是：40-50岁有1人。"
    assert counts(by_post([])) == {"科长（主任）": 0, "副科长": 0, "一般干部": 0}
    assert by_post([]).sentence == "交流人员的任职情况是：无。"


def test_a_leader_of_a_unit_adds_a_row():
    table = by_post([person(1, "甲局", level=Level.UNIT_DEPUTY), person(2, "甲局")])
    assert counts(table) == {"单位副职": 1, "科长（主任）": 1, "副科长": 0, "一般干部": 0}


def test_an_education_that_no_group_lists_adds_a_row():
    people = [person(1, "甲局", education=Education.POSTGRADUATE), person(2, "甲局")]
    table = by_education(people, STATISTICS.education_groups)
    assert counts(table)["研究生"] == 1
    assert table.total == 2


def test_an_education_listed_twice_counts_once():
    groups = {"高学历": (Education.BACHELOR,), "大学本科": (Education.BACHELOR,)}
    table = by_education([person(1, "甲局")], groups)
    assert counts(table) == {"高学历": 1, "大学本科": 0}


@pytest.mark.parametrize(
    ("specialty", "group"),
    [
        ("会计", "经济类"),
        ("财务会计", "经济类"),
        ("法律", "法律类"),
        ("国际法学", "法律类"),
        ("中文", "其它类"),
        ("", "其它类"),
    ],
)
def test_a_specialty_counts_where_its_word_is(specialty, group):
    assert diploma_group(specialty, GROUPS, "其它类") == group


def test_a_listed_specialty_beats_a_part_of_it():
    groups = {"经济类": ("经济",), "法律类": ("法律", "经济法")}
    assert diploma_group("经济法", groups, "其它类") == "法律类"
    assert diploma_group("经济法学", groups, "其它类") == "法律类"


def test_only_what_occurs_is_spelt_out():
    groups = {"经济类": ("经济", "经济管理", "会计", "统计")}
    people = [
        person(n, "甲局", diploma_specialty=one) for n, one in enumerate(["经济管理", "会计"])
    ]
    table = by_diploma(people, groups, "其它类")
    assert table.sentence == "文凭记载专业情况是：经济类（含经济、会计）2人。"
    assert table.note == "经济类含经济、会计、统计"


def test_kinds_of_work_are_named_by_the_pack():
    people = [person(1, "甲局", kind=KindOfWork.LICENCES), person(2, "甲局", kind=KindOfWork.OTHER)]
    table = by_kind_of_work(people, {KindOfWork.LICENCES: "许可证管理"})
    assert table.sentence == "具体岗位情况是：从事许可证管理的有1人，从事其他工作的有1人。"


def test_the_title_of_the_pack_reaches_the_table():
    plan, roster, policy = county()
    kinds = (SpecialKind(kind=KindOfWork.LICENCES, title="发证", special=True),)
    results = outcomes(plan, roster, replace(policy, kinds_of_work=kinds))
    assert counts(results.tables[4])["发证"] == 2


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (1, 2000, "0.1"), (7, 7, "100.0"), (0, 0, "0.0")],
)
def test_a_share_has_one_decimal_half_up(part: int, whole: int, told: str) -> None:
    assert tenths(part, whole) == told
