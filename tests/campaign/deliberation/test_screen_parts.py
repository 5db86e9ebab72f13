"""What the main page makes of an invented table: balance in words, addresses, groups."""

from __future__ import annotations

from dataclasses import replace

from django.http import QueryDict

from lungang.campaign.deliberation.picture import Show
from lungang.campaign.deliberation.rows import BalanceRow
from lungang.campaign.deliberation.screen import (
    Asked,
    address,
    balance,
    chosen,
    following,
    groups,
    in_order,
    in_words,
    leads,
    picture,
)
from tests.campaign.deliberation.tables import COUNTY, key_of, large_table, make_table


def url_of(**changed):
    return address({}, **changed)


def test_what_is_not_equal_is_said():
    table = replace(
        make_table(),
        balance=(
            BalanceRow(unit="财政局", nature="", out=3, into=2),
            BalanceRow(unit="教委", nature="", out=1, into=3),
            BalanceRow(unit="建委", nature="行政", out=1, into=1),
        ),
    )
    found = balance(table, 1)
    assert [cell.wrong for cell in found.cells] == ["少 1", "多 2", ""]
    assert [cell.on for cell in found.cells] == [True, True, False]
    assert (found.units, found.unequal, found.out, found.into) == (3, 2, 5, 6)


def test_the_county_is_in_balance():
    found = balance(make_table(), 0)
    assert (found.units, found.unequal, found.out, found.into) == (18, 0, 27, 27)


def test_groups_and_their_order():
    table = make_table()
    found = groups(in_order(table), "", None, url_of)
    assert [(group.label, len(group.people)) for group in found] == [
        ("未能安排", 2), ("拟定", 14), ("已定", 13),
    ]  # fmt: skip
    assert [one.person.name for one in found[1].people[:5]] == [
        name.split(" ")[0] for name in COUNTY[0]
    ]
    marked = {one.person.name: one.shapes for one in found[2].people if one.shapes}
    assert marked == {"程世忠": (("ban", "禁去"),), "冉光华": (("pin", "钉住"),)}


def test_the_first_to_be_decided_is_looked_at():
    people = in_order(make_table())
    assert chosen(people, None).name == "周启明"
    assert chosen(people, key_of("雷明礼")).name == "雷明礼"
    assert chosen([], None) is None


def test_after_the_last_comes_the_first():
    people = in_order(make_table())
    assert following(people, people[-1]) == (people[-2], people[0])
    assert following(people, people[0]) == (people[-1], people[1])


def test_a_cycle_in_words():
    assert in_words(make_table(), 3) == [
        ("建委", "汪海波"), ("水利农机局", "舒建平"), ("农业局", "石昌荣"),
    ]  # fmt: skip
    assert in_words(make_table(), 0) == []


def test_reasons_and_their_leads():
    assert leads(["专业相同：会计：财务", "联席会议钉住"]) == [
        ("专业相同", "会计：财务"), ("", "联席会议钉住"),
    ]  # fmt: skip


def test_addresses_are_read_for_what_they_can_mean():
    asked = Asked.read(QueryDict("person=x&show=y&do=z&q=+a+&slot=1"))
    assert asked == Asked(None, Show.ALL, "a", "", None, "")


def test_units_that_only_stay_are_drawn_too():
    table = make_table()
    drawn = picture(table, ("财政局", "卫生局"), None, Show.ALL)
    assert drawn.svg.count("<circle") == 18
    assert "留 1" in drawn.svg


def test_a_large_pool_shows_a_part():
    table = large_table(60, 300)
    person = next(row for row in table.people if row.cycle == table.cycles[0].number)
    units = tuple(dict.fromkeys(row.unit for row in table.people))
    drawn = picture(table, units, person, Show.ALL)
    assert drawn.left_out > 0
    assert len(drawn.svg) < 60_000
