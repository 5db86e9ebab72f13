"""The first screen of the report: the figures, the five tables, who gave and who got."""

from __future__ import annotations

from lungang.statistics.phrases import balance_word
from lungang.statistics.records import Balance, Passage, Row, Table
from lungang.statistics.report.context import Context
from lungang.statistics.report.markup import Markup, el, head_row, join, scroll, text


def key_figures(page: Context) -> Markup:
    """How many people of how many units, how many stay, and whether every unit is balanced."""
    line = page.outcomes.headline
    figures = (
        (line.moved, "人跨部门交流", ""),
        (line.units, "个单位", ""),
        (line.stayed, "人未能安排，留原单位", "#stays" if line.stayed else ""),
    )
    mark = "✓ " if line.balanced else "✗ "
    return el(
        "div",
        join(
            el("p", el("b", n), word, join(("　", el("a", "看原因", href=to))) if to else None)
            for n, word, to in figures
        ),
        el("p", mark, balance_word(page.outcomes), class_="ok" if line.balanced else "bad"),
        class_="key",
    )


def five_tables(page: Context) -> Markup:
    """The five tables with bars; one scale for all, so that bars of two tables compare."""
    tables = page.outcomes.tables
    longest = max((row.count for table in tables for row in table.rows), default=0)
    return join(_bars(table, longest) for table in tables)


def _bars(table: Table, longest: int) -> Markup:
    note = f"合计 {table.total}" + (f"，{table.note}" if table.note else "")
    rows = join(_bar(row, table.total, longest) for row in table.rows)
    head = el(
        "thead",
        el(
            "tr",
            join(
                el("th", el("span", word, class_="away"), scope="col")
                for word in ("项目", "人数", "图", "占比")
            ),
        ),
    )
    return el(
        "section",
        el("div", el("h3", table.title, id=f"t-{table.id}"), el("span", note), class_="hd"),
        el("table", head, el("tbody", rows), aria_labelledby=f"t-{table.id}", class_="bars"),
        el("p", table.sentence, class_="said"),
        class_="card",
    )


def _bar(row: Row, total: int, longest: int) -> Markup:
    wide = 100 * row.count / longest if longest else 0.0
    bar = el("i", style=f"width:{wide:.1f}%") if row.count else None
    return el(
        "tr",
        el("th", row.label, scope="row"),
        el("td", row.count, class_="num"),
        el("td", bar, class_="b"),
        el("td", f"{row.count / total:.1%}" if total else "", class_="pc"),
    )


def balance_table(page: Context) -> Markup:
    """Departures and arrivals by unit and nature, with who and whither."""
    rows = page.outcomes.balances
    several = len({row.nature for row in rows}) > 1
    heads = ("单位", *(("编制性质",) if several else ()), "出", "进", "差", "去往", "来自")
    first = 2 if several else 1
    body = join(_balance(page, row, several) for row in rows)
    out, into = (
        sum(len(getattr(row, side)) for row in rows) for side in ("departures", "arrivals")
    )
    foot = el(
        "tr",
        el("th", f"{len({row.unit for row in rows})} 个单位", scope="row"),
        el("td") if several else None,
        join(el("td", n, class_="num") for n in (out, into, into - out)),
        el("td"),
        el("td"),
    )
    natures = "、".join(dict.fromkeys(row.nature for row in rows))
    return el(
        "section",
        el("div", el("h3", "各单位出进", id="t-balance"), el("span", natures, "，人"), class_="hd"),
        scroll(
            "各单位出进",
            el(
                "table",
                head_row(*heads, numbers=range(first, first + 3)),
                el("tbody", body),
                el("tfoot", foot),
                aria_labelledby="t-balance",
                class_="io",
            ),
        ),
        class_="card",
    )


def _balance(page: Context, row: Balance, several: bool) -> Markup:
    gap = row.difference
    told = "0" if not gap else f"{'多' if gap > 0 else '少'} {abs(gap)}"
    return el(
        "tr",
        el("th", page.short(row.unit), scope="row"),
        el("td", row.nature) if several else None,
        el("td", len(row.departures), class_="num"),
        el("td", len(row.arrivals), class_="num"),
        el("td", told, class_="num bad" if gap else "num"),
        el("td", _passages(page, row.departures), class_="small"),
        el("td", _passages(page, row.arrivals), class_="small"),
    )


def _passages(page: Context, through: tuple[Passage, ...]) -> Markup:
    said = (join((page.link(one.who), "（", page.short(one.other), "）")) for one in through)
    return join(said, text("、"))
