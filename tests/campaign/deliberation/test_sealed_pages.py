"""All sealed pages, of whichever view: behind the door, on record, with code and digest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver, reverse

from lungang.campaign.deliberation.door import short
from lungang.campaign.deliberation.queries import readings
from tests.campaign.deliberation.room import sign_in
from tests.campaign.deliberation.sealed_pages import FILES, SEALED, WITHOUT_BANNER
from tests.campaign.deliberation.test_readers_and_door import DOOR, enter

pytestmark = pytest.mark.urls("tests.campaign.deliberation.sample")


def sealed_routes(resolver: Any = None, space: str = "") -> Iterator[tuple[str, Any]]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from sealed_routes(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif getattr(one.callback, "sealed", ""):
            yield f"{space}{one.name}", one.callback


def test_every_sealed_page_has_a_row():
    whole = {name for name, view in sealed_routes() if "GET" in view.methods}
    assert whole == set(SEALED) | FILES | WITHOUT_BANNER


@pytest.mark.parametrize("route", sorted(SEALED))
def test_it_is_behind_the_door_on_record_and_carries_code_and_digest(client, room, route):
    args, digest = SEALED[route](room)
    path = reverse(route, args=args)
    assert sign_in(client, room.organisation).get(path).status_code == 404
    reader = room.campaign.readers.filter(holding=room.organisation.holding).first()
    reader = reader or room.admit(room.organisation)
    assert client.get(path)["Location"].startswith(DOOR)
    assert not readings(room.campaign).filter(subject_id=str(reader.pk)).exists()
    assert enter(client, room.organisation, path)["Location"] == path
    page = client.get(path)
    assert page.status_code == 200
    text = page.content.decode()
    banner, foot = text.split('class="banner seal"')[1][:900], text.split('class="printfoot"')[1]
    for part in (banner, foot):
        assert reader.code in part
        assert short(digest) in part
    title = text.split("<title>")[1].split("</title>")[0]
    assert reader.code not in title
    assert not digest or digest[:4] not in title
    assert readings(room.campaign).filter(action="deliberation.read_plan").count() == 1
