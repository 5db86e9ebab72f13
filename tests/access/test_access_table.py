"""Role x route x {own unit, other unit, other authority} x step, against the table by hand."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lungang.campaign.core.models import Campaign
from lungang.platform.audit.models import Entry
from lungang.platform.guard import writing
from tests.access.asking import (
    asking,
    data_of,
    is_served,
    nothing_done,
    nowhere,
    plain,
    things_of,
    undone,
    url_of,
    written,
)
from tests.access.table import ABOVE_OFFICES, ROWS, Row
from tests.access.world import Who, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
READINGS = {"notices_reading"}
"""What looking at a page writes: that a notice was opened."""
STEPS = ("reporting", "screening", "deliberation")


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
    rows = [(row.route, row.method, row.about) for row in ROWS]
    assert len(rows) == len(set(rows))


CELLS = [(row, step) for row in ROWS for step in (STEPS if row.method == "GET" else STEPS[1:2])]
"""Whoever may not look may not act: acts are tried at the step at which most of them belong."""


@pytest.mark.parametrize(("row", "step"), CELLS, ids=lambda one: str(one))
def test_each_office_gets_what_the_table_says(world: World, row: Row, step: str) -> None:
    with writing():
        Campaign.objects.update(step=step)
    world.step = step
    served = 0
    for thing in things_of(world, row):
        url = url_of(row, thing)
        for who in asking(world, thing):
            served += check(world, row, who, url, expected=is_served(row, who, thing))
    assert served or not row.who, "nobody asked who is served"


def check(world: World, row: Row, who: Who, url: str, *, expected: bool) -> bool:
    before = Entry.objects.count()
    with undone(who):
        with written() as tables:
            ask = who.client.get if row.method == "GET" else who.client.post
            answer = ask(url, data_of(row, who))
        clean = expected or nothing_done(tables, before)
    cell = f"{row} as {who}: {answer.status_code}"
    assert row.method == "POST" or set(tables) <= READINGS, f"{cell} wrote {tables}"
    if who.actor is None:
        assert answer.status_code == 302, cell
        assert answer["Location"].startswith(reverse("account_login")), cell
        assert not tables, cell
    elif expected:
        assert answer.status_code in (200, 302, 409, 422), cell
        assert answer.status_code in (200, 302) or row.method == "POST", cell
    else:
        assert plain(answer) == nowhere(world, who, row.method), cell
        assert clean, f"{cell} wrote {tables}"
    return expected


@pytest.mark.parametrize("route", sorted({row.route for row in ROWS}))
def test_no_method_but_those_of_the_table(world: World, route: str) -> None:
    rows = [row for row in ROWS if row.route == route]
    methods = {row.method for row in rows} | ({"HEAD"} if rows[0].method == "GET" else set())
    thing = things_of(world, rows[0])[0]
    for who in (one for one in asking(world, thing) if one.actor is not None):
        may = any(is_served(row, who, thing) for row in rows)
        for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} - methods:
            with undone(who), written() as tables:
                answer = who.client.generic(method, url_of(rows[0], thing))
            cell = f"{method} {route} as {who}"
            assert not tables, cell
            assert answer.status_code in ((404, 405) if not may else (405,)), cell


@pytest.mark.parametrize("row", [row for row in ROWS if row.about], ids=str)
def test_what_is_anothers_answers_as_what_is_not(world: World, row: Row) -> None:
    """Not only by its number: a made-up number, a malformed one, and by HEAD as well."""
    thing = world.things[row.about][0]
    value = thing.args[0]
    made_up = uuid.uuid4() if isinstance(value, uuid.UUID) else 987_654_321
    url = url_of(row, thing)
    others = [url.replace(str(value), str(made_up)), url.replace(str(value), "..%2F..%2Fetc")]
    methods = ("GET", "HEAD") if row.method == "GET" else (row.method,)
    for who in (one for one in asking(world, thing) if one.actor is not None):
        asked = others if is_served(row, who, thing) else [url, *others]
        for method in methods:
            there = nowhere(world, who, method)
            assert there[0] == 404
            for one in asked:
                with undone(who):
                    assert plain(who.client.generic(method, one)) == there, f"{one} as {who}"


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
