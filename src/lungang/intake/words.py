"""Words of the field to codes: closed sets, levels by title, former units, rank quotas."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from lungang.domain.clock import YearMonth
from lungang.domain.codes import Circumstance, Code, Level
from lungang.i18n import gettext as _
from lungang.intake.findings import Problem, Severity
from lungang.intake.sheets import Cell
from lungang.intake.tables import fold, labels, none_words, word_table, words_data
from lungang.intake.values import Read, blank_if_none, clean, read_month

SPLIT = re.compile(r"[；;、,，/\n|]+")
_PARENTHESES = re.compile(r"\([^()]*\)")
_PERIOD = re.compile(
    r"(?P<a>\d{4}[\d.年月/]*)?(?:--|—+|–|-|~|～|至|到)+(?P<b>\d{4}[\d.年月/]*|今|至今)?"
)
_FORMER = re.compile(r"(?P<unit>.*?)[（(](?P<inner>[^（()）]*)[）)]\s*")
_BEFORE = re.compile(rf"(?P<period>{_PERIOD.pattern.replace('?P<a>', '').replace('?P<b>', '')})"
                     r"[\s:：]*(?P<unit>\D.*)")  # fmt: skip


def read_code(name: str, cell: Cell) -> Read[Code]:
    """Read a word of a closed set; an unknown one is an error that lists the set."""
    text = clean(cell)
    if not text:
        return None, None
    table = word_table(name)
    code = table.get(fold(text))
    if code is None and name == "education":
        code = _education(fold(text))
    if code is None:
        return None, Problem(
            _("不认得“{text}”").format(text=text),
            _("请填下列之一：{words}").format(words="、".join(labels(name))),
        )
    return code, None


def _education(text: str) -> Code | None:
    text = _PARENTHESES.sub("", text)
    table = word_table("education")
    prefixes = sorted(map(fold, words_data()["education_prefix"]["words"]), key=len, reverse=True)
    for _attempt in range(3):
        if text in table:
            return table[text]
        text = next((text[len(p) :] for p in prefixes if text.startswith(p)), text)
    return table.get(text)


def read_flag(cell: Cell) -> Read[bool]:
    """Read yes or no; blank is no."""
    if isinstance(cell, bool):
        return cell, None
    text = fold(clean(cell))
    words = words_data()["yes_no"]
    if not text or text in map(fold, words["no"]) or text in none_words():
        return False, None
    if text in map(fold, words["yes"]):
        return True, None
    return None, Problem(_("不认得“{text}”").format(text=text), _("请填是或否"))


def read_party(cell: Cell) -> Read[str]:
    """Read 政治面貌: the usual other words are brought to one form, others are kept."""
    text = clean(cell)
    return _parties().get(fold(text), text), None


@cache
def _parties() -> dict[str, str]:
    return {fold(word): to for to, words in words_data()["party"].items() for word in words}


def read_circumstances(cell: Cell) -> Read[frozenset[Circumstance]]:
    """Read 特殊情形: several words; an unknown one is a warning and not taken."""
    table = word_table("circumstance")
    found: set[Circumstance] = set()
    unknown: list[str] = []
    for part in SPLIT.split(clean(cell).replace(" ", "、")):
        if not blank_if_none(part):
            continue
        code = table.get(fold(part))
        if isinstance(code, Circumstance):
            found.add(code)
        else:
            unknown.append(part)
    problem = None
    if unknown:
        problem = Problem(
            _("不认得的特殊情形“{words}”，未读入").format(words="、".join(unknown)),
            _("可填：{words}").format(words="、".join(labels("circumstance"))),
            Severity.WARNING,
        )
    return frozenset(found), problem


@lru_cache(maxsize=4096)
def level_of_title(title: str, in_section: bool) -> tuple[Level | None, bool]:
    """Return the level that a title (现任职务) tells, and whether that is beyond doubt.

    A title of several parts counts with its highest. 主任 and the like head a section or a unit,
    so they tell a level only of people in a section, and never beyond doubt.
    """
    found: list[tuple[Level, bool]] = []
    folded = _PARENTHESES.sub("", fold(title))
    for part in re.split(r"[,、;/和兼]+", folded):
        for length in range(min(len(part), _longest_ending()), 0, -1):
            entry = _endings().get(part[-length:])
            if entry is not None:
                level, needs_section = entry
                if in_section or not needs_section:
                    found.append((level, not needs_section))
                break
    order = list(Level)
    return min(found, key=lambda item: order.index(item[0])) if found else (None, False)


@cache
def _endings() -> dict[str, tuple[Level, bool]]:
    levels = {level.value: level for level in Level}
    return {
        fold(end): (levels[rule["level"]], bool(rule.get("section")))
        for rule in words_data()["title"]
        for end in rule["ends"]
    }


@cache
def _longest_ending() -> int:
    return max(map(len, _endings()))


FormerRead = tuple[str, YearMonth | None, YearMonth | None]


def read_former_units(cell: Cell) -> Read[tuple[FormerRead, ...]]:
    """Read 曾任单位: names, each with months before it or in brackets after it, or without."""
    text = cell if isinstance(cell, str) else clean(cell)
    found: list[FormerRead] = []
    for part in re.split(r"[；;\n]+|、(?![^（(]*[）)])", text):
        part = clean(part)
        if not blank_if_none(part):
            continue
        entry = _former(part)
        if entry is None:
            return None, Problem(
                _("“{part}”的起止时间不是年月").format(part=part),
                _("请写成如：县财政局（1990.03-1996.05）"),
            )
        found.append(entry)
    return tuple(found), None


def _former(part: str) -> FormerRead | None:
    if (match := _FORMER.fullmatch(part)) and match["unit"].strip():
        period = _PERIOD.fullmatch(re.sub(r"\s", "", match["inner"]))
        if period is None:
            return (part, None, None) if not re.search(r"\d{4}", match["inner"]) else None
        unit = match["unit"]
    elif match := _BEFORE.fullmatch(part):
        period, unit = _PERIOD.fullmatch(re.sub(r"\s", "", match["period"])), match["unit"]
    else:
        return part, None, None
    if period is None:
        return None
    months = []
    for text in (period["a"], period["b"]):
        month = None
        if text and text[0].isdigit():
            month, problem = read_month(text.rstrip("."))
            if problem is not None:
                return None
        months.append(month)
    return unit.strip(), months[0], months[1]


_RANK = re.compile(r"(?P<rank>\D*?)[\s:：=]*(?P<n>\d+)\s*[名人个]?")


def read_rank_quota(cell: Cell) -> Read[dict[str, int]]:
    """Read 职级职数: one number for all (key ""), or a number after each rank."""
    quota: dict[str, int] = {}
    for part in SPLIT.split(clean(cell)):
        part = blank_if_none(part.strip())
        if not part:
            continue
        match = _RANK.fullmatch(part.removesuffix(".0"))
        if match is None or len(match["n"]) > 6:
            return None, Problem(
                _("“{part}”不是职级和数目").format(part=part),
                _("请写一个总数，或如：主任科员3；副主任科员4"),
            )
        quota[match["rank"].strip()] = int(match["n"])
    return quota, None
