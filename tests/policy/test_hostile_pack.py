"""Files that were made to hurt, or never meant as packs: each is refused in words, at little cost.

None of these has a time limit: the sizes are such that what reads them naively takes minutes.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import lungang.policy
from lungang.domain.clock import LATEST_YEAR, YearMonth, add_months
from lungang.errors import PolicyError
from lungang.policy.pack import LARGEST, disagreements, load_policy, parse_policy, shipped_packs
from lungang.policy.pack.loader import MOST_DUTY
from lungang.policy.pack.scan import refused

PACKS = Path(lungang.policy.__file__).parent / "packs"
TEXT = (PACKS / "county-2004.toml").read_text(encoding="utf-8")


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(PolicyError) as caught:
        parse_policy(text.encode(), "x.toml")
    return caught.value.problems


def changed(pattern: str, new: str) -> str:
    text, count = re.subn(pattern, lambda _match: new, TEXT, count=1)
    assert count == 1
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\na = " + "[" * 5_000, "x.toml 第 2 行：.*5000 个字|x.toml 第 2 行：括号"),
        ("a = " + "[\n" * 5_000, "第 11 行：括号"),
        ("a = " + "{b=" * 1_000, "第 1 行：括号"),
        ("a = " + '["""x"""", ' + "[" * 2_000, "第 1 行：括号"),  # five quotes end a text
        ("[" + "a." * 2_000 + "a]", "第 1 行：键"),
        ("\n" + "a." * 40_000 + "a = 1", "第 2 行：.*5000 个字"),
        ('a = { "b" . ' + "'c'.1." * 500 + "d = 1 }", "第 1 行：键"),
        ("a = " + "9" * 4_900, "第 1 行：数字"),
        ("a = 1" + "#\n" * LARGEST, "至多 262144 字节"),
    ],
)
def test_what_costs_too_much_is_refused_unread(text: str, expected: str) -> None:
    (told,) = problems(text)
    assert re.search(expected, told), told
    assert len(told) < 200


@pytest.mark.parametrize("name", shipped_packs())
def test_packs_that_ship_are_far_from_every_bound(name: str) -> None:
    text = (PACKS / f"{name}.toml").read_text(encoding="utf-8")
    assert len(text.encode()) * 10 < LARGEST
    assert refused(text) is None
    assert refused("\n".join([text] * 10)) is None


@pytest.mark.parametrize(
    "text",
    [
        'a = "[[[[[[[[[[[[ . . . . . . . . . . . . 9999999999999999999999999999999999"',
        "a = '''\n[[[[[[[[[[[[[\n.............\n'''",
        'a = """\n\\"""[[[[[[[[[[[[[[[[\n"""',
        "a = 1  # [[[[[[[[[[[[[[[[[[[ ...............",
        'a = [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5, 11.5, "x.y"]',
    ],
)
def test_what_stands_in_a_text_or_a_remark_is_no_bracket(text: str) -> None:
    assert refused(text) is None


def test_a_file_on_the_disk_is_not_even_read(tmp_path: Path) -> None:
    large = tmp_path / "大.toml"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(PolicyError, match=r"大\.toml：有 262145 字节"):
        load_policy(large)


@pytest.mark.parametrize(
    ("pattern", "new", "expected"),
    [
        (r'id = "under-inquiry"', 'id = ["x"]', "rule.4.id：“['x']”不对；应为文字"),
        (r'id = "policy"', "id = {}", "priority_class.3.id：“{}”不对；应为文字"),
        (r"(?m)^title = .*$", "title = 0x" + "f" * 4_000, "title：“（太长）”不对；应为文字"),
        (r"(?m)^title = .*$", "title = [0x" + "f" * 4_000 + "]", "“（太长）”不对"),
        (r"(?m)^title = .*$", f'title = "{"长" * 201}"', "title：超过 200 个字"),
        (r"(?m)^title = .*$", r'title = "\u0000"', "看不见的控制字符"),
        (
            r"per_unit = 3",
            "per_unit = 0x" + "f" * 4_000,
            "per_unit：“（太长）”不对；应不大于 10000",
        ),
        (r"per_unit = 3", f'per_unit = "{"9" * 4_000}"', "…”不对；应为整数"),
        (r"hold_months = 6", "hold_months = 999999999999", "应不大于 600"),
        (r"former_unit_months = 60", "former_unit_months = 601", "应不大于 600"),
        (r"open_duty_months = 3", "open_duty_months = 601", "应不大于 600"),
        (r"similar_cost = 20", "similar_cost = 10001", "similar_cost：“10001”不对；应不大于 10000"),
        (r"none_cost = 60", "none_cost = 10001", "应不大于 10000"),
        (r"cost = 30", "cost = 10001", "应不大于 10000"),
        (r"kind_of_work_differs = 10", "kind_of_work_differs = 10001", "应不大于 10000"),
        (r"wish_step = 3", "wish_step = 10001", "应不大于 10000"),
        (r"wish_missed = 8", "wish_missed = 10001", "应不大于 10000"),
        (r'"age", at_least = 56', '"age", at_least = 151', "应不大于 150"),
        (r'in_unit", at_least = 10', 'in_unit", at_least = 101', "应不大于 100"),
        (r"age_bounds = \[30, 40, 50\]", "age_bounds = [30, 40, 151]", "应不大于 150"),
        (r"effective_from = 2004-10-09", "effective_from = 9999-12-31", "1949 年到 2199 年"),
        (r"effective_from = 2004-10-09", "effective_from = 0001-01-01", "1949 年到 2199 年"),
    ],
)
def test_no_value_is_taken_that_could_not_be_meant(pattern: str, new: str, expected: str) -> None:
    told = [one for one in problems(changed(pattern, new)) if expected in one]
    assert told
    assert re.match(r"x.toml 第 \d+ 行 ", told[0])
    assert len(told[0]) < 300


def test_the_greatest_values_are_taken() -> None:
    text = TEXT
    for old, new in [
        ("former_unit_months = 60", "former_unit_months = 600"),
        ("hold_months = 6 ", "hold_months = 600 "),
        ("open_duty_months = 3 ", "open_duty_months = 600 "),
        ("wish_missed = 8", "wish_missed = 10000"),
    ]:
        assert old in text
        text = text.replace(old, new)
    pack = parse_policy(text.encode(), "x.toml")
    assert pack.appointment_hold_months == pack.avoidance.open_duty_months == 600


def test_the_first_twenty_problems_are_told_and_how_many_more_there_are() -> None:
    keys = "\n".join(f"k{number} = 1" for number in range(10_000))
    found = problems(f"{keys}\n{TEXT}")
    assert len(found) == 21
    assert found[0].startswith("x.toml 第 1 行 k0：没有“k0”")
    assert found[-1] == "x.toml：还有 9980 处，改好上面的再看"
    assert sum(map(len, found)) < 20_000


def test_a_key_as_long_as_a_line_is_told_by_its_beginning() -> None:
    (told,) = problems(f"{'k' * 4_000} = 1\n{TEXT}")
    assert len(told) < 1_500


def test_words_with_a_number_of_thousands_of_digits_do_no_harm() -> None:
    title = "满" + "9" * 4_900 + "年"
    text = changed(r'(?m)^clause = "接近退休年龄.*$', f'clause = "{title}"')
    assert disagreements(parse_policy(text.encode(), "x.toml")) == ()


def test_what_looks_like_a_header_in_a_text_is_located_in_one_pass() -> None:
    lines = ("[" + " " * 4_000 + "\n") * 20 + ("[" + "a." * 2_000 + "a]\n") * 20
    text = f'a = [\n"""\n{lines}"""]\n{TEXT}'
    (told,) = problems(text)
    assert "没有“a”" in told


def test_the_longest_duty_from_the_latest_day_ends_within_the_calendar() -> None:
    latest = date(LATEST_YEAR, 12, 31)
    assert YearMonth.of(latest).year == LATEST_YEAR
    assert add_months(latest, MOST_DUTY) == date(2249, 12, 31)
