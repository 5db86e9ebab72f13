"""The facts under a ground, as far as their text can be compared with the records (section 9)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lungang.domain.clock import YearMonth, months_between
from lungang.domain.codes import Code
from lungang.domain.plan import Fact
from lungang.domain.roster import Person
from lungang.verify.case import Case

CODES = {
    "职务层次": "level",
    "人员身份": "personnel_status",
    "本人编制性质": "nature",
    "单位类别": "unit_kind",
    "岗位类型": "kind_of_work",
    "从事特殊性质工作": "kind_of_work",
    "性别": "sex",
}
"""Facts whose text is the Chinese word of a code."""

TEXTS = {"职级": "rank", "从事专业": "practised_specialty", "政治面貌": "party"}
"""Facts whose text stands in the roster."""

FLAGS = {"关键岗位": "key_post", "混编": "mixed", "本人志愿": "volunteer", "任职回避": "avoidance"}
"""Facts that are so (是) or not (否)."""


def true_text(case: Case, person: Person, facts: Mapping[str, object], fact: Fact) -> str | None:
    """Return the text a fact should have had, or None if it is right or cannot be compared."""
    name, said = fact.name, fact.value
    if name in CODES:
        code = facts[CODES[name]]
        return code.label if isinstance(code, Code) and said != code.label else None
    if name in TEXTS:
        text = str(facts[TEXTS[name]])
        return text if text and said != text else None
    if name in FLAGS:
        wrong, right = ("否", "是") if facts[FLAGS[name]] else ("是", "否")
        return right if said == wrong else None
    if name == "特殊情形":
        words = sorted(code.label for code in person.circumstances) or ["无"]
        return None if sorted(re.split("[、，, ]", said)) == words else "、".join(words)
    return _since(case, person, name, said)


def _since(case: Case, person: Person, name: str, said: str) -> str | None:
    """Compare a month and the time since then, as ``1990.01 起，14 年 11 个月``."""
    starts: dict[str, YearMonth | None] = {
        "在本单位连续工作时间": person.unit_start,
        "任现职时间": person.post_start,
        "参加工作时间": person.work_start,
        "年龄": person.birth,
    }
    start = starts.get(name)
    if start is None:
        return None
    months = months_between(start, case.date)
    true = {
        r"([0-9]{4}\.[0-9]{2})": start.dotted,
        r"([0-9]+) ?(?:年(?! ?[0-9])|周?岁)": str(months // 12),
        r"([0-9]+ ?年 ?[0-9]+ ?个月)": f"{months // 12} 年 {months % 12} 个月",
    }
    for pattern, value in true.items():
        found = re.search(pattern, said)
        if found and found[1].replace(" ", "") != value.replace(" ", ""):
            return f"{start.dotted}，{months // 12} 年 {months % 12} 个月"
    return None
