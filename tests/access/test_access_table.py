"""Role x route x {own unit, other unit, other authority} x step, against the table by hand."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.access.asking import (
    Page,
    asking,
    at,
    form_of,
    is_served,
    last_entry,
    nothing_done,
    nowhere,
    opened,
    page,
    plain,
    served,
    things_of,
    undone,
    url_of,
    written,
)
from tests.access.filling import filled
from tests.access.table import ABOVE_OFFICES, ANY_TIME, ROWS, STEPS, WITHOUT_CAMPAIGN, Row
from tests.access.world import Thing, Who, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
READINGS = {"notices_reading"}
"""What looking at a page writes: that a notice was opened."""
MAIN = "screening"
"""The step at which everybody asks for everything; at the others, who answers otherwise there."""


def routes(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Every route by name, as the URL configuration has it."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            below = f"{space}{one.namespace}:" if one.namespace else space
            yield from routes(one, below)
        else:
            assert isinstance(one, URLPattern)
            assert one.name, f"{one.pattern} has no name"
            yield f"{space}{one.name}"


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    listed = {row.route for row in ROWS} | set(ABOVE_OFFICES)
    assert set(routes(get_resolver())) == listed
    assert not {row.route for row in ROWS} & set(ABOVE_OFFICES)
    rows = [(row.route, row.method, row.about, row.more) for row in ROWS]
    assert len(rows) == len(set(rows))


# ---- who ------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "GET"], ids=str)
def test_each_office_sees_what_the_table_says(world: World, row: Row) -> None:
    somebody = False
    for thing in things_of(world, row):
        for who in asking(world, thing):
            got, cell = page(world, row, thing, who), f"{row} as {who}"
            if who.actor is None:
                assert_to_sign_in(got, cell)
            elif is_served(row, who, thing):
                assert got.answer[0] in (200, 302), f"{cell}: {got.answer[0]}"
                assert got.tables <= written_by_reading(row, thing), f"{cell} wrote {got.tables}"
                somebody = True
            else:
                assert got.answer == nowhere(world, who, "GET"), cell
                assert not got.tables, cell
    assert somebody or not row.who, "nobody asked who is served"


def written_by_reading(row: Row, thing: Thing | None) -> set[str]:
    """What looking at a page writes: of the sealed plan, that it was read."""
    sealed = getattr(resolve(url_of(row, thing)).func, "sealed", "")
    sealed = sealed or row.route == "procedure:inquiry"  # asked about one person of it
    return READINGS | ({"audit_entry"} if sealed else set())


def assert_to_sign_in(got: Page, cell: str) -> None:
    assert got.answer[0] == 302, cell
    assert got.answer[1]["Location"].startswith(reverse("account_login")), cell
    assert not got.tables, cell


ACTS = [row for row in ROWS if row.method == "POST"]


@pytest.mark.parametrize("row", ACTS, ids=str)
def test_nobody_else_acts(world: World, row: Row) -> None:
    """Not even with everything that the form of somebody who may carries."""
    for thing in things_of(world, row):
        able = next((who for who in asking(world, thing) if is_served(row, who, thing)), None)
        carried = dict(opened(world, row, thing, able)) if able else {}
        carried.pop("key", None)
        for who in asking(world, thing):
            if is_served(row, who, thing):
                continue
            before, cell = last_entry(), f"{row} as {who}"
            with undone(who):
                with written() as tables:
                    answer = who.client.post(
                        url_of(row, thing), {**carried, **filled(world, row, who, thing)}
                    )
                clean = nothing_done(tables, before)
            assert clean, f"{cell} wrote {tables}"
            if who.actor is None:
                assert_to_sign_in(Page(plain(answer), b"", frozenset(tables)), cell)
            else:
                assert plain(answer) == nowhere(world, who, "POST"), cell


# ---- when -----------------------------------------------------------------------------------


def steps_of(row: Row) -> list[str]:
    if row.done == ANY_TIME:
        return [MAIN, "closed"]
    return [
        *STEPS,
        *(
            word
            for word in ("settled", "sent back", "running", "frozen", "moving")
            if word == row.done
        ),
    ]


@pytest.mark.parametrize("row", [row for row in ACTS if row.who], ids=str)
def test_an_act_is_done_at_its_steps_and_at_no_other(world: World, row: Row) -> None:
    able = served(world, row)
    assert able
    for step in steps_of(row):
        for thing, who in able if step in (MAIN, row.done) else able[:1]:
            with at(world, step):
                check_act(world, row, thing, who)


def check_act(world: World, row: Row, thing: Thing | None, who: Who) -> None:
    cell = f"{row} as {who} at {world.step}"
    is_time = world.step == row.done or world.step in row.done.split()
    shown = form_of(world, row, thing, who)
    assert shown is not None or not is_time, f"{cell}: the form is not offered"
    sent = opened(world, row, thing, who) if shown is None else shown
    before = last_entry()
    with undone(who):
        with written() as tables:
            answer = who.client.post(url_of(row, thing), sent | filled(world, row, who, thing))
        done = not nothing_done(tables, before)
    cell = f"{cell}: {answer.status_code}"
    assert done == is_time, f"{cell} {tables}"
    if world.step == "closed" and row.route == "core:close":
        assert answer.status_code == 302, cell  # pressed twice: it is closed, and that is said
    elif world.step == "closed" and row.route not in WITHOUT_CAMPAIGN:
        assert plain(answer) == nowhere(world, who, "POST"), cell
    else:
        assert answer.status_code in ((200, 302) if is_time else (200, 409, 422)), cell


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "GET"], ids=str)
def test_a_page_is_the_same_offices_at_every_step(world: World, row: Row) -> None:
    """By turns: at each step one who is served and one who is not."""
    thing = things_of(world, row)[0]
    people = [who for who in asking(world, thing) if who.actor is not None]
    able = [who for who in people if is_served(row, who, thing)]
    others = [who for who in people if who not in able]
    for turn, step in enumerate(step for step in STEPS if step != MAIN):
        is_there = step != "closed" or row.route in WITHOUT_CAMPAIGN
        with at(world, step):
            for group in filter(None, (able, others)):
                who = group[turn % len(group)]
                got, cell = page(world, row, thing, who).answer, f"{row} as {who} at {step}"
                if group is able and is_there:
                    assert got[0] in (200, 302), f"{cell}: {got[0]}"
                else:
                    assert got == nowhere(world, who, "GET"), cell


# ---- how ------------------------------------------------------------------------------------


@pytest.mark.parametrize("route", sorted({row.route for row in ROWS}))
def test_no_method_but_those_of_the_table(world: World, route: str) -> None:
    rows = [row for row in ROWS if row.route == route]
    methods = {row.method for row in rows}
    methods |= {"HEAD"} if "GET" in methods else set()
    thing = things_of(world, rows[0])[0]
    people = [one for one in asking(world, thing) if one.actor is not None]
    able = [who for who in people if any(is_served(row, who, thing) for row in rows)]
    others = [who for who in people if who not in able]
    for who in (*able[:1], *others[:1]):
        for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} - methods:
            with undone(who), written() as tables:
                answer = who.client.generic(method, url_of(rows[0], thing))
            cell = f"{method} {route} as {who}"
            assert not tables, cell
            # Whom the kind of page is open to learns of the method before anything is looked for.
            assert answer.status_code in ((405,) if who in able else (404, 405)), cell


@pytest.mark.parametrize("row", [row for row in ROWS if row.method == "GET"], ids=str)
def test_head_answers_as_get_without_a_body(world: World, row: Row) -> None:
    thing = things_of(world, row)[0]
    people = [one for one in asking(world, thing) if one.actor is not None]
    able = [who for who in people if is_served(row, who, thing)]
    others = [who for who in people if who not in able]
    for step in (MAIN, "moving"):
        with at(world, step):
            for who in (*able[:1], *others[:1]):
                with undone(who):
                    answer = who.client.head(url_of(row, thing))
                cell = f"{row} as {who} at {step}"
                assert answer.status_code == page(world, row, thing, who).answer[0], cell
                assert not b"".join(answer), cell


@pytest.mark.parametrize("row", [row for row in ROWS if row.about], ids=str)
def test_what_is_anothers_answers_as_what_is_not(world: World, row: Row) -> None:
    """Not only by its number: a made-up number, a malformed one, and by HEAD as well."""
    thing = things_of(world, row)[0]
    assert thing is not None
    if not thing.args:
        return
    value, url = thing.args[0], url_of(row, thing)
    made_up = uuid.uuid4() if isinstance(value, uuid.UUID) else 987_654_321
    others = [url.replace(str(value), str(made_up)), url.replace(str(value), "..%2F..%2Fetc")]
    able = next((who for who in asking(world, thing) if is_served(row, who, thing)), None)
    carried = dict(opened(world, row, thing, able)) if able and row.method == "POST" else {}
    carried.pop("key", None)
    methods = ("get", "head") if row.method == "GET" else ("post",)
    for who in strangers(world, row, thing):
        asked = others if is_served(row, who, thing) else [url, *others]
        for method in methods:
            there = nowhere(world, who, method.upper())
            assert there[0] == 404
            for one in asked:
                with undone(who):
                    answer = getattr(who.client, method)(one, carried)
                    assert plain(answer) == there, f"{one} as {who}"


def strangers(world: World, row: Row, thing: Thing) -> list[Who]:
    """One who is served, one of another unit, one of another office of the county."""
    people = [one for one in asking(world, thing) if one.actor is not None]
    able = [who for who in people if is_served(row, who, thing)]
    others = [who for who in people if who not in able]
    of_unit = [who for who in others if who.unit == "B"]
    of_county = [who for who in others if not who.unit]
    return [*able[:1], *of_unit[:1], *of_county[:1]]


EXPECTED = {
    "nothing": lambda answer: answer.status_code == 404,
    "page": lambda answer: answer.status_code == 200,
    "away": lambda answer: answer.status_code == 302,
    "own": lambda answer: answer.status_code in (200, 302, 404),
    "sign-in": lambda answer: answer.status_code == 302 and "/login/" in answer["Location"],
}


@pytest.mark.parametrize(("route", "cells"), ABOVE_OFFICES.items())
def test_pages_that_belong_to_no_office(world: World, route: str, cells: tuple[str, str]) -> None:
    args = {"left": (1_700_000_000,), "accounts:invitation": world.things["token"][0].args}
    args |= {"mfa_remove_webauthn": (1,), "mfa_edit_webauthn": (1,)}
    url = reverse(route, args=args.get(route, ()))
    for who in world.people:
        with undone(who):
            answer = who.client.get(url)
        cell = cells[who.actor is not None]
        assert EXPECTED[cell](answer), f"{route} as {who}: {answer.status_code}"
