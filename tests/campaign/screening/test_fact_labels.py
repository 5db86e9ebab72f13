"""What stands beside a rule says of each duration what it measures."""

from __future__ import annotations

import re

import pytest

from lungang.campaign.screening.evidence import screened_of
from lungang.campaign.screening.models import Result
from lungang.campaign.screening.profile import short_fact
from lungang.domain.codes import Verdict
from lungang.domain.plan import Fact, Ground, Screened

POST = ("任现职时间", "1992.09 起，12 年 3 个月")
UNIT = ("在本单位连续工作时间", "1989.12 起，15 年 0 个月")


def screened(*facts):
    ground = Ground(
        rule="r", title="", clause="", source="", verified=True,
        facts=tuple(Fact(name=name, value=value, source="") for name, value in facts),
    )  # fmt: skip
    return Screened(
        person_id="1", name="甲", unit="乙局", verdict=Verdict.MUST_EXCHANGE, ground=ground,
        met=(ground,), priority_class="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ((UNIT, POST), "在现岗位 12 年 3 个月；在本单位 15 年"),
        ((("职务层次", "科长（主任）"), POST), "在现岗位 12 年 3 个月"),
        ((UNIT,), "在本单位 15 年"),
        ((("性别", "男"), ("年龄", "1948.01 出生，56 周岁")), "56 周岁"),
        ((("特殊情形", "援派"),), "援派"),
    ],
)
def test_each_fact_has_its_label_and_value(facts, said):
    assert short_fact(screened(*facts)) == said


def test_a_rule_of_two_conditions_shows_both_wherever_it_is_listed(client, county):
    county.screen()
    both = [
        row
        for row in Result.objects.filter(verdict=Verdict.MUST_EXCHANGE)
        if {POST[0], UNIT[0]} <= {fact.name for fact in screened_of(row).ground.facts}
    ]
    assert both
    client.force_login(county.group.user)
    pages = [client.get(path).content.decode() for path in ("/screening/", "/screening/pool/")]
    for row in both:
        assert re.fullmatch(r"在现岗位 \d+ 年.*；在本单位 \d+ 年.*", row.fact)
        assert all(row.fact in page for page in pages)


def test_no_duration_stands_without_saying_of_what(county):
    county.screen()
    for fact in Result.objects.values_list("fact", flat=True):
        assert not re.match(r"\d+ (年|个月)", fact), fact
