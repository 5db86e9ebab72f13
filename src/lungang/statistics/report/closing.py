"""The end of the report: who stays, open duties, screening, and what the results rest on."""

from __future__ import annotations

from collections.abc import Sequence

from lungang.statistics.phrases import asks, stay_line, verdict_counts
from lungang.statistics.records import Count, Duty, PassedOver, Staying
from lungang.statistics.report.context import Context
from lungang.statistics.report.markup import BREAK, Child, Markup, el, head_row, join, scroll, text
from lungang.statistics.wording import long_date


def stays(page: Context) -> Markup:
    """Who could not be placed, why, and whom one could ask."""
    rows = page.outcomes.stays
    if not rows:
        return el("p", "应交流的人都有去向，没有人留原单位。", class_="note")
    heads = ("姓名", "单位、职务", "类别", "原因", "可再征求谁")
    body = join(_stay(page, row) for row in rows)
    return _table("stays", "留原单位的人和原因", heads, body)


def _stay(page: Context, row: Staying) -> Markup:
    rivals = join((page.named(who) for who in row.rivals), text("、"))
    more: list[Child] = []
    if row.barred:
        more.append(el("li", "不能去：", _counts(row.barred, "个岗位")))
    if row.closed:
        more.append(el("li", "不能来接：", _counts(row.closed, "人")))
    if row.rivals:
        more.append(el("li", "同去处的还有：", rivals))
    return el(
        "tr",
        el("th", page.link(row.who), scope="row"),
        el("td", page.short(row.who.unit), BREAK, row.post),
        el("td", row.priority_class, class_="nw"),
        el("td", stay_line(row), el("ul", *more, class_="facts") if more else None),
        el("td", asks(page.outcomes, row)),
    )


def _counts(counts: Sequence[Count], word: str) -> str:
    return "；".join(f"{one.title} {one.count} {word}" for one in counts)


def duties(page: Context) -> Markup:
    """Open duties of statutory avoidance with their deadlines."""
    rows = page.outcomes.duties
    if not rows:
        return el("p", "没有未了结的法定回避。", class_="note")
    heads = ("期限", "姓名", "单位", "依据", "可以怎样了结")
    return _table("duties", "尚未了结的法定回避", heads, join(_duty(page, row) for row in rows))


def _duty(page: Context, row: Duty) -> Markup:
    return el(
        "tr",
        el("th", f"{long_date(row.deadline)}前", scope="row"),
        el("td", page.link(row.who), class_="nw"),
        el("td", page.short(row.who.unit)),
        el("td", row.clause),
        el("td", "；".join(row.ways)),
    )


def screening(page: Context) -> Markup:
    """Counts by unit and verdict, then who meets a rule and is not in the pool."""
    table = page.outcomes.screening
    heads = ("单位", *table.verdicts, "合计")
    body = join(
        el(
            "tr",
            el("th", row.unit, scope="row"),
            join(_figure(n) for n in (*row.counts, row.total)),
        )
        for row in table.rows
    )
    foot = el(
        "tr",
        el("th", "合计", scope="row"),
        join(_figure(n) for n in (*table.totals, sum(table.totals))),
    )
    return join(
        (
            el("p", verdict_counts(table), "。", class_="note"),
            _table("screening", "各单位筛查结果", heads, body, foot, range(1, len(heads))),
            _passed_over(page, table.passed_over),
        )
    )


def _figure(count: int) -> Markup:
    return el("td", count, class_="num" if count else "num zero")


def _passed_over(page: Context, rows: Sequence[PassedOver]) -> Markup:
    if not rows:
        return el("p", "符合应交流条件的人都已列入。", class_="note")
    body = join(
        el(
            "tr",
            el("th", row.who.name, scope="row"),
            el("td", page.short(row.who.unit)),
            el("td", "、".join(row.met)),
            el("td", row.verdict, class_="nw"),
            el("td", row.because or "没有写明理由"),
        )
        for row in rows
    )
    heads = ("姓名", "单位", "符合的条件", "结论", "未列入的依据")
    return join(
        (
            el("h3", "符合应交流条件而未列入", id="passed-over", class_="sub"),
            _table("passed-over", "符合应交流条件而未列入", heads, body),
        )
    )


def provenance(page: Context) -> Markup:
    """Digests, seed, certificate and unverified rules."""
    origin = page.outcomes.provenance
    lines: list[tuple[str, Child]] = [
        ("结论", el("b", origin.statement)),
        ("规则", origin.policy_named),
        ("规则摘要", el("code", origin.policy_digest)),
        ("花名册摘要", el("code", origin.roster_digest)),
        ("两处种子", origin.seed_text),
        ("种子绑定", el("code", origin.seed_bound)),
        *((heading, "；".join(lines)) for heading, lines in origin.decisions),
        *((f"文件 {name}", el("code", digest)) for name, digest in origin.files),
    ]
    warning = (
        None
        if origin.same_roster
        else el(
            "p",
            "花名册与方案记下的摘要不同，以上各表不能当作这个方案的结果。",
            class_="notice bad",
        )
    )
    listed = join(join((el("dt", name), el("dd", value))) for name, value in lines)
    return join((warning, el("dl", listed, class_="card"), _unverified(page)))


def _unverified(page: Context) -> Markup:
    rules = page.outcomes.provenance.unverified
    if not rules:
        return el("p", "所用规则的出处都已核对。", class_="note")
    body = join(
        el(
            "tr",
            el("th", rule.title, " ", el("span", "未核对", class_="tag warn"), scope="row"),
            el("td", rule.clause),
            el("td", rule.source),
            el("td", f"{rule.decided} 人", class_="num nw"),
        )
        for rule in rules
    )
    heads = ("规则", "条款", "出处", "据此认定")
    return join(
        (
            el("h3", "用到的未核对规则", id="unverified", class_="sub"),
            _table("unverified", "用到的未核对规则", heads, body, numbers=(3,)),
        )
    )


def _table(
    anchor: str,
    label: str,
    heads: Sequence[str],
    body: Markup,
    foot: Markup | None = None,
    numbers: Sequence[int] = (),
) -> Markup:
    table = el(
        "table",
        head_row(*heads, numbers=numbers),
        el("tbody", body),
        el("tfoot", foot) if foot else None,
        aria_labelledby=anchor,
    )
    return el("div", scroll(label, table), class_="card")
