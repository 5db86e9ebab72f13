"""How things are written: posts, dates, masked ids, prices; harmless and aligned text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import zip_longest

from lungang.domain.codes import Level
from lungang.domain.plan import Alternative

TITLE_WAITS = "按现职级，职务待核定"
"""What stands for the new post of a case across levels, on every paper."""

KINDS_OF_STAY: Mapping[str, str] = {
    "no_destination": "没有可去的编制位",
    "no_successor": "没有人可接所任岗位",
    "no_cycle": "不能成环",
    "shortage": "合适的编制位不够",
    "side_rule": "受连带规则限制",
    "kept": "定为留任",
    "marks": "受标记限制",
    "repair": "为少改动已公布的去向",
}

COST_PARTS: Mapping[str, str] = {
    "correspondence": "职务",
    "specialty": "专业",
    "kind_of_work": "岗位类型",
    "wish": "志愿",
}


def tenths(part: int, whole: int) -> str:
    """Return a share in per cent with one decimal, half up; "0.0" of nothing.

    By whole numbers: no table ever shows 33.300000000000004.
    """
    found = (2000 * part + whole) // (2 * whole) if whole else 0
    return f"{found // 10}.{found % 10}"


_BLANKS = re.compile(r"[\t\r\n\f\v]+")
# Marks that turn the direction of text: harmless in a file, misleading on paper.
_BIDI = {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def clean(text: str) -> str:
    """Return the text without control characters, direction marks and lone surrogates.

    Line ends and tabs become blanks.

    A name from a file must not steer a terminal, turn the line it stands in around, or make a
    file that cannot be written.
    """
    return "".join(
        character
        for character in _BLANKS.sub(" ", text)
        if ord(character) not in _BIDI and unicodedata.category(character) not in {"Cc", "Cs"}
    )


def width(text: str) -> int:
    """Columns that a text takes on a screen of fixed pitch: Han two, combining marks none."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )


def pad(text: str, columns: int) -> str:
    """Fill a text up with blanks to a width in columns."""
    return text + " " * max(0, columns - width(text))


def long_date(day: date) -> str:
    """A date as running text has it: ``2004 年 12 月 16 日``."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def mask_id(number: str) -> str:
    """First six and last four of an 18-digit id, the birthday hidden: ``999999********1234``."""
    return f"{number[:6]}{'*' * 8}{number[-4:]}" if len(number) == 18 else "*" * len(number)


_HEADED = ("大队", "中队", "支队", "分局")
"""Endings of section names that belong to the title of the head as a whole: 大队长."""


def bare_title(section: str, title: str, level: Level) -> str:
    """The title of a post without its section; the word for the level where there is none.

    财务科长 of the 财务科 is a 科长: where the two share a syllable it stays with the title.
    """
    bare = title.removeprefix(section) if section and title != section else title
    if bare.startswith("长") and bare != title:
        ending = next((word for word in _HEADED if section.endswith(word)), section[-1:])
        bare = ending + bare
    return bare or level.label


SECTION_BLANK = "＿" * 4
"""Where the unit writes the section in its own appointment: 任＿＿＿＿主任."""

_OF_SECTION: Mapping[Level, str] = {
    Level.SECTION_CHIEF: "中层正职",
    Level.DEPUTY_SECTION_CHIEF: "中层副职",
}


def post_name(section: str, title: str, level: Level, *, with_section: bool = True) -> str:
    """A post in words: 预算科科长, or 中层正职（科长，科室另定） if the unit chooses the section.

    A head of a section is never a bare 主任 after the name of a unit: 县教委主任 is the head of
    the whole organ. So where the policy leaves the section to the receiving unit, the level is
    said first, in the words by which organs call it (中层正职, 中层副职), then the title, and
    that the section is settled elsewhere. In the unit's own appointment it is :func:`post_to_fill`.
    Posts of the unit as a whole and those of staff have no section to name.
    """
    bare = bare_title(section, title, level)
    if with_section:
        return bare if section in bare else f"{section}{bare}"
    if level not in _OF_SECTION:
        return bare
    told = "" if bare == level.label and not title else f"{bare}，"
    return f"{_OF_SECTION[level]}（{told}科室另定）"


def post_to_fill(section: str, title: str, level: Level) -> str:
    """A post as the unit appoints to it that chooses the section: ＿＿＿＿主任, to be filled in.

    An appointment is to a post of a section (任财务科科长), and only the unit can say which. A
    blank that is seen keeps the paper from going out as it is; without it the paper would appoint
    the head of the organ.
    """
    bare = bare_title(section, title, level)
    return f"{SECTION_BLANK}{bare}" if level in _OF_SECTION else bare


def short_names(units: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map full names of units to those that dense tables use.

    That is the short name; without one, the full name less the name of the place that all units
    begin with (青岚县). A name that two units would share is not used: it stays the full one.
    """
    pairs = list(units)
    place = _common_place([full for full, _ in pairs])
    wanted = {full: short or full.removeprefix(place) for full, short in pairs}
    taken = Counter(name for full, short in wanted.items() for name in {full, short})
    return {full: short if taken[short] == 1 else full for full, short in wanted.items()}


def _common_place(names: Sequence[str]) -> str:
    if len(names) < 2:
        return ""
    first, last = min(names), max(names)
    shared = first[
        : next((n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    ]
    end = max(shared.rfind(word) for word in "省市州盟县区旗")
    place = shared[: end + 1]
    return "" if place in names else place


def price(alternative: Alternative, classes: Sequence[str]) -> str:
    """The price of another destination in words: 多 1 人未安排（法定回避）, or 差 20.

    ``classes`` are the titles of the priority classes. The fit is told only where as many of
    every class are placed, for it counts only then; and in a repair all this only where as few
    released people are changed.
    """
    if alternative.more_changed:
        moved = _more(alternative.more_changed)
        return f"{moved}改动已公布的去向"
    pairs = zip_longest(alternative.more_unplaced, classes, fillvalue=None)
    rows = [(_more(count), title) for count, title in pairs if count]
    if not rows:
        worse = alternative.worse_fit
        return "一样好" if worse == 0 else f"差 {worse}" if worse > 0 else f"好 {-worse}"
    if len(rows) == 1:
        ((count, title),) = rows
        return f"{count}未安排" + (f"（{title}）" if title and len(classes) > 1 else "")
    return "未安排：" + "、".join(f"{title}{count}" for count, title in rows)


def _more(count: int) -> str:
    return f"{'多' if count > 0 else '少'} {abs(count)} 人"
