"""A card for everybody of the pool: ground, reasons, and what else was possible at what price."""

from __future__ import annotations

from lungang.statistics.phrases import asks, moved_to, stay_line
from lungang.statistics.records import Case, Destination, Evidence, Option, Staying, Who
from lungang.statistics.report.context import Context
from lungang.statistics.report.markup import BREAK, Markup, el, head_row, join


def people(page: Context) -> Markup:
    """All cards, in order of units."""
    return join(_card(page, case) for case in page.outcomes.cases)


def _card(page: Context, case: Case) -> Markup:
    anchor = page.anchors[case.who.id]
    going = case.destination
    return el(
        "article",
        el(
            "div",
            el("h3", case.who.name, id=anchor),
            _going(page, going) if going else _staying_line(page, case),
            class_="hd",
        ),
        el("p", case.profile, class_="profile"),
        el(
            "div",
            el("div", el("h4", "依据"), _ground(case)),
            el("div", el("h4", "理由"), _reasons(page, case)),
            el("div", el("h4", "其它去处"), _options(page, case.options)),
            class_="three",
        ),
        class_="card person" if going else "card person stays",
        aria_labelledby=anchor,
    )


def _going(page: Context, row: Destination) -> Markup:
    return el(
        "p",
        page.short(row.origin.unit),
        f" {row.origin.post} → ",
        el("b", page.short(row.target.unit), f" {moved_to(row)}"),
        class_="way",
    )


def _staying_line(page: Context, case: Case) -> Markup:
    post = f" {case.staying.post}" if case.staying else ""
    return el(
        "p",
        page.short(case.who.unit),
        f"{post}　",
        el("span", "未能安排", class_="tag bad"),
        class_="way",
    )


def _ground(case: Case) -> Markup:
    met = el("p", "另外符合：", "、".join(case.also_met), class_="small") if case.also_met else None
    if case.ground is None:
        return join((el("p", el("b", case.verdict)), met))
    ground: Evidence = case.ground
    tag = None if ground.verified else el("span", "未核对", class_="tag warn")
    facts = join(
        el("li", f"{name}：", el("b", value), el("span", f"，{source}" if source else ""))
        for name, value, source in ground.facts
    )
    return join(
        (
            el("p", el("b", f"{case.verdict}："), ground.title, " ", tag),
            el("p", ground.clause, class_="small"),
            el("ul", facts, class_="facts") if ground.facts else None,
            met,
        )
    )


def _reasons(page: Context, case: Case) -> Markup:
    said = el("ol", join(el("li", reason) for reason in case.reasons)) if case.reasons else None
    if case.staying is not None:
        more = join(el("p", reason) for reason in case.reasons[1:])
        return join((el("p", _why_staying(page, case.staying)), more))
    if case.destination is None:
        return join((said,))
    return join((said, el("p", _chain(page, case.who, case.destination), class_="small")))


def _chain(page: Context, who: Who, going: Destination) -> Markup:
    taker = page.takers.get(who.id)
    if taker == going.replaces:
        return join(("与 ", page.link(taker), " 对调。"))
    after = join(("，原岗位由 ", page.link(taker), " 接")) if taker else None
    return join(("接 ", page.link(going.replaces), " 的编制位", after, "。"))


def _why_staying(page: Context, row: Staying) -> Markup:
    return join((stay_line(row), BREAK, el("b", asks(page.outcomes, row))))


def _options(page: Context, options: tuple[Option, ...]) -> Markup:
    if not options:
        return el("p", "没有别的去处。", class_="small")
    rows = join(
        el(
            "tr",
            el("td", page.short(option.unit), f" {option.post}"),
            el("td", page.link(option.holder)),
            el("td", option.price, class_="price"),
            el("td", f"{option.changed} 人", class_="num nw"),
        )
        for option in options
    )
    return el("table", head_row("去处", "接谁", "代价", "改动", numbers=(3,)), el("tbody", rows))
