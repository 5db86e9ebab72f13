"""What a verification found: refutations, what was recomputed and how often, what was skipped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lungang.domain.codes import Code
from lungang.i18n import gettext as _
from lungang.i18n import mark
from lungang.policy.pack.model import PRINCIPLES

TITLES: Mapping[str, str] = {
    "shape": mark("方案结构"),
    "identity": mark("花名册、政策与基准日"),
    "seed": mark("种子绑定"),
    "settled": mark("领导小组的决定"),
    "screening": mark("人员筛查"),
    "limits": mark("单位限额"),
    "pool": mark("应交流人员"),
    "permutation": mark("编制位置换"),
    "marks": mark("会议标记"),
    "repairs": mark("公布后的修补"),
    "slots": mark("编制位登记"),
    "moves": mark("去向登记"),
    **PRINCIPLES,
    "balance": mark("逐单位、逐性质进出相等"),
    "recounts": mark("编制与职数复核"),
    "total": mark("方案总值"),
    "certificate": mark("最优性证明"),
    "unique": mark("唯一性"),
    "stays": mark("未安排人员"),
    "open_duties": mark("未了回避义务"),
    "explanations": mark("理由与备选去向"),
    "prices": mark("备选去向的确切代价"),
}
"""Names of the checks and their Chinese titles, in the order in which they run."""

UNCHECKED = (
    mark("标题与原始文件的名称、摘要"),
    mark("理由的行文和所列事实的多少"),
    mark("竞争者与可商请人员的作用"),
    mark("政策条文是否与原文一致"),
    mark("领导小组的决定、会议标记和所修补的方案是否属实（另给记录的除外）"),
)
"""What no refutation here speaks about: whoever reads the plan must judge these."""


@dataclass(frozen=True, slots=True)
class Refutation:
    """Something the plan says that is not so. ``check`` is a name of :data:`TITLES`."""

    check: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckDone:
    """A check that ran to its end. ``figures`` are (Chinese noun, how many were recomputed)."""

    name: str
    title_zh: str
    figures: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A check that could not run, because something it stands on is refuted already."""

    name: str
    title_zh: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole outcome. ``ok`` means: recomputed from the records, nothing in the plan is false.

    ``unchecked`` says in Chinese what is outside the verifier's sight even so.
    """

    refutations: tuple[Refutation, ...]
    checks: tuple[CheckDone, ...]
    skipped: tuple[Skipped, ...]
    unchecked: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was refuted (a check is only skipped where something was)."""
        return not self.refutations


class Ledger:
    """Collects what the checks find; nothing is entered twice."""

    def __init__(self) -> None:
        self._refutations: dict[Refutation, None] = {}
        self._figures: dict[str, dict[str, int]] = {}
        self._skipped: dict[str, str] = {}

    def refute(self, check: str, message: str) -> None:
        """Enter one refutation; an equal one is there only once."""
        self._refutations.setdefault(Refutation(check, message))

    def compare(self, check: str, who: str, what: str, claimed: object, actual: object) -> None:
        """Refute unless the claimed value equals the recomputed one."""
        if claimed != actual:
            text = _("{who}：{what}，方案所称为“{claimed}”，重新计算为“{actual}”。")
            values = {"claimed": shown(claimed), "actual": shown(actual)}
            self.refute(check, text.format(who=who, what=_(what), **values))

    def count(self, check: str, noun: str, number: int) -> None:
        """Say that ``number`` things called ``noun`` (Chinese) were recomputed for a check."""
        figures = self._figures.setdefault(check, {})
        figures[noun] = figures.get(noun, 0) + number

    def skip(self, check: str, reason: str) -> None:
        """Say that a check did not run, and why."""
        self._skipped.setdefault(check, reason)

    def clean(self, *checks: str) -> bool:
        """Whether none of these checks has a refutation so far."""
        return not any(refutation.check in checks for refutation in self._refutations)

    def report(self) -> Report:
        """Return everything, in the order of :data:`TITLES`."""
        rank = {name: number for number, name in enumerate(TITLES)}
        return Report(
            tuple(sorted(self._refutations, key=lambda one: rank[one.check])),
            tuple(
                CheckDone(name, _(TITLES[name]), tuple(self._figures[name].items()))
                for name in sorted(self._figures, key=rank.__getitem__)
                if name not in self._skipped
            ),
            tuple(
                Skipped(name, _(TITLES[name]), self._skipped[name])
                for name in sorted(self._skipped, key=rank.__getitem__)
            ),
            tuple(_(text) for text in UNCHECKED),
        )


def shown(value: object) -> str:
    """Write a value as a reader of Chinese papers would."""
    if isinstance(value, Code):
        return value.label
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, (tuple, list)):
        return "、".join(shown(item) for item in value) or _("无")
    if isinstance(value, Mapping):
        return "、".join(f"{key} {shown(item)}" for key, item in value.items()) or _("无")
    return _("无") if value is None or value == "" else str(value)
