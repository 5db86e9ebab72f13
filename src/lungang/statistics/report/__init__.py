"""The results as one HTML file that opens anywhere, needs nothing else, and prints on A4."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from os import PathLike
from pathlib import Path
from string import Template

from lungang.statistics.records import Outcomes
from lungang.statistics.report.closing import duties, provenance, screening, stays
from lungang.statistics.report.context import Context
from lungang.statistics.report.exchange import destinations, exchange
from lungang.statistics.report.markup import Markup, el, join, text
from lungang.statistics.report.overview import balance_table, five_tables, key_figures
from lungang.statistics.report.people import people
from lungang.statistics.report.picture import MOST_UNITS
from lungang.statistics.wording import clean, long_date


def write_report(outcomes: Outcomes, path: str | PathLike[str]) -> None:
    """Write the report to ``path``, replacing what is there.

    Raises:
        OSError: the file cannot be written.
    """
    Path(path).write_text(report_html(outcomes), encoding="utf-8", newline="\n")


def report_html(outcomes: Outcomes) -> str:
    """The report as HTML: no script, no request to anywhere, every text escaped."""
    page = Context(outcomes)
    folder = files(__package__)
    template = Template((folder / "page.html").read_text(encoding="utf-8"))
    campaign = text(outcomes.title)
    return template.substitute(
        title=join((campaign, " 交流结果报告")),
        css=(folder / "page.css").read_text(encoding="utf-8"),
        foot=_page_foot(outcomes.title),
        campaign=campaign,
        document=text(outcomes.provenance.document_number),
        contents=join(
            el("li", el("a", title, href=f"#{anchor}")) for anchor, title, _, _ in _SECTIONS
        ),
        facts=text(f"年龄和年限算到 {long_date(outcomes.reference_date)}"),
        body=join(_section(page, *section) for section in _SECTIONS),
    )


def _overview(page: Context) -> Markup:
    many = len(page.outcomes.balances) > MOST_UNITS  # too long to stand beside five short tables
    tables = el(
        "div",
        el("div", five_tables(page)),
        el("div", balance_table(page)),
        class_="many" if many else "two",
    )
    note = (
        f"五张表各自合计都是 {page.outcomes.headline.moved} 人，未能安排的不计入。"
        "数字由名单算出；要更正，先更正名单。"
    )
    return join((key_figures(page), tables, el("p", note, class_="note")))


def _going(page: Context) -> Markup:
    hold = page.outcomes.provenance.hold_months
    rule = f"任科长（主任）的，自任命起至少任满 {hold} 个月。" if hold else ""
    note = f"差值按规则计分，越小越好，0 为没有差别。职级一律不变。{rule}"
    return join((destinations(page), el("p", note, class_="note")))


def _cards(page: Context) -> Markup:
    note = (
        "“其它去处”的代价是全方案比现在差多少：先看多几人未安排，再看契合差值；"
        "改动是去向会变的人数。"
    )
    return join((el("p", note, class_="note"), people(page)))


_SECTIONS: tuple[tuple[str, str, str, Callable[[Context], Markup]], ...] = (
    ("overview", "结果", "五张表和出进", _overview),
    ("exchange", "走向", "交流走向", exchange),
    ("going", "去向安排", "去向安排表", _going),
    ("people", "逐人说明", "逐人说明", _cards),
    ("stays", "留任", "未能安排，留原单位", stays),
    ("duties", "未了结", "尚未了结的法定回避", duties),
    ("screening", "筛查", "筛查结果", screening),
    ("provenance", "依据", "这些结果的依据", provenance),
)
"""Anchor, name in the contents, heading, and what makes the section."""


def _section(
    page: Context, anchor: str, _: str, title: str, make: Callable[[Context], Markup]
) -> Markup:
    return el("section", el("h2", title, id=anchor), make(page), class_=f"part {anchor}")


def _page_foot(title: str) -> str:
    # A CSS string: whatever is no letter or digit becomes an escape, so nothing can end it early.
    said = "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in clean(title))
    return (
        f'@page{{@bottom-left{{content:"{said}"}}'
        '@bottom-right{content:"第 " counter(page) " 页，共 " counter(pages) " 页"}}'
    )
