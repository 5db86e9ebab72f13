"""Asking for a row of the table as everybody, and watching what is written meanwhile."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import reverse

from lungang.campaign.core.models import Campaign
from lungang.campaign.deliberation.models import Principles
from lungang.campaign.screening.models import Petition, Pool, Run
from lungang.platform import clock
from lungang.platform.audit.models import Entry, Result
from lungang.platform.guard import _WRITES, guarded_tables, writing
from lungang.platform.jobs.models import Job
from tests.access.canaries import SAID
from tests.access.table import Row
from tests.access.world import OF_UNITS, Thing, Who, World
from tests.forms import form_to

NOWHERE = "/nowhere/at/all/"
READ = "deliberation.read_plan"
NONCE = re.compile(rb"nonce-[\w+/=-]+|nonce=\"[^\"]*\"")
TOKEN = re.compile(rb"name=\"csrfmiddlewaretoken\" value=\"[^\"]*\"")
Answer = tuple[int, dict[str, str], bytes]
OPEN_TO_ALL = frozenset({"Date", "Set-Cookie"})
"""Headers that differ from answer to answer and say nothing of what was asked for."""


ON_ONE_PAGE = {
    "screening:pool", "deliberation:principles", "deliberation:readers", "deliberation:door",
    "transfer:notices", "transfer:board", "reviews:entries",
}  # fmt: skip
"""Pages without a number, on which forms about a row stand."""


def url_of(row: Row, thing: Thing | None) -> str:
    return reverse(row.route, args=(*(thing.args if thing else ()), *row.more))


def things_of(world: World, row: Row) -> list[Thing | None]:
    return list(world.things[row.about]) if row.about else [None]


def asking(world: World, thing: Thing | None) -> list[Who]:
    """Everybody in an office of the county; of the units, the thing's own and one other.

    What has no address of its own (how far a unit is) is nobody else's to ask for.
    """
    if thing and not thing.args:
        return [who for who in world.people if who.unit in ("", thing.unit)]
    units = {"", "B", thing.unit if thing and thing.unit not in ("", "B") else "A"}
    return [who for who in world.people if who.unit in units]


def is_served(row: Row, who: Who, thing: Thing | None) -> bool:
    """What the table says of a cell."""
    if who.word not in row.who.split():
        return False
    return who.word not in OF_UNITS or thing is None or not thing.unit or thing.unit == who.unit


def served(world: World, row: Row) -> list[tuple[Thing | None, Who]]:
    return [
        (thing, who)
        for thing in things_of(world, row)
        for who in asking(world, thing)
        if is_served(row, who, thing)
    ]


# ---- at which step --------------------------------------------------------------------------

_AT = {
    "confirmed": "deliberation",
    "frozen": "deliberation",
    "moving": "transfer",
    "closed": "archive",
    "settled": "screening",
    "sent back": "screening",
    "running": "screening",
}
_POOLS = {
    "settled": "proposed",
    "sent back": "sent_back",
    "confirmed": "confirmed",
    "frozen": "confirmed",
}

_IN_TURN = (
    "screening", "confirmed", "frozen", "moving", "settled", "sent back", "running", "archive",
    "closed",
)  # fmt: skip


@contextmanager
def at(world: World, step: str) -> Iterator[None]:
    """Let the campaign be at a step of the table, and nothing remain of what is done there.

    ``settled``: in screening, every petition is decided and no roster missing; ``sent back``: so
    is the pool; ``running``: in screening, and a screening is under way; ``frozen``: in
    deliberation, and the principles are decided; ``moving``: people are on their way.
    """
    before = world.step
    with transaction.atomic():
        world.step = step
        with writing():
            closed = clock.now() if step == "closed" else None
            Campaign.objects.update(step=_AT.get(step, step), closed_at=closed)
            if state := _POOLS.get(step):
                Petition.objects.filter(state="asked").update(state="refused")
                Run.objects.update(missing=[])
                answer = SAID["pool_answer"] if step == "sent back" else ""
                Pool.objects.filter(state="proposed").update(state=state, answer=answer)
            if step == "frozen":
                group = world.actor("group").holding
                Principles.objects.update(state="decided", decided_at=clock.now(), decided_by=group)
            if step == "running":
                Job.objects.filter(kind="screening.run").update(state="queued")
        try:
            yield
        finally:
            world.step = before
        transaction.set_rollback(True)


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


# ---- what was written -----------------------------------------------------------------------


@contextmanager
def written() -> Iterator[list[str]]:
    """The tables of the office that are written to meanwhile."""
    found: list[str] = []

    def watch(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        found.extend(m[1] for m in _WRITES.finditer(str(sql)) if m[1].lower() in guarded_tables())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def last_entry() -> int:
    return Entry.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def nothing_done(tables: list[str], before: int) -> bool:
    """Whether nothing was written but, at most, that it was refused and what was read."""
    fresh = Entry.objects.filter(seq__gt=before).exclude(action=READ)
    return set(tables) <= {"audit_entry"} and not fresh.exclude(result=Result.REFUSED).exists()


# ---- answers --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """What somebody got: once for each cell, for nothing of it remains."""

    answer: Answer
    told: bytes
    tables: frozenset[str]


def page(world: World, row: Row, thing: Thing | None, who: Who, query: str = "") -> Page:
    """What a row of the table gives at the step of the world, by GET or as it stands by POST."""
    url = url_of(row, thing) + query
    key = (row.method, url, str(who), world.step)
    if key not in world.pages:
        with undone(who), written() as tables:
            answer = who.client.generic(row.method, url)
            body = b"".join(answer) if answer.streaming else answer.content
        headers = repr(sorted(answer.headers.items())).encode()
        told = headers + unpacked(body) if answer.status_code != 404 else headers + body
        world.pages[key] = Page(plain(answer, body), told, frozenset(tables))
    return world.pages[key]


def nowhere(world: World, who: Who, method: str) -> Answer:
    """What a page that does not exist answers; asked once, for nothing that it shows changes."""
    key = (method, NOWHERE, str(who), world.step)
    if key not in world.pages:
        with undone(who):
            answer = plain(who.client.generic(method, NOWHERE))
        world.pages[key] = Page(answer, b"", frozenset())
    return world.pages[key].answer


def plain(response: HttpResponse, body: bytes | None = None) -> Answer:
    """Everything that an answer tells, but for the nonce of its scripts."""
    headers = {
        name: NONCE.sub(b"", value.encode()).decode()
        for name, value in response.headers.items()
        if name not in OPEN_TO_ALL
    }
    content = response.content if body is None else body
    return response.status_code, headers, TOKEN.sub(b"", NONCE.sub(b"", content))


def unpacked(content: bytes) -> bytes:
    """Content with everything that it holds: members of archives, their names, in all depth."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(one.filename.encode(), archive.read(one)) for one in archive.infolist()]
    return b"\n".join(name + b"\n" + unpacked(inner) for name, inner in parts) + archive.comment


# ---- forms ----------------------------------------------------------------------------------


def form_of(world: World, row: Row, thing: Thing | None, who: Who) -> dict[str, str] | None:
    """What the form of a row holds as its page shows it now; None if it is not there."""
    if not row.page:
        return {}
    url = url_of(row, thing)
    args = thing.args if thing and row.page not in ON_ONE_PAGE else ()
    where = url if row.page == row.route else reverse(row.page, args=args)
    with undone(who):
        answer = who.client.get(where)
    form = form_to(answer, where, url) if answer.status_code == 200 else None
    return form and form.values | form.hidden


def opened(world: World, row: Row, thing: Thing | None, who: Who) -> dict[str, str]:
    """What the form holds that somebody opened when it was the time for it."""
    key = (str(row), thing.args if thing else (), str(who))
    if key not in world.forms:
        with at(world, first_step(row)):
            world.forms[key] = form_of(world, row, thing, who) or {}
    return world.forms[key]


def first_step(row: Row) -> str:
    for step in _IN_TURN:
        if step in row.done:
            return step
    return "screening"
