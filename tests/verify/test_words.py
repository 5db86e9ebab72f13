"""Cost words against published vectors and numbers worked out by hand."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from lungang.domain.codes import KindOfWork
from lungang.domain.roster import Wish
from lungang.verify.words import seed_bytes, siphash24
from tests.verify.county import DEPUTY, STAFF, person, policy, roster, unit
from tests.verify.reference import world


@pytest.mark.parametrize(
    ("length", "value"),
    [
        (0, 0x726FDB47DD0E0E31),
        (1, 0x74F839C593DC67FD),
        (7, 0xAB0200F58B01D137),
        (8, 0x93F5F5799A932462),
        (15, 0xA129CA6149BE45E5),
    ],
)
def test_siphash_as_its_authors_publish_it(length, value):
    assert siphash24(bytes(range(16)), bytes(range(length))) == value


def test_the_seed_is_bound_to_roster_and_pack():
    text = "lungang-seed/1\n甲\nr\np".encode()
    assert seed_bytes("甲", "r", "p") == hashlib.blake2b(text, digest_size=32).digest()


def three(**values):
    return [person(0, "甲局", **values), person(1, "乙局"), person(2, "丙局")]


def test_one_more_of_a_class_outweighs_all_of_the_less_urgent():
    people = [person(0, "甲局"), person(1, "乙局", key=True, unit_start=person(0, "").post_start)]
    w = world(roster(people), policy())
    assert w.costs.staying == [1, 3]
    assert [w.costs.word(0, i, j) for i, j in ((0, 0), (1, 1), (0, 1))] == [1, 3, 0]


def test_the_tie_break_keeps_the_top_bits():
    w = world(roster(three()), policy())
    key = hashlib.blake2b(w.seed + b"\x00", digest_size=16).digest()
    message = f"{w.arcs.pool[0]}\0{w.arcs.pool[2]}".encode()
    assert w.costs.tie(0, 0, 2) == siphash24(key, message) >> 12
    again = hashlib.blake2b(w.seed + b"\x01", digest_size=16).digest()
    assert w.costs.tie(1, 0, 0) == siphash24(again, message[:19] + message[:18]) >> 12


def test_bits_shrink_with_the_pool():
    people = [person(number, f"单位{number % 2}") for number in range(200)]
    w = world(roster(people), policy(limits=()))
    assert len(w.arcs) == 200
    assert max(w.costs.tie(0, 0, j) for j in range(200)) < 1 << 51


def parts(*people, wishes=(), units=None, off=()):
    county = roster(list(people), units, wishes=tuple(wishes))
    return world(county, policy(off)).costs.fit_parts(0, 1)


def test_parts_of_the_fit():
    one = person(0, "甲局", level=STAFF, practised_specialty="审计")
    other = person(1, "乙局", level=DEPUTY, kind_of_work=KindOfWork.LICENCES)
    assert parts(one, other) == {
        "specialty": 5,
        "correspondence": 3,
        "kind_of_work": 2,
        "wish": 0,
    }
    far = replace(other, practised_specialty="林业")
    assert parts(one, far, off=("specialty",))["specialty"] == 20


@pytest.mark.parametrize(
    ("wanted", "price"),
    [
        ([("乙局", 1)], 0),
        ([("丁局", 1)], 7),
        ([("丁局", 1), ("乙局", 2)], 1),
        ([("丁局", 1), ("丙局", 4), ("乙局", 9)], 2),
        ([("乙局", 3), ("乙局", 1)], 0),
        ([("乙局一所", 1)], 0),
        ([("乙局", 1), ("丁局", 1)], 1),
    ],
)
def test_wishes_count_by_their_place(wanted, price):
    one, other = person(0, "甲局"), person(1, "乙局")
    wishes = [Wish(person_id=one.id, unit=name, order=order) for name, order in wanted]
    units = [unit(name) for name in ("甲局", "乙局", "丙局", "丁局")]
    units.append(unit("乙局一所", department_in_charge="乙局"))
    assert parts(one, other, wishes=wishes, units=units)["wish"] == price
