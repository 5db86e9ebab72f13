"""How names are put in order: by pinyin, and by the strokes of the surname (姓氏笔画).

Officials list people by strokes: fewer first; of as many, by the class of the first stroke
(横 竖 撇 点 折), then of the second, and so on; of one surname, by the given name in the same way.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from pypinyin import lazy_pinyin

LONGEST = 120
"""Keys are cut to what the columns take; people with the same beginning keep the order of names."""

_UNKNOWN = "99"
_SURNAMES = {
    "万俟": "mo qi", "尉迟": "yu chi", "长孙": "zhang sun", "单于": "chan yu", "澹台": "tan tai",
    "单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "朴": "piao", "盖": "ge",
    "覃": "qin", "乐": "yue", "召": "shao", "员": "yun", "种": "chong", "秘": "bi", "繁": "po",
    "折": "she", "祭": "zhai", "曾": "zeng", "翟": "zhai", "缪": "miao", "隗": "wei", "冼": "xian",
    "宓": "mi", "黑": "he", "洗": "xian", "撒": "sa", "幺": "yao", "牟": "mou", "燕": "yan",
}  # fmt: skip
"""Surnames that are read otherwise than the character elsewhere."""


def sort_keys(name: str) -> tuple[str, str]:
    """Return a name's keys (pinyin, strokes): ``mao jian xun`` and the strokes of each character.

    A character whose strokes are not known comes after all others.
    """
    return _pinyin(name)[:LONGEST], " ".join(map(_strokes, name.strip()))[:LONGEST]


def pinyin_pattern(typed: str) -> str:
    """Return a regular expression for pinyin keys: initials (mjx) or pinyin (maojian); "" if none.

    Names that people type in Chinese are searched as they are, not by this.
    """
    letters = typed.strip().lower().replace(" ", "")
    if not re.fullmatch("[a-z]{1,40}", letters):
        return ""
    return f"^({'[a-z]* '.join(letters)}|{' ?'.join(letters)})"


def _pinyin(name: str) -> str:
    name = name.strip()
    for length in (2, 1):
        if read := _SURNAMES.get(name[:length]):
            return " ".join((read, *lazy_pinyin(name[length:]))).strip()
    return " ".join(lazy_pinyin(name)).lower()


def _strokes(character: str) -> str:
    order = _orders().get(character, "")
    if order.startswith("="):
        return f"{int(order[1:]):02}9{character}"
    return f"{len(order):02}{order}{character}" if order else _UNKNOWN + character


@cache
def _orders() -> dict[str, str]:
    text = resources.files("lungang.platform").joinpath("strokes.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {character: order for order, characters in lines for character in characters}
