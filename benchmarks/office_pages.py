"""What each page of the office costs the processor, and how many queries, when it is asked alone.

``python -m benchmarks office_pages SITE [times]`` asks the pages of a site that ``python -m
benchmarks.office found SITE`` made, in this process and through the whole middleware. The time is
the processor's, the median of so many (20), after two looks that fill what is kept: it is told
nearly the same on a busy machine, where the clock of ``benchmarks office`` says nothing.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TIMES = 20
Asked = tuple[str, Any, str]
"""What a page is called, who asks for it (a client signed in), and its address."""


def enter(holding: Any) -> Any:
    """Return a client that came in through the demonstration's entrance."""
    from django.test import Client

    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_ENCODING="gzip")
    assert client.post("/enter/", {"holding": holding.pk}).status_code == 302
    return client


def pages() -> Iterator[Asked]:
    """Give the pages that the fifty of ``benchmarks office`` ask for."""
    from django.db.models import Count

    from lungang.campaign.rosters.models import Return
    from lungang.platform.accounts.models import Holding

    returns = list(Return.objects.annotate(n=Count("rows")).order_by("n"))
    accepted = [one for one in returns if one.state == "accepted"]
    usual, greatest = accepted[len(accepted) // 2], returns[-1]
    officers = Holding.objects.filter(office="hr_officer")
    section = enter(Holding.objects.filter(office="personnel_section").order_by("pk")[0])
    officer = enter(officers.get(unit=usual.unit_id))
    list_page = section.get("/screening/", HTTP_ACCEPT_ENCODING="identity").content.decode()
    person = re.findall(r"person=([0-9a-f-]{36})", list_page)[0]
    for sent in (usual, greatest):
        yield f"a unit's roster, {sent.n} rows", section, f"/rosters/{sent.pk}/"
    yield f"own roster, {usual.n} rows", officer, f"/rosters/{usual.pk}/?view=all"
    own = enter(officers.get(unit=greatest.unit_id))
    yield f"own roster, {greatest.n} rows", own, f"/rosters/{greatest.pk}/?view=all"
    yield "the way to the own roster", officer, "/rosters/mine/"
    yield "board", section, "/rosters/"
    yield "screening list, 20 rows", section, "/screening/"
    yield "screening list, 100 rows", section, "/screening/?verdict=must_rotate&size=100"
    yield "pool", section, "/screening/pool/"
    yield "workbench, section", section, "/"
    yield "workbench, unit", officer, "/"
    yield "own people screened", officer, "/screening/unit/"
    yield "person", section, f"/screening/person/{person}/"
    yield "notices", officer, "/notices/"
    yield "settings", officer, "/accounts/settings/"


def cost(client: Any, address: str, times: int) -> tuple[float, int]:
    """Return the milliseconds of the processor, and the queries."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(2):
        client.get(address)
    taken = []
    for _ in range(times):
        began = time.process_time()
        client.get(address)
        taken.append(time.process_time() - began)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return statistics.median(taken) * 1000, len(asked)


def main() -> None:
    from lungang.config import running

    running.start(Path(sys.argv[1]))
    times = int(sys.argv[2]) if len(sys.argv) > 2 else TIMES
    print(f"{'page':32}{'ms':>8}{'queries':>9}")
    for name, client, address in pages():
        taken, queries = cost(client, address, times)
        print(f"{name:32}{taken:>8.1f}{queries:>9}", flush=True)


if __name__ == "__main__":
    main()
