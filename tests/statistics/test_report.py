"""The report: well-formed, alone, escaped, whole."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lungang.statistics import outcomes, write_report
from lungang.statistics.report import report_html
from lungang.statistics.report.layout import circular_order, crossings
from lungang.statistics.report.markup import el
from lungang.statistics.report.picture import drawn_cycles
from lungang.statistics.wording import clean
from tests.statistics import factory
from tests.statistics.county import county

VOID = {"meta", "br"}


class Walk(HTMLParser):
    """Reads a page, refusing ends that match no start, and notes what is in it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.open or self.open[-1] != "style":
            self.text.append(data)

    def values(self, attribute):
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]


@pytest.fixture(scope="module")
def page():
    return report_html(outcomes(*county()))


@pytest.fixture(scope="module")
def walk(page):
    return Walk(page)


def test_it_stands_alone(page, walk):
    assert not {"script", "link", "img", "iframe", "object", "base"} & {t for t, _ in walk.tags}
    assert "http" not in page.replace("http-equiv", "")
    assert "url(" not in page.replace("url(#a0)", "").replace("url(#a1)", "")
    assert "@import" not in page
    assert all(href.startswith("#") for href in walk.values("href"))
    assert not walk.values("src")
    assert not [name for _, attrs in walk.tags for name in attrs if name.startswith("on")]


def test_it_says_its_language_and_its_headings_stand_in_order(walk):
    assert walk.tags[0] == ("html", {"lang": "zh-CN"})
    levels = [int(tag[1]) for tag, _ in walk.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - one <= 1 for one, later in pairwise(levels))


def test_links_lead_somewhere_and_anchors_are_unique(walk):
    anchors = walk.values("id")
    assert len(anchors) == len(set(anchors))
    assert {href[1:] for href in walk.values("href")} <= set(anchors)
    assert set(walk.values("aria-labelledby")) <= set(anchors)


def test_every_head_of_a_table_says_what_it_heads(walk):
    assert all(attrs.get("scope") in {"col", "row"} for tag, attrs in walk.tags if tag == "th")


def test_everybody_is_there_and_no_id_is(page, walk):
    text = "".join(walk.text)
    plan, roster, _ = county()
    assert all(row.name in text for row in (*plan.moves, *plan.stays))
    assert not [one.id for one in roster.people if one.id in page]


def test_it_says_what_counts(walk):
    text = "".join(walk.text)
    for words in (
        "已证明最优；一样好的方案之间按约定的种子取定，结果只有这一个",
        "多 1 人未安排（方案规定）",
        "差 10",
        "公务员法第七十四条",
        "2005 年 6 月 16 日前",
        "未核对",
        "按现职级，职务待核定",
        county()[1].digest,
    ):
        assert words in text


def test_every_arrow_has_a_title(walk):
    edges = [attrs for tag, attrs in walk.tags if tag == "g" and "edge" in attrs["class"]]
    titles = [tag for tag, _ in walk.tags if tag == "title"]
    assert len(edges) == 27
    assert len(titles) == 1 + len(edges) + 18  # the page, the arrows, the units


def test_names_cannot_break_out():
    page = report_html(outcomes(*factory.hostile()))
    walk = Walk(page)
    assert "script" not in {tag for tag, _ in walk.tags}
    assert [tag for tag, _ in walk.tags].count("style") == 1
    assert "<b>&\"'" in "".join(walk.text)
    assert "甲乙" in "".join(walk.text)
    assert not set("\u202e\x1b") & set(page)


@given(st.text())
def test_any_text_survives_escaping(words):
    walk = Walk(el("p", words, title=words))
    assert "".join(walk.text) == clean(words)
    assert walk.values("title") == [clean(words)]


def test_a_large_exchange_is_still_one_light_file(tmp_path):
    results = outcomes(*factory.large())
    path = tmp_path / "报告.html"
    write_report(results, path)
    assert path.stat().st_size < 5_000_000
    walk = Walk(path.read_text(encoding="utf-8"))
    assert len([attrs for tag, attrs in walk.tags if tag == "article"]) == 300
    assert len(drawn_cycles(results)) == 1
    assert "图上只画第 1 环" in "".join(walk.text)


def test_nobody_moved_still_makes_a_report():
    roster = factory.roster([factory.unit("甲局")], [factory.person(1, "甲局")])
    walk = Walk(report_html(outcomes(factory.plan(roster, {}), roster, factory.policy())))
    assert "没有人交流。" in walk.text


def test_another_roster_is_told():
    plan, roster, policy = factory.hostile()
    more = factory.roster(roster.units, [*roster.people, factory.person(99, "=1+1局")])
    assert "花名册与方案记下的摘要不同" in report_html(outcomes(plan, more, policy))


def test_the_style_sheet_keeps_to_old_browsers():
    css = files("lungang.statistics.report").joinpath("page.css").read_text(encoding="utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    banned = r":has\(|:is\(|:where\(|:focus-visible|color-mix|aspect-ratio|accent-color|\binset\s*:"
    assert not re.findall(banned, css)
    assert not re.findall(r"(?<![-\w])gap\s*:", css)


def test_the_order_of_units_is_stable_and_untangles():
    ring = [(str(n), str((n + 1) % 8)) for n in range(8)]
    units = ["0", "4", "1", "5", "2", "6", "3", "7"]
    order = circular_order(units, ring)
    assert sorted(order) == sorted(units)
    assert order == circular_order(units, ring)
    assert crossings(order, ring) == 0 < crossings(units, ring)


edges = st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=12)


@given(edges)
def test_the_order_never_crosses_more_than_it_found(pairs):
    units = list("abcdefg")
    pairs = [pair for pair in pairs if pair[0] != pair[1]]
    order = circular_order(units, pairs)
    assert sorted(order) == units
    assert crossings(order, pairs) <= crossings(units, pairs)
