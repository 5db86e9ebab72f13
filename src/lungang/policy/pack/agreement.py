"""Whether the words of a pack say the numbers that its rules go by.

Title and clause are printed beside every verdict. Whoever changes a number and not the words would
have the papers state a false basis, so the difference is pointed out; it is no error, for the
number is what decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lungang.i18n import gettext as _
from lungang.policy.pack.model import Limit, Policy, Rule

_NUMBER = re.compile(r"(?:满|超过|拟为)\s*(\d{1,9})\s*(?:周岁|岁|年|个月|人)")


def disagreements(policy: Policy) -> tuple[str, ...]:
    """Return one sentence for every title or clause that speaks of another number."""
    return tuple(_of_rows(policy))


def _of_rows(policy: Policy) -> Iterator[str]:
    rows: tuple[Rule | Limit, ...] = (*policy.rules, *policy.limits)
    for row in rows:
        numbers = _numbers(row)
        for word in dict.fromkeys(_NUMBER.findall(row.title + row.clause)):
            if int(word) not in numbers:
                yield _("规则 {id}：文字里写的是 {word}，规则的数字是 {numbers}").format(
                    id=row.id, word=word, numbers=_("、").join(map(str, sorted(numbers)))
                )


def _numbers(row: Rule | Limit) -> set[int]:
    """The numbers a rule goes by; months also in whole years."""
    if isinstance(row, Limit):
        return {row.per_unit}
    found = {c.value for c in row.when if isinstance(c.value, int)}
    months = {c.value for c in row.when if c.fact.startswith("months")}
    return found | {value // 12 for value in months if isinstance(value, int)}
