"""Asking for a row of the table as everybody, and watching what is written meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import reverse

from lungang.platform.audit.models import Entry, Result
from lungang.platform.guard import _WRITES, guarded_tables
from tests.access.table import Row
from tests.access.world import OF_UNITS, Thing, Who, World

NOWHERE = "/nowhere/at/all/"
NONCE = re.compile(rb"nonce-[\w+/=-]+|nonce=\"[^\"]*\"")
TOKEN = re.compile(rb"name=\"csrfmiddlewaretoken\" value=\"[^\"]*\"")
Answer = tuple[int, dict[str, str], bytes]
OPEN_TO_ALL = frozenset({"Date", "Set-Cookie"})
"""Headers that differ from answer to answer and say nothing of what was asked for."""


def url_of(row: Row, thing: Thing | None) -> str:
    return reverse(row.route, args=(*(thing.args if thing else ()), *row.more))


def things_of(world: World, row: Row) -> list[Thing | None]:
    return list(world.things[row.about]) if row.about else [None]


def asking(world: World, thing: Thing | None) -> list[Who]:
    """Everybody in an office of the county; of the units, the thing's own and one other."""
    units = {"", "B", thing.unit if thing and thing.unit not in ("", "B") else "A"}
    return [who for who in world.people if who.unit in units]


def nowhere(world: World, who: Who, method: str) -> Answer:
    """What a page that does not exist answers; asked once, for nothing that it shows changes."""
    key = (str(who), method, world.step)
    if key not in world.nowhere:
        with undone(who):
            world.nowhere[key] = plain(who.client.generic(method, NOWHERE))
    return world.nowhere[key]


def is_served(row: Row, who: Who, thing: Thing | None) -> bool:
    """What the table says of a cell."""
    if who.word not in row.who.split():
        return False
    return who.word not in OF_UNITS or thing is None or not thing.unit or thing.unit == who.unit


def data_of(row: Row, who: Who) -> dict[str, str]:
    holding = str(who.actor.holding.pk) if who.actor and who.actor.holding else ""
    return {key: value.replace("@holding", holding) for key, value in row.data.items()}


@contextmanager
def undone(who: Who) -> Iterator[None]:
    """Ask, and let nothing of it remain: neither in the database nor in the browser."""
    cookies = deepcopy(who.client.cookies)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        who.client.cookies = cookies


@contextmanager
def written() -> Iterator[list[str]]:
    """The tables of the office that are written to meanwhile."""
    found: list[str] = []

    def watch(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        found.extend(m[1] for m in _WRITES.finditer(str(sql)) if m[1].lower() in guarded_tables())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def nothing_done(tables: list[str], before: int) -> bool:
    """Whether nothing was written but, at most, that it was refused."""
    fresh = Entry.objects.filter(seq__gte=before)
    return set(tables) <= {"audit_entry"} and not fresh.exclude(result=Result.REFUSED).exists()


def plain(response: HttpResponse) -> Answer:
    """Everything that an answer tells, but for the nonce of its scripts."""
    headers = {
        name: NONCE.sub(b"", value.encode()).decode()
        for name, value in response.headers.items()
        if name not in OPEN_TO_ALL
    }
    return response.status_code, headers, TOKEN.sub(b"", NONCE.sub(b"", response.content))
