"""The exchange picture: the same each time, nothing written on anything else, every move drawn."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from lungang.campaign.deliberation.picture import AT_ALL, MOST, Move, Picture, Show, draw
from lungang.campaign.deliberation.ring import Box, Point, boxes_meet, curve, ring_of
from lungang.campaign.deliberation.unit_order import unit_order
from tests.campaign.deliberation.tables import COUNTY, STAYING, UNITS, random_cycles


def moves_of(cycles, undecided=0):
    return [
        Move(
            origin=one.split(" ")[1],
            target=cycle[(at + 1) % len(cycle)].split(" ")[1],
            name=one.split(" ")[0],
            decided=number > undecided,
            cycle=number,
        )
        for number, cycle in enumerate(cycles, 1)
        for at, one in enumerate(cycle)
    ]


def order_of(cycles, trials=300):
    moves = moves_of(cycles)
    units = tuple(dict.fromkeys(move.origin for move in moves))
    longest = tuple(one.split(" ")[1] for one in max(cycles, key=len))
    return unit_order(units, tuple((m.origin, m.target) for m in moves), longest, trials)


def parsed(picture: Picture) -> ET.Element:
    return ET.fromstring(picture.svg)


def titles(picture: Picture) -> list[str]:
    return [str(path.findtext("title")) for path in parsed(picture).findall("path")]


# ---- the order of the units ---------------------------------------------------------------------


def test_the_order_is_the_same_each_time():
    first = order_of(COUNTY)
    unit_order.cache_clear()
    assert order_of(COUNTY) == first
    assert sorted(first) == sorted({one.split(" ")[1] for cycle in COUNTY for one in cycle})


def test_the_order_does_not_depend_on_the_order_of_the_moves():
    units, flows = ("甲", "乙", "丙", "丁", "戊"), (("甲", "丙"), ("丙", "甲"), ("乙", "丁"))
    assert unit_order(units, flows) == unit_order(units, flows[::-1])


def test_the_longest_cycle_goes_round_evenly():
    order = order_of(COUNTY)
    longest = [one.split(" ")[1] for one in COUNTY[0]]
    places = [order.index(unit) for unit in longest]
    assert places == sorted(places)
    steps = [(b - a) % len(order) for a, b in zip(places, places[1:] + places[:1], strict=True)]
    assert max(steps) - min(steps) <= 1


def crossings(order, moves):
    at = {unit: place for place, unit in enumerate(order)}
    pairs = sorted({tuple(sorted((at[m.origin], at[m.target]))) for m in moves})
    return sum(a < c < b < d for a, b in pairs for c, d in pairs)


def test_annealing_takes_crossings_away():
    cycles = random_cycles(24, 50, seed=5)
    start, end = order_of(cycles, trials=0), order_of(cycles, trials=1500)
    assert crossings(end, moves_of(cycles)) < crossings(start, moves_of(cycles))


# ---- the picture --------------------------------------------------------------------------------


def test_the_picture_is_the_same_each_time():
    moves = moves_of(COUNTY, 4)
    assert draw(order_of(COUNTY), moves, chosen=1) == draw(order_of(COUNTY), moves, chosen=1)


@pytest.mark.parametrize("units", [5, 18, 30])
@pytest.mark.parametrize("seed", range(4))
def test_no_text_lies_on_another(units, seed):
    cycles = random_cycles(units, units * 2, seed)
    stays = {unit: 1 + at % 3 for at, unit in enumerate(UNITS[:units:2])}
    numbers = range(1, len(cycles) + 1)
    for chosen in (0, *numbers):
        picture = draw(order_of(cycles), moves_of(cycles), stays=stays, chosen=chosen)
        assert not boxes_meet(picture.boxes)
        view = [float(one) for one in parsed(picture).attrib["viewBox"].split()]
        page = Box(0, 0, view[2], view[3])
        assert all(page.left <= box.left and box.right <= page.right for box in picture.boxes)
        assert all(page.top <= box.top and box.bottom <= page.bottom for box in picture.boxes)


@pytest.mark.parametrize("units", [5, 18, 30])
def test_a_cycle_of_up_to_six_has_all_its_names(units):
    cycles = random_cycles(units, units * 2, seed=7)
    for number, cycle in enumerate(cycles, 1):
        picture = draw(order_of(cycles), moves_of(cycles), chosen=number)
        assert picture.unnamed == ()
        named = [text.text for text in parsed(picture).iter("text") if text.get("class") == "name"]
        assert sorted(named) == sorted(one.split(" ")[0] for one in cycle)


def test_what_finds_no_room_is_told_and_not_drawn():
    cycle = tuple(f"某某某{at} {UNITS[at % 5]}" for at in range(60))
    picture = draw(UNITS[:5], moves_of((cycle,)), chosen=1)
    assert picture.unnamed
    assert not boxes_meet(picture.boxes)


@pytest.mark.parametrize("units", [2, 5, 18, 30])
def test_every_move_has_one_edge(units):
    cycles = random_cycles(units, units * 2)
    moves = moves_of(cycles, undecided=2)
    picture = draw(order_of(cycles), moves, chosen=1)
    said = [
        f"{m.name}：{m.origin} → {m.target}（{'已定' if m.decided else '拟定'}）" for m in moves
    ]
    assert sorted(titles(picture)) == sorted(said)
    ways = [path.get("d") for path in parsed(picture).findall("path")]
    assert len(set(ways)) == len(moves), "two people on one line"


def test_state_and_choice_are_classes():
    picture = draw(order_of(COUNTY), moves_of(COUNTY, 4), chosen=1)
    kinds = Counter(path.get("class") for path in parsed(picture).findall("path"))
    assert kinds == {"edge on proposed": 5, "edge proposed": 9, "edge decided": 13}
    assert "style=" not in picture.svg
    assert not re.search(r"#[0-9a-f]{3,6}\b", picture.svg), "colours are the style sheet's"


@pytest.mark.parametrize(("show", "drawn"), [(Show.ALL, 27), (Show.CYCLE, 3), (Show.PROPOSED, 14)])
def test_what_is_shown(show, drawn):
    picture = draw(order_of(COUNTY), moves_of(COUNTY, 4), chosen=3, show=show)
    assert len(titles(picture)) == drawn
    assert len(parsed(picture).findall("circle")) == 18, "units stay where they are"


def test_who_stays_is_counted_beside_the_unit():
    stays = Counter(one[0].split(" ")[1] for one in STAYING)
    picture = draw(order_of(COUNTY), moves_of(COUNTY), stays=stays)
    said = [" ".join(text.itertext()) for text in parsed(picture).iter("text")]
    assert "卫生局 1 留 1" in said
    assert "财政局 3" in said


def test_units_do_not_move_when_the_plan_does():
    order, moves = order_of(COUNTY), moves_of(COUNTY)
    other = [*moves[:-2], replace(moves[-2], target="教委"), replace(moves[-1], target="经委")]

    def places(drawn):
        return [(c.get("cx"), c.get("cy")) for c in parsed(drawn).findall("circle")]

    assert places(draw(order, moves, chosen=1)) == places(draw(order, other, chosen=2))


def test_names_are_escaped():
    move = Move(origin="<甲>", target='乙"局', name="a<b>&", decided=True, cycle=1)
    back = replace(move, origin=move.target, target=move.origin)
    picture = draw(("<甲>", '乙"局'), [move, back], chosen=1)
    assert "a<b>" not in picture.svg
    assert titles(picture)[0] == 'a<b>&：<甲> → 乙"局（已定）'


def test_of_many_units_the_cycle_and_its_neighbours():
    cycles = random_cycles(60, 150)
    moves = moves_of(cycles)
    units = tuple(dict.fromkeys(move.origin for move in moves))
    chosen = max(range(len(cycles)), key=lambda at: len(cycles[at])) + 1
    picture = draw(units, moves, chosen=chosen)
    shown = len(parsed(picture).findall("circle"))
    assert shown <= MOST
    assert picture.left_out == len(units) - shown
    passed = {one.split(" ")[1] for one in cycles[chosen - 1]}
    assert all({edge.origin, edge.target} & passed for edge in picture.edges)
    assert passed <= {"".join(text.itertext()).rstrip("0123456789")
                      for text in parsed(picture).iter("text")}  # fmt: skip
    assert not boxes_meet(picture.boxes)


def test_a_cycle_through_too_many_units_is_no_picture():
    cycle = tuple(f"某{at} 第{at}局" for at in range(AT_ALL + 1))
    moves = moves_of((cycle,))
    assert draw([move.origin for move in moves], moves, chosen=1) is None


def test_nobody_moves():
    assert draw((), []) is None


def test_boxes_that_meet_are_seen():
    box = Box(0, 0, 10, 10)
    assert boxes_meet([box, Box(9, 9, 12, 12)])
    assert not boxes_meet([box, Box(10, 0, 12, 12)])


def test_there_and_back_are_two_ways():
    ring = ring_of([("甲", 16.0), ("乙", 16.0)])
    there, back = curve(ring, "甲", "乙", 0, 2), curve(ring, "乙", "甲", 1, 2)
    assert there.bend != back.bend
    assert isinstance(there.at(0.5), Point)
