"""The exchange as a whole: the picture, the rounds in words, and the destinations table."""

from __future__ import annotations

from lungang.statistics.phrases import moved_to
from lungang.statistics.records import Cycle, Destination
from lungang.statistics.report.context import Context
from lungang.statistics.report.markup import BREAK, Markup, el, head_row, join, scroll, text
from lungang.statistics.report.picture import caption, picture


def exchange(page: Context) -> Markup:
    """The picture with its caption, then every round in words."""
    cycles = page.outcomes.cycles
    if not cycles:
        return el("p", "没有人交流。", class_="note")
    table = el(
        "table",
        head_row("环", "人数", "走向（谁去接谁的岗位）", numbers=(1,)),
        el("tbody", join(_round(page, cycle) for cycle in cycles)),
        aria_labelledby="t-cycles",
    )
    return join(
        (
            el(
                "figure",
                picture(page.outcomes),
                el("figcaption", caption(page.outcomes)),
                class_="card",
            ),
            el(
                "section",
                el(
                    "div",
                    el("h3", "同样的内容写成表", id="t-cycles"),
                    el("span", f"{len(cycles)} 个环，{page.outcomes.headline.moved} 人"),
                    class_="hd",
                ),
                table,
                class_="card",
            ),
        )
    )


def _round(page: Context, cycle: Cycle) -> Markup:
    stops = [
        el("span", page.short(who.unit), " ", page.link(who), class_="nb") for who in cycle.people
    ]
    stops.append(page.short(cycle.people[0].unit))
    return el(
        "tr",
        el("th", f"第 {cycle.number} 环", scope="row", class_="nw"),
        el("td", len(cycle.people), class_="num"),
        el("td", join(stops, text(" → "))),
    )


def destinations(page: Context) -> Markup:
    """去向安排表, as the joint meeting reads it."""
    heads = (
        "序号",
        "姓名",
        "原单位、职务",
        "拟去单位、职务",
        "接谁的编制位",
        "编制、职级",
        "专业",
        "职务",
        "回避",
        "差值",
        "应交流依据",
    )
    body = join(_destination(page, row) for row in page.outcomes.destinations)
    return el(
        "div",
        scroll(
            "去向安排表",
            el(
                "table",
                head_row(*heads, numbers=(0, 9)),
                el("tbody", body),
                aria_labelledby="going",
                class_="going",
            ),
        ),
        class_="card wide",
    )


def _destination(page: Context, row: Destination) -> Markup:
    cost = "，".join(f"{part} {points}" for part, points in row.cost)
    unchecked = el("span", "未核对", class_="tag warn") if not row.verified else None
    return el(
        "tr",
        el("td", row.number, class_="num"),
        el("th", page.link(row.who), scope="row"),
        el("td", page.short(row.origin.unit), BREAK, row.origin.post),
        el("td", page.short(row.target.unit), BREAK, moved_to(row)),
        el("td", page.link(row.replaces), class_="nw"),
        el("td", row.nature, BREAK, row.rank),
        el("td", _specialty(row), class_="nw"),
        el("td", row.post_check, class_="nw strong" if row.title_waits else "nw"),
        el("td", row.avoidance_check),
        el("td", row.cost_total, class_="num", title=cost or None),
        el("td", row.rule, BREAK, row.clause, " ", unchecked, class_="small why"),
    )


def _specialty(row: Destination) -> Markup:
    one, other = row.origin.specialty, row.target.specialty
    told = one if one == other else f"{one}、{other}"
    return join((row.specialty_check, BREAK, el("span", told, class_="small")))
