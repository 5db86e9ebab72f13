"""Policy packs: the shipped ones, and how a wrong one is refused."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

import lungang.policy
from lungang.domain.codes import Level, Verdict
from lungang.errors import PolicyError
from lungang.policy.pack import (
    PRINCIPLES,
    disagreements,
    load_policy,
    parse_policy,
    shipped_packs,
)
from lungang.policy.pack.model import BINDING, PROCEDURE

PACKS = Path(lungang.policy.__file__).parent / "packs"
TEXT = (PACKS / "county-2004.toml").read_text(encoding="utf-8")


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(PolicyError) as caught:
        parse_policy(text.encode(), "我县.toml")
    return caught.value.problems


def problems_if_any(text: str) -> tuple[str, ...]:
    try:
        parse_policy(text.encode(), "x.toml")
    except PolicyError as error:
        return error.problems
    return ()


def changed(old: str, new: str, occurrence: int = 0) -> tuple[str, int]:
    """The pack with one place changed, and the line of that place."""
    at = -1
    for _ in range(occurrence + 1):
        at = TEXT.index(old, at + 1)
    return TEXT[:at] + new + TEXT[at + len(old) :], TEXT[:at].count("\n") + 1


def test_two_packs_ship() -> None:
    assert shipped_packs() == ("county-2004", "present-law")


@pytest.mark.parametrize("name", ["county-2004", "present-law"])
def test_every_provision_of_a_shipped_pack_carries_its_origin(name: str) -> None:
    pack = load_policy(name)
    rows = [pack.scope, *pack.rules, *pack.limits, *pack.principles.values(), *pack.procedure]
    for row in rows:
        assert row.id
        assert row.title
        assert row.clause
        assert row.source
    assert len({row.id for row in pack.rules}) == len(pack.rules)
    assert set(pack.principles) == set(PRINCIPLES)
    assert set(pack.texts) == {"scope", "conditions", "principles", "methods", "discipline"}


@pytest.mark.parametrize("name", ["county-2004", "present-law"])
def test_invented_thresholds_are_not_called_verified(name: str) -> None:
    """Whoever wrote 拟 beside a clause or source did not find it anywhere."""
    pack = load_policy(name)
    for row in [pack.scope, *pack.rules, *pack.limits, *pack.principles.values(), *pack.procedure]:
        if "拟" in (row.clause + row.source).replace("拟任", "") and "方案条款" not in row.source:
            assert not row.verified, row.id


def test_the_steps_of_the_law_are_those_of_the_pack() -> None:
    assert load_policy("county-2004").procedure == ()
    today = load_policy("present-law")
    day = today.effective_from
    assert [row.id for row in today.procedure_on(day)] == list(PROCEDURE)
    assert today.procedure_on(day - timedelta(days=1)) == ()
    assert not [row.id for row in today.procedure if row.overridable and row.id in BINDING]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "talk"', 'id = "tea"', "没有“tea”"),
        ('id = "talk"', 'id = "inspection"', "“inspection”重复了"),
        ('id = "discipline"', 'id = "discipline"\noverridable = true', "不能由别人研究照办"),
        ("overridable = true", 'overridable = "yes"', "应为true / false"),
        ("overridable = true", "overrideable = true", "没有“overrideable”"),
    ],
)
def test_a_wrong_step_of_the_law_is_named(old: str, new: str, expected: str) -> None:
    text = (PACKS / "present-law.toml").read_text(encoding="utf-8")
    at = text.index(old, text.index("[[procedure]]"))
    found = problems(text[:at] + new + text[at + len(old) :])
    assert [line for line in found if expected in line]


def test_the_four_categories_of_the_source_are_rules() -> None:
    categories = {rule.category for rule in load_policy("county-2004").rules}
    assert {"middle_level", "long_in_unit", "special_work", "avoidance"} <= categories


@pytest.mark.parametrize("name", ["county-2004", "present-law"])
def test_statutory_tenure_alone_never_sends_across(name: str) -> None:
    for rule in load_policy(name).rules:
        if rule.category in ("middle_level", "statutory_tenure"):
            assert rule.verdict is Verdict.MUST_ROTATE


@pytest.mark.parametrize("name", ["county-2004", "present-law"])
def test_a_section_chief_only_takes_the_slot_of_one(name: str) -> None:
    rows = load_policy(name).correspondences
    assert [row.slot for row in rows if row.level is Level.SECTION_CHIEF] == [Level.SECTION_CHIEF]


def test_deputies_and_staff_correspond_in_2004_and_not_today() -> None:
    across = {(Level.DEPUTY_SECTION_CHIEF, Level.STAFF), (Level.STAFF, Level.DEPUTY_SECTION_CHIEF)}
    then = load_policy("county-2004").correspondence
    assert all(then[pair].marked for pair in across)
    assert not across & set(load_policy("present-law").correspondence)


def test_a_file_is_as_good_as_a_shipped_name(tmp_path: Path) -> None:
    copy = tmp_path / "我县.toml"
    copy.write_text(TEXT.replace("per_unit = 3", "per_unit = 5"), encoding="utf-8")
    pack = load_policy(copy)
    assert pack.limits[0].per_unit == 5
    assert pack.digest != load_policy("county-2004").digest


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse_policy(b"\xef\xbb\xbf" + TEXT.encode(), "x.toml").id == "county-2004"


@pytest.mark.parametrize("name", ["没有这个包", "../county-2004", "/"])
def test_no_such_pack_names_those_there_are(name: str) -> None:
    with pytest.raises(PolicyError, match="county-2004、present-law"):
        load_policy(name)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("per_unit = 3", 'per_unit = "3"', "整数"),
        ("per_unit = 3", "per_unit = -1", "不小于 0"),
        ("per_unit = 3", "per_unit = true", "整数"),
        ("at_least = 56", "at_leat = 56", "at_least、at_most、above、below"),
        ('fact = "sex", in = ["男"]', 'fact = "sex", at_least = 3', "in、not_in"),
        ('fact = "years_in_unit"', 'fact = "years_in_unti"', "years_in_unit"),
        ('verdict = "应交流"', 'verdict = "应换"', "应轮岗"),
        ('priority_class = "policy"', 'priority_class = "polcy"', "policy"),
        ('category = "special_work"', 'category = "特殊"', "special_work"),
        ("effective_from = 1996-07-31", 'effective_from = "1996"', "日期"),
        ('id = "unit-limit"', 'name = "unit-limit"', "缺少"),
        ('id = "same_leader"', 'id = "same_boss"', "same_leader"),
        ('levels = ["科长（主任）"', 'levels = ["课长"', "副科长"),
        ('exempt = ["avoidance"]', 'exempt = ["回避"]', "avoidance"),
        ("leaving_relatives_count = true", "leaving_relatives_count = 1", "true / false"),
        ("age_bounds = [30, 40, 50]", "age_bounds = [30, 50, 40]", "由小到大"),
        ('["审计", "监察"]', '["审计", "监察", "法制"]', "一对一对"),
        ("wish_step = 3", "wish_stpe = 3", "wish_step"),
        ('schema = "lungang-policy/1"', 'schema = "lungang-policy/9"', "lungang-policy/1"),
    ],
)
def test_a_wrong_value_is_refused_with_file_line_and_what_is_expected(
    old: str, new: str, expected: str
) -> None:
    text, line = changed(old, new)
    found = problems(text)
    assert any(
        p.startswith("我县.toml 第 ")
        and abs(int(re.findall(r"第 (\d+) 行", p)[0]) - line) <= 8
        and expected in p
        for p in found
    ), found


def test_exact_lines_are_named() -> None:
    for old, new in [("per_unit = 3", 'per_unit = "3"'), ("wish_missed = 8", "wish_missed = -8")]:
        text, line = changed(old, new)
        assert f"第 {line} 行" in problems(text)[0]


def test_a_section_chief_may_not_be_given_a_lesser_slot() -> None:
    text, _ = changed(
        'level = "科长（主任）"\nslot = "科长（主任）"',
        'level = "科长（主任）"\nslot = "副科长"\nmarked = true',
    )
    assert "不得安排到较低层次" in problems(text)[0]


def test_a_case_across_levels_must_be_marked() -> None:
    text, _ = changed("marked = true", "marked = false")
    assert "跨层次" in problems(text)[0]


@pytest.mark.parametrize("name", ["one_out_one_in", "post_correspondence"])
def test_what_makes_it_an_exchange_cannot_be_switched_off(name: str) -> None:
    text, _ = changed(f'id = "{name}"\n', f'id = "{name}"\nenabled = false\n')
    assert "不能关闭" in problems(text)[0]


def test_all_problems_are_found_in_one_pass() -> None:
    text = TEXT.replace("per_unit = 3", "per_unit = -3").replace("wish_step = 3", 'wish_step = "a"')
    assert len(problems(text)) == 2


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "schema"),
        (b"schema : 1", "第 1 行"),
        (b'schema = "lungang-policy/1"\n\nid = [', "第 3 行"),
        ("编码".encode("gb18030"), "UTF-8"),
        (b"\x00\x01\x02", "TOML"),
        (b"a" * 4_000, "TOML"),
        (b"a" * 100_000, "5000 个字"),
    ],
)
def test_what_is_no_pack_is_refused_in_words(content: bytes, expected: str) -> None:
    with pytest.raises(PolicyError, match=expected):
        parse_policy(content, "x.toml")


def test_any_value_of_any_type_anywhere_is_refused_or_taken_never_a_crash() -> None:
    """Every key of the pack in turn gets values of other types."""
    plain = tomllib.loads(TEXT)
    keys = [line.split("=")[0].strip() for line in TEXT.splitlines() if re.match(r"^\w+ =", line)]
    assert len(plain) > 10
    for key in sorted(set(keys)):
        for value in ("1", '"x"', "[]", "{}", "[[1]]", "true", "1.5", "2004-01-01", "[{}]"):
            text = re.sub(rf"(?m)^{key} = (?!\[$|\"\"\").*$", f"{key} = {value}", TEXT, count=1)
            assert all(p.startswith("x.toml") for p in problems_if_any(text))


def test_words_that_say_another_number_are_pointed_out() -> None:
    for name in shipped_packs():
        assert disagreements(load_policy(name)) == ()
    text = TEXT.replace("per_unit = 3", "per_unit = 5").replace("at_least = 56", "at_least = 58")
    found = disagreements(parse_policy(text.encode(), "x.toml"))
    assert len(found) == 2
    assert "near-retirement-men" in found[0]
    assert "56" in found[0]
    assert "58" in found[0]
    assert "unit-limit" in found[1]
