"""The list: what is asked of it in the address, and the rows of one page of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lungang.campaign.screening.states import OpinionAnswer, PetitionState
from lungang.domain.codes import CadreAuthority, Verdict
from lungang.platform.sorting import pinyin_pattern

SIZES = (20, 50, 100)
SORTS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "unit": (_("单位"), ("unit_order", "strokes", "pk")),
    "pinyin": (_("姓名拼音"), ("pinyin", "unit_order", "pk")),
    "strokes": (_("姓氏笔画"), ("strokes", "unit_order", "pk")),
    "tenure": (_("任现职时间"), ("-months", "unit_order", "pk")),
}
STANCES = {
    "none": (_("无异议"), Q(opinion=OpinionAnswer.NO_OBJECTION)),
    "asked": (_("提请待审"), Q(petition_state=PetitionState.ASKED)),
    "approved": (_("提请已同意"), Q(petition_state=PetitionState.APPROVED)),
    "refused": (_("提请未同意"), Q(petition_state=PetitionState.REFUSED)),
    "missing": (_("意见未报"), Q(opinion=None) & Q(verdict__in=("must_exchange", "must_rotate"))),
}
TABS = (
    (Verdict.MUST_EXCHANGE, _("应交流，跨部门")),
    (Verdict.MUST_ROTATE, _("应轮岗，单位内部")),
    (Verdict.DEFERRED, _("暂缓")),
    (Verdict.EXCLUDED, _("不列入")),
    (Verdict.MAY, _("可交流")),
)


@dataclass(frozen=True)
class Asked:
    """What the address asks for; whatever it says wrongly is as if it said nothing."""

    verdict: str
    words: str
    rule: str
    unit: str
    authority: str
    stance: str
    sort: str
    size: int
    page: str

    @classmethod
    def read(cls, query: QueryDict) -> Asked:
        """Read the address."""

        def one_of(name: str, known: Iterable[Any], default: str = "") -> str:
            value = query.get(name, "")
            return value if value in [str(item) for item in known] else default

        unit = query.get("unit", "")
        return cls(
            verdict=one_of("verdict", [v.value for v in Verdict], Verdict.MUST_EXCHANGE.value),
            words=query.get("q", "").strip()[:40],
            rule=query.get("rule", "")[:80],
            unit=unit if unit.isdecimal() and len(unit) < 10 else "",
            authority=one_of("authority", [a.value for a in CadreAuthority]),
            stance=one_of("stance", STANCES),
            sort=one_of("sort", SORTS, "unit"),
            size=int(one_of("size", SIZES, "20")),
            page=query.get("page", "1"),
        )

    @property
    def filtered(self) -> bool:
        """Whether anything but the tab narrows the list."""
        return any((self.words, self.rule, self.unit, self.authority, self.stance))

    def apply(self, results: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow and sort what an office may see."""
        found = results.filter(effective=self.verdict)
        if self.rule:
            found = found.filter(rule=self.rule)
        if self.unit:
            found = found.filter(unit=int(self.unit))
        if self.authority:
            found = found.filter(authority=self.authority)
        if self.stance:
            found = found.filter(STANCES[self.stance][1])
        if self.words:
            found = found.filter(_matching(self.words))
        return found.order_by(*SORTS[self.sort][1])

    def page_of(self, results: QuerySet[Any]) -> Page[Any]:
        """Return the page asked for, or the nearest there is."""
        rows = self.apply(results).defer("record", "profile")
        return Paginator(rows, self.size).get_page(self.page)


def _matching(words: str) -> Q:
    by_text = Q(name__contains=words) | Q(unit_name__contains=words)
    pattern = pinyin_pattern(words)
    return by_text | Q(pinyin__regex=pattern) if pattern else by_text


def address(query: QueryDict, **changed: object) -> str:
    """Return the query of an address with some of it changed; what is None goes."""
    new = query.copy()
    for name, value in changed.items():
        new.pop(name, None)
        if value is not None:
            new[name] = str(value)
    return f"?{new.urlencode()}" if new else "?"
