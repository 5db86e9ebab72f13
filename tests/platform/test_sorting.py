"""Names in the orders that officials use."""

from __future__ import annotations

import re

import pytest

from lungang.platform.sorting import pinyin_pattern, sort_keys


def _by_strokes(*names: str) -> list[str]:
    return sorted(names, key=lambda name: sort_keys(name)[1])


def test_fewer_strokes_first_then_the_class_of_the_first_stroke():
    # 四画：王（横）、毛（撇）、方（点）、尹（折）
    assert _by_strokes("周启明", "尹平", "方立", "毛建勋", "王安", "丁一") == [
        "丁一", "王安", "毛建勋", "方立", "尹平", "周启明",
    ]  # fmt: skip


def test_one_surname_goes_by_the_given_name_a_short_name_first():
    assert _by_strokes("王建国", "王二", "王一", "王一民") == ["王一", "王一民", "王二", "王建国"]


def test_a_character_without_strokes_comes_last():
    assert _by_strokes("\U00030000一", "龚立新", "籴一")[-1] == "\U00030000一"


def test_a_rare_character_is_counted():
    assert _by_strokes("郤一", "龚一", "丁一") == ["丁一", "郤一", "龚一"]


@pytest.mark.parametrize(
    ("name", "pinyin"),
    [("毛建勋", "mao jian xun"), ("单明", "shan ming"), ("曾平", "zeng ping"),
     ("尉迟敬", "yu chi jing"), ("仇立", "qiu li")],
)  # fmt: skip
def test_surnames_are_read_as_surnames(name, pinyin):
    assert sort_keys(name)[0] == pinyin


@pytest.mark.parametrize(
    ("typed", "found"),
    [("mjx", True), ("MJ", True), ("mao", True), ("maojian", True), ("mao jian", True),
     ("jx", False), ("mx", False), ("mai", False)],
)  # fmt: skip
def test_searching_by_initials_and_by_pinyin(typed, found):
    assert bool(re.search(pinyin_pattern(typed), "mao jian xun")) is found


def test_what_is_no_pinyin_makes_no_pattern():
    assert pinyin_pattern("毛") == pinyin_pattern("a.*") == pinyin_pattern("") == ""


def test_keys_fit_their_columns():
    assert all(len(key) <= 120 for key in sort_keys("阿" * 60))
